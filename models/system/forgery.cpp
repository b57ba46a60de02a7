#include "models/system/forgery.h"

#include "models/head_end/ipv6_udp.h"

namespace bench::system {
namespace {

// Wrapper 8, general-glo-ciphering 1, title 1 + 8, length 1, security control 1, then the counter.
constexpr std::size_t kGloCiphering = 8;
constexpr std::size_t kCounterAt = 20;
constexpr std::uint8_t kTag = 0xDB;

}  // namespace

std::vector<std::uint8_t> forged_answer(std::span<const std::uint8_t> packet) {
    auto datagram = head_end::parse_udp(packet);
    if (!datagram || datagram->payload.size() < kCounterAt + 8) return {};
    std::vector<std::uint8_t> payload{datagram->payload.begin(), datagram->payload.end()};
    if (payload[kGloCiphering] != kTag) return {};
    payload[kCounterAt] = static_cast<std::uint8_t>(payload[kCounterAt] + 1);  // 2^24 ahead.
    payload.back() ^= 0x01;
    datagram->payload = payload;
    head_end::Octets forged;
    head_end::write_udp(*datagram, forged);
    return forged;
}

}  // namespace bench::system
