#pragma once

// What is fuzzed: a parser of the firmware each, with what must hold for whatever it is given.
//
// A body is a plain function of octets. libFuzzer calls it in builds with METERBENCH_FUZZ; a test
// calls it with the seeds and alterations of them in every build.

#include <array>
#include <span>

#include "firmware/core/bytes.h"

namespace bench::fuzz {

using meter::Bytes;

// What does not hold, in words; nullptr when all does.
using Finding = const char*;

// A MAC frame. What a writer exists for comes back when written and parsed again, and what has been
// written once is written the same again.
[[nodiscard]] Finding mac_frame(Bytes input);
// The first octet says where the rest lies in an otherwise right frame: among the header elements,
// the payload elements, the Wi-SUN group or the unicast schedule. What holds is as for mac_frame.
[[nodiscard]] Finding elements(Bytes input);
// A compressed packet, as it is and with its checksum put right; and, from the same octets, a
// datagram that must come back from its compressed form.
[[nodiscard]] Finding sixlowpan(Bytes input);
// An IPv6 packet, as it is and with lengths and checksum put right. It is written again as it was.
[[nodiscard]] Finding ipv6_udp(Bytes input);
// Fragments of four sources at four places: see reassembly.cpp for the script that the octets are.
// What becomes whole consists of octets that came for it, and whatever came before, a datagram sent
// without fault comes back.
[[nodiscard]] Finding reassembly(Bytes input);

struct Target {
    const char* name;
    Finding (*run)(Bytes input);
};

inline constexpr std::array kTargets{
    Target{"mac_frame", mac_frame},   Target{"elements", elements},
    Target{"sixlowpan", sixlowpan},   Target{"ipv6_udp", ipv6_udp},
    Target{"reassembly", reassembly},
};

}  // namespace bench::fuzz
