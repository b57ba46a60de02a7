#pragma once

// Addresses of the three layers: EUI-64 on the air, IPv6 above it, the DLMS system title in the
// APDU.

#include <array>
#include <compare>
#include <cstdint>

namespace meter {

// Octets in the order in which the EUI-64 is written; 802.15.4 sends them last first.
struct Eui64 {
    std::array<std::uint8_t, 8> octets{};
    friend constexpr auto operator<=>(const Eui64&, const Eui64&) = default;
};
inline constexpr Eui64 kBroadcast{{0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF}};

struct Ipv6Address {
    std::array<std::uint8_t, 16> octets{};
    friend constexpr auto operator<=>(const Ipv6Address&, const Ipv6Address&) = default;
};

// The interface identifier of an EUI-64 (RFC 4291, appendix A): its universal/local bit is
// inverted.
constexpr Ipv6Address address_in(const Ipv6Address& prefix_64, const Eui64& eui) {
    Ipv6Address address = prefix_64;
    for (std::size_t i = 0; i < 8; ++i) address.octets[8 + i] = eui.octets[i];
    address.octets[8] ^= 0x02;
    return address;
}
constexpr Eui64 eui_of(const Ipv6Address& address) {
    Eui64 eui;
    for (std::size_t i = 0; i < 8; ++i) eui.octets[i] = address.octets[8 + i];
    eui.octets[0] ^= 0x02;
    return eui;
}

// DLMS system title: three octets of manufacturer, five of serial number.
struct SystemTitle {
    std::array<std::uint8_t, 8> octets{};
    friend constexpr auto operator<=>(const SystemTitle&, const SystemTitle&) = default;
};

}  // namespace meter
