#pragma once

// Hexadecimal text for the tests of this room.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bench::secure {

inline std::vector<std::uint8_t> from_hex(std::string_view text) {
    std::vector<std::uint8_t> octets;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
        octets.push_back(
            static_cast<std::uint8_t>(std::stoi(std::string{text.substr(i, 2)}, nullptr, 16)));
    }
    return octets;
}

}  // namespace bench::secure
