#include "models/afe/parts.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

namespace bench::afe {
namespace {

struct Extremes {
    double least = 1e300;
    double most = -1e300;
    void see(double value) {
        least = std::min(least, value);
        most = std::max(most, value);
    }
    // All within +-half of the centre, and 200 parts reach over 95 % of it.
    void expect(double centre, double half) const {
        EXPECT_GE(least, centre - half - 1e-12);
        EXPECT_LE(most, centre + half + 1e-12);
        EXPECT_LT(least, centre - 0.95 * half);
        EXPECT_GT(most, centre + 0.95 * half);
    }
};

TEST(Parts, TwoHundredLieWithinTheirSpreadAndFillIt) {
    const FrontEndConfig config;
    Extremes voltage;
    Extremes current;
    Extremes corner;
    Extremes offset;
    Extremes phase;
    Extremes drift;
    Extremes reference;
    for (std::uint64_t i = 0; i < 200; ++i) {
        const Parts parts = draw_parts(config, chance::Key{3}.of(i));
        voltage.see(parts.channels[0].gain * 511.2 - 1);
        current.see(parts.channels[4].gain * 15 - 1);
        corner.see(parts.channels[2].corner_hz / 7234 - 1);
        offset.see(parts.channels[6].offset_v);
        phase.see(std::atan(parts.channels[3].phase_tangent) * 180 / M_PI);
        drift.see(parts.channels[1].drift_per_k);
        reference.see(parts.reference - 1);
    }
    voltage.expect(0, 2000e-6);
    current.expect(0, 3000e-6);
    corner.expect(0, 0.02);
    offset.expect(0, 0.5e-3);
    phase.expect(0.1, 0.05);
    drift.expect(0, 25e-6);
    reference.expect(0, 1000e-6);
}

TEST(Parts, OneKeyIsOnePartAndChannelsDiffer) {
    const FrontEndConfig config;
    const Parts one = draw_parts(config, chance::Key{3});
    const Parts same = draw_parts(config, chance::Key{3});
    EXPECT_EQ(one.channels[5].gain, same.channels[5].gain);
    EXPECT_NE(one.channels[5].gain, one.channels[4].gain);
    EXPECT_NE(one.channels[5].gain, draw_parts(config, chance::Key{4}).channels[5].gain);
}

TEST(Parts, AShuntHasNeitherPhaseErrorNorCore) {
    FrontEndConfig config;
    config.current[1].sensor = CurrentSensor::shunt;
    const Parts parts = draw_parts(config, chance::Key{3});
    EXPECT_EQ(parts.channels[4].phase_tangent, 0);
    EXPECT_GT(parts.channels[3].phase_tangent, 0);
    EXPECT_NEAR(parts.channels[4].gain, 0.0002 * 16, 0.0002 * 16 * 0.003);
}

TEST(Parts, WhatNoPartHasIsRefusedByName) {
    const auto refusal = [](auto change) -> std::string {
        FrontEndConfig config;
        change(config);
        try {
            check(config);
        } catch (const std::invalid_argument& e) {
            return e.what();
        }
        return "";
    };
    EXPECT_EQ(refusal([](FrontEndConfig&) {}), "");
    EXPECT_EQ(refusal([](FrontEndConfig& c) { c.current[0] = direct_5_100(); }), "");
    EXPECT_EQ(refusal([](FrontEndConfig& c) { c.voltage[1].ratio = 0; }),
              "front end: u2: ratio must be above 0, spreads 0 or above");
    EXPECT_EQ(refusal([](FrontEndConfig& c) { c.current[3].knee_a_rms = 0; }),
              "front end: in: the knee must be a current above 0 A");
    EXPECT_EQ(refusal([](FrontEndConfig& c) { c.current[0].phase_spread_deg = 0.1; }),
              "front end: i1: phase error with its spread must lie within 0 (not 0 itself) and 6 "
              "degrees");
    EXPECT_EQ(refusal([](FrontEndConfig& c) { c.converter.corner_hz = 10; }),
              "front end: the corner must lie in 1 .. 100 kHz");
    EXPECT_EQ(refusal([](FrontEndConfig& c) { c.converter.snr_db = 5; }),
              "front end: signal to noise must lie in 20 .. 200 dB");
    EXPECT_EQ(refusal([](FrontEndConfig& c) { c.faults.push_back({7}); }),
              "front end: a fault's channel must lie in 0 .. 6");
}

}  // namespace
}  // namespace bench::afe
