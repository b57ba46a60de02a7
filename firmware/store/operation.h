#pragma once

// One thing to do to the flash. The logs say what, the store does it and reads back whether it
// held.

#include <algorithm>
#include <array>
#include <cstdint>

#include "firmware/core/bytes.h"

namespace meter::store {

struct Operation {
    bool erase = false;  // The sector at `address`; otherwise program `bytes` there.
    std::uint32_t address = 0;
    std::uint32_t length = 0;
    std::array<std::uint8_t, 64> bytes{};
    [[nodiscard]] Bytes data() const { return Bytes{bytes}.first(length); }
};

inline Operation erase_at(std::uint32_t address) { return {true, address, 0, {}}; }

inline Operation program_at(std::uint32_t address, Bytes data) {
    Operation operation{false, address, static_cast<std::uint32_t>(data.size()), {}};
    std::ranges::copy(data, operation.bytes.begin());
    return operation;
}

// Clears every bit: what lay there can never again be taken for something valid.
inline Operation clear_at(std::uint32_t address, std::uint32_t length) {
    return {false, address, length, {}};
}

}  // namespace meter::store
