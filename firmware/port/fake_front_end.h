#pragma once

// The tests' board: a front end whose frames a test makes, octet by octet.

#include <array>
#include <cstdint>
#include <span>

#include "firmware/hal/afe.h"

namespace meter::port::test {

struct Frame {
    std::uint16_t counter = 0;
    std::uint8_t status = 0;
    std::array<std::int32_t, HAL_AFE_CHANNELS> samples{};
};

}  // namespace meter::port::test

struct hal_board {
    hal_afe_frames frames{};
    std::int32_t error = 0;  // Below 0: what every call answers.
    std::uint16_t watermark = 0;
    std::uint16_t released = 0;

    // One more frame, with its sum.
    void put(const meter::port::test::Frame& frame);
};
