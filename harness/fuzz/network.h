#pragma once

// The two nodes and the prefixes that packets under test are between.

#include "firmware/core/address.h"
#include "firmware/net/sixlowpan.h"

namespace bench::fuzz {

inline constexpr meter::Eui64 kMeter{{0x00, 0x12, 0x4B, 0, 0, 0, 0, 0x01}};
inline constexpr meter::Eui64 kCollector{{0x00, 0x12, 0x4B, 0, 0, 0, 0, 0xC0}};
// Documentation prefixes (RFC 3849).
inline constexpr meter::net::Contexts kContexts{{{0x20, 0x01, 0x0D, 0xB8, 0, 1}},
                                                {{0x20, 0x01, 0x0D, 0xB8, 0, 2}}};
inline constexpr meter::Ipv6Address kHeadEnd{
    {0x20, 0x01, 0x0D, 0xB8, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10}};

}  // namespace bench::fuzz
