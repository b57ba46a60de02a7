#pragma once

// The addressing part of an IEEE 802.15.4 MAC frame, versions 2003 to 2015: what a radio must read
// to filter frames and to acknowledge them.

#include <array>
#include <cstdint>
#include <optional>
#include <span>

namespace bench::radio {

enum class FrameType : std::uint8_t { beacon = 0, data = 1, acknowledgement = 2, command = 3 };
enum class AddressMode : std::uint8_t { none = 0, short_16 = 2, extended = 3 };
using AirEui64 = std::array<std::uint8_t, 8>;  // In the order of the air: last octet first.

inline constexpr std::uint16_t kBroadcastShort = 0xFFFF;
inline constexpr AirEui64 kBroadcastEui{0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF};

struct MacAddress {
    AddressMode mode = AddressMode::none;
    std::optional<std::uint16_t> pan{};
    std::uint16_t short_16 = 0;
    AirEui64 eui{};
};

struct MacHeader {
    FrameType type = FrameType::data;
    std::uint8_t version = 0;
    bool wants_acknowledgement = false;
    std::optional<std::uint8_t> sequence{};
    MacAddress destination{};
    MacAddress source{};
};

// Nothing for a frame that is too short, or of a type, version or addressing mode that is reserved.
[[nodiscard]] std::optional<MacHeader> parse_mac_header(std::span<const std::uint8_t> frame);

}  // namespace bench::radio
