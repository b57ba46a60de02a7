#include <algorithm>
#include <cmath>

#include "models/emi/test_meter.h"
#include "models/emi/thresholds.h"

namespace bench::emi {
namespace {

std::vector<std::size_t> flips(const Disturbances& disturbed, double start_s, double bit_s,
                               std::size_t bits) {
    std::vector<std::size_t> out;
    disturbed.bit_flips(start_s, bit_s, bits, out);
    return out;
}

TEST(SerialBus, SoundMeterAt4KvReadsTrue) {
    // 75 dB leave 0.71 V of the 0.99 V that a flip needs.
    EXPECT_TRUE(flips(meter(eft()), 1, 100e-9, 150'000).empty());
}

TEST(SerialBus, PulseFlipsTheBitsThatItCovers) {
    // 60 dB leave 4 V at the peak: above 0.99 V for about 80 ns.
    const Disturbances disturbed = meter(eft(), with(Victim::serial_bus, 60));
    const auto found = flips(disturbed, 1.0002 - 5e-6, 10e-9, 1000);  // 10 us about one pulse.
    ASSERT_GE(found.size(), 6U);
    EXPECT_LE(found.size(), 10U);
    EXPECT_EQ(found.front(), 500U);  // The pulse comes with bit 500.
    EXPECT_EQ(found.back() - found.front() + 1, found.size());
    EXPECT_EQ(flips(disturbed, 1.0002 - 5e-6, 10e-9, 1000), found);
    EXPECT_TRUE(flips(disturbed, 1.016, 10e-9, 1000).empty());
}

TEST(SerialBus, AtTheMarginEveryOtherBitFlips) {
    // The peak is exactly the margin for a bit that is sampled at the peak.
    const double db = 20 * std::log10(4000 * 1.00267 / kBusMarginV);
    const Disturbances disturbed = meter(eft(), with(Victim::serial_bus, db));
    int flipped = 0;
    int asked = 0;
    for (int burst = 0; burst < 20; ++burst) {
        for (int k = 0; k < 75; ++k, ++asked) {
            const double at_s = 1 + 0.3 * burst + k / 5000.0 + 10.75e-9;
            flipped += static_cast<int>(flips(disturbed, at_s - 0.5e-9, 1e-9, 1).size());
        }
    }
    EXPECT_NEAR(flipped, asked / 2.0, 4 * std::sqrt(asked / 4.0));  // Four sigma.
}

TEST(Rail, FollowsThePulse) {
    const Disturbances disturbed = meter(eft());
    EXPECT_EQ(disturbed.rail(0.5), 3.3);
    EXPECT_NEAR(disturbed.rail(1 + 10.75e-9), 3.3 + 4000 * 1.00267 / std::sqrt(1e7), 1e-3);
    EXPECT_EQ(disturbed.rail(1.0001), 3.3);
}

TEST(ResetVictim, FastTransientsAreTooShortForABrownOut) {
    DisturbanceConfig config = eft();
    config.polarity = Polarity::negative;
    EXPECT_FALSE(meter(config).next_reset(0, 100));
    // Even all of it on the rail: below 2 V for a fraction of a microsecond.
    const Disturbances straight = meter(config, with(Victim::rail, 0));
    EXPECT_FALSE(straight.next_reset(0, 100));
    EXPECT_LT(straight.rail(1 + 0.3e-6), 2.0);
    EXPECT_GT(straight.rail(1 + 0.5e-6), 2.0);
}

TEST(ResetVictim, PinNeedsAStrongNegativePulse) {
    DisturbanceConfig config = eft();
    const Installation weak = with(Victim::reset_pin, 20);  // 400 V: absurd on purpose.
    EXPECT_FALSE(meter(config, weak).next_reset(0, 100));   // Positive: lifts the pin.
    config.polarity = Polarity::negative;
    const Disturbances disturbed = meter(config, weak);
    const auto reset = disturbed.next_reset(0, 100);
    ASSERT_TRUE(reset);
    EXPECT_EQ(reset->cause, ResetCause::pin);
    EXPECT_GT(reset->at_s, 1 + 300e-9);
    EXPECT_LT(reset->at_s, 1 + 400e-9);
    const auto next = disturbed.next_reset(reset->at_s + 1e-9, 100);
    ASSERT_TRUE(next);
    EXPECT_NEAR(next->at_s - reset->at_s, 200e-6, 1e-9);
    EXPECT_FALSE(disturbed.next_reset(1.0151, 1.2999));
    // Integrated apart in steps of 0.02 ns: 38.9 V, 40.24 dB, are just low enough for 300 ns.
    EXPECT_TRUE(meter(config, with(Victim::reset_pin, 40.1)).next_reset(0, 100));
    EXPECT_FALSE(meter(config, with(Victim::reset_pin, 40.4)).next_reset(0, 100));
}

TEST(ResetVictim, AlternatingPolarityResetsInEveryOtherBurst) {
    DisturbanceConfig config = eft();
    config.polarity = Polarity::alternating;
    const auto reset = meter(config, with(Victim::reset_pin, 20)).next_reset(0, 100);
    ASSERT_TRUE(reset);
    EXPECT_NEAR(reset->at_s, 1.3, 1e-6);
}

TEST(ResetVictim, SurgeBrownsOutWithABadEarth) {
    DisturbanceConfig config = of(Kind::surge, 4000);
    EXPECT_FALSE(meter(config).next_reset(0, 700));  // 70 dB: a dip of 0.4 V at most.
    Installation bad;
    bad.good_earth = false;  // 55 dB: 1.07 to 2.13 V, and 1.3 V are needed.
    const Disturbances disturbed = meter(config, bad);
    int resets = 0;
    double after_s = 0;
    while (const auto reset = disturbed.next_reset(after_s, 700)) {
        EXPECT_EQ(reset->cause, ResetCause::brown_out);
        EXPECT_LT(disturbed.rail(reset->at_s), 2.0);
        after_s = reset->at_s + 1;
        ++resets;
    }
    EXPECT_GE(resets, 1);
    EXPECT_LE(resets, 10);
}

TEST(ResetVictim, DipLastsFiftyToFiveHundredMicroseconds) {
    const Disturbances disturbed = meter(of(Kind::surge, 4000));
    for (int n = 0; n < 10; ++n) {
        const double start_s = 1 + 60.0 * n;
        EXPECT_LT(disturbed.rail(start_s + 49e-6), 3.3);
        EXPECT_GT(disturbed.rail(start_s + 49e-6), 2.8);
        EXPECT_EQ(disturbed.rail(start_s + 501e-6), 3.3);
    }
}

TEST(Ram, OneFlipInAThousandPulses) {
    DisturbanceConfig config = eft();
    config.end_s = 601;
    const Disturbances disturbed = meter(config);  // 1.27 V on the rail.
    std::vector<RamFlip> found;
    disturbed.ram_flips(0, 601, found);
    const double expected = 150'000 * 1e-3;
    EXPECT_NEAR(static_cast<double>(found.size()), expected, 4 * std::sqrt(expected));
    EXPECT_TRUE(std::ranges::is_sorted(found, {}, &RamFlip::at_s));
    double mean = 0;
    for (const RamFlip& flip : found) {
        EXPECT_LT(flip.bit, 8);
        mean += flip.address / static_cast<double>(found.size());
    }
    EXPECT_NEAR(mean, 0.5, 4 * 0.289 / std::sqrt(expected));
    found.clear();
    meter(eft(2000)).ram_flips(0, 601, found);  // 0.63 V: nothing.
    EXPECT_TRUE(found.empty());
}

TEST(EthernetVictim, SoundCableSurvivesTheMains) {
    const Disturbances disturbed = meter(eft());
    EXPECT_FALSE(disturbed.ethernet_hit(1, 1.001, kMeter.of("frame")).destroyed());
}

TEST(EthernetVictim, PulseOnTheCableDestroysTheFrameItMeets) {
    DisturbanceConfig config = eft(2000);
    config.lines = line_signal;  // 60 dB: 2 V against an eye of 0.5 V, for some 80 ns.
    const Disturbances disturbed = meter(config);
    const chance::Key frame = kMeter.of("frame");
    EXPECT_FALSE(disturbed.ethernet_hit(1.0001, 1.00018, frame).destroyed());  // Between two.
    std::uint32_t errors = 0;
    for (std::uint64_t n = 0; n < 50; ++n) {
        const double at_s = 1.0002 + 0.3 * static_cast<double>(n);
        const auto hit = disturbed.ethernet_hit(at_s - 5e-6, at_s + 5e-6, frame.of(n));
        EXPECT_TRUE(hit.destroyed());
        EXPECT_LE(hit.bit_errors, 9U);
        errors += hit.bit_errors;
    }
    EXPECT_NEAR(errors / 50.0, 4, 1);  // Half of about eight bits.
}

}  // namespace
}  // namespace bench::emi
