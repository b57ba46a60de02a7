#include <set>
#include <string>

#include <gtest/gtest.h>

#include "firmware/net/ipv6.h"
#include "firmware/net/sixlowpan.h"
#include "firmware/radio/frame.h"
#include "harness/fuzz/fragments.h"
#include "harness/fuzz/network.h"
#include "harness/fuzz/seeds.h"
#include "harness/fuzz/targets.h"
#include "models/chance/chance.h"

namespace bench::fuzz {
namespace {

using chance::Key;

// In the ways of a fuzzer: octets changed, removed, inserted, or the tail of another seed.
Octets altered(Octets octets, const Octets& other, const Key& key) {
    const std::uint64_t changes = 1 + key.below(0, 4);
    for (std::uint64_t i = 0; i < changes; ++i) {
        const Key draw = key.of(i);
        const std::uint64_t at = draw.below(0, octets.size() + 1);
        const auto place = octets.begin() + static_cast<std::ptrdiff_t>(at);
        const auto value = static_cast<std::uint8_t>(draw.bits(1));
        switch (draw.below(2, 5)) {
            case 0:
            case 1:
                if (place != octets.end()) *place = value;
                break;
            case 2:
                if (place != octets.end()) octets.erase(place);
                break;
            case 3:
                octets.insert(place, value);
                break;
            default:
                octets.resize(at);
                if (at < other.size()) {
                    octets.insert(octets.end(), other.begin() + static_cast<std::ptrdiff_t>(at),
                                  other.end());
                }
        }
    }
    octets.shrink_to_fit();
    return octets;
}

class EveryTarget : public testing::TestWithParam<Target> {};

TEST_P(EveryTarget, HoldsForItsSeeds) {
    const auto seeds = seeds_of(GetParam().name);
    ASSERT_GE(seeds.size(), 3U);
    for (const Octets& seed : seeds) {
        EXPECT_FALSE(seed.empty());
        EXPECT_STREQ(GetParam().run(seed), nullptr);
    }
}

TEST_P(EveryTarget, HoldsForTwoThousandAlterationsOfThem) {
    const auto seeds = seeds_of(GetParam().name);
    const Key key = Key{1}.of("fuzz").of(GetParam().name);
    for (std::uint64_t i = 0; i < 2000; ++i) {
        const Key draw = key.of(i);
        const Octets& seed = seeds[draw.below(0, seeds.size())];
        const Octets& other = seeds[draw.below(1, seeds.size())];
        ASSERT_STREQ(GetParam().run(altered(seed, other, draw)), nullptr) << "alteration " << i;
    }
}

TEST_P(EveryTarget, HoldsForNothingAtAll) { EXPECT_STREQ(GetParam().run({}), nullptr); }

INSTANTIATE_TEST_SUITE_P(Fuzz, EveryTarget, testing::ValuesIn(kTargets),
                         [](const auto& tested) { return std::string{tested.param.name}; });

// Seeds that the parsers refused would be no beginning.
TEST(Seeds, AreTakenByTheParsers) {
    for (const Octets& seed : seeds_of("mac_frame")) {
        EXPECT_TRUE(meter::radio::parse_frame(seed).ok());
    }
    for (const Octets& seed : seeds_of("ipv6_udp")) {
        EXPECT_TRUE(meter::net::read_ipv6_udp(seed).ok());
    }
    unsigned taken = 0;
    for (const Octets& seed : seeds_of("sixlowpan")) {
        if (meter::net::decompress(seed, kContexts, kMeter, kCollector).ok()) ++taken;
    }
    EXPECT_EQ(taken, 2U);
    EXPECT_TRUE(seeds_of("no such target").empty());
}

TEST(Seeds, ReachTheScheduleByEveryWay) {
    std::set<std::uint8_t> ways;
    for (const Octets& seed : seeds_of("elements")) ways.insert(seed[0]);
    EXPECT_EQ(ways, (std::set<std::uint8_t>{0, 1, 2, 3}));
}

}  // namespace
}  // namespace bench::fuzz
