#pragma once

// A HAL error code in the firmware's words.

#include <cstdint>

#include "firmware/core/result.h"
#include "firmware/hal/hal.h"

namespace meter::port {

constexpr Error error_of(std::int32_t code) {
    switch (code) {
        case HAL_E_BUSY:
            return Error::busy;
        case HAL_E_EMPTY:
            return Error::empty;
        case HAL_E_AUTH:
            return Error::forged;
        case HAL_E_RANGE:
        case HAL_E_SIZE:
            return Error::range;
        default:
            return Error::hardware;
    }
}

constexpr Result<void> done(std::int32_t code) {
    if (code < 0) return error_of(code);
    return {};
}

}  // namespace meter::port
