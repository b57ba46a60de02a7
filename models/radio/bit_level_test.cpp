#include "models/radio/bit_level.h"

#include <cmath>

#include <gtest/gtest.h>

#include "models/radio/test_air.h"

namespace bench::radio {
namespace {

constexpr std::uint8_t kCoded3 = kSunFsk3 | kCodedBit;

// Frames of 60 octets over a link so many dB above the sensitivity.
double delivered(std::uint8_t modulation, double above_db, bool by_bits, int tries) {
    const Phy& phy = *find_phy(modulation);
    AirConfig config = line({0, 100}, {{1, 2}});
    const double wanted =
        -173.975 + 10 * std::log10(phy.noise_bandwidth_hz) + 6 + required_db(phy) + 2 + above_db;
    config.nodes[1].at.x = std::pow(10.0, (16.15 - wanted - 31.218) / 28.0);
    TestAir air{config, by_bits ? 5U : 6U};
    modem::ViterbiDecoder decoder;
    if (by_bits) air.medium.use_bit_level(decoder);
    for (int i = 0; i < tries; ++i) {
        TransmitJob job = TestAir::plain(data_frame(2, 1, 1, 60, false), i * 50ms);
        job.modulation = modulation;
        EXPECT_TRUE(air.station(1).radio.submit(job));
        air.run((i + 1) * 50ms);
    }
    return static_cast<double>(air.station(2).receptions.size()) / tries;
}

// Of 1 200 frames each, two shares differ by 0.02 at one standard deviation and by 0.02 more as far
// as the tables may err (models/modem holds them to that).
TEST(BitLevel, AgreesWithThePacketLevelOnTheAir) {
    for (const std::uint8_t modulation : {kSunFsk3, kCoded3}) {
        for (const double above : {-2.0, -1.0, 0.5}) {
            const double bits = delivered(modulation, above, true, 1200);
            const double packet = delivered(modulation, above, false, 1200);
            EXPECT_NEAR(bits, packet, 0.05) << int{modulation} << " " << above;
        }
    }
}

TEST(BitLevel, SaysWhichPartWasLost) {
    modem::ViterbiDecoder decoder;
    const BitLevel bits{decoder};
    const Phy& phy = *find_phy(kSunFsk3);
    const Octets frame = data_frame(2, 1, 1, 60, false);
    const auto fate = [&](std::vector<modem::Stretch> stretches) {
        return bits.receive(phy, frame, stretches, chance::Key{9});
    };
    EXPECT_FALSE(fate({{1000, 25}}).has_value());
    EXPECT_EQ(fate({{16, -20}, {1000, 25}}), trace::LossCause::sync);
    EXPECT_EQ(fate({{16, 25}, {16, -20}, {1000, 25}}), trace::LossCause::header);
    EXPECT_EQ(fate({{36, 25}, {100, -20}, {1000, 25}}), trace::LossCause::payload);
}

TEST(BitLevel, LeavesOtherModulationsToThePacketLevel) {
    EXPECT_TRUE(BitLevel::covers(*find_phy(kCoded3)));
    EXPECT_FALSE(BitLevel::covers(*find_phy(std::uint8_t{0x02})));
    EXPECT_FALSE(BitLevel::covers(*find_phy(kOqpsk250)));
}

}  // namespace
}  // namespace bench::radio
