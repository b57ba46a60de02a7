// When pulses come: bursts, phases, polarities; and that looking is cheap however late.

#include <chrono>
#include <cmath>

#include "models/emi/test_meter.h"

namespace bench::emi {
namespace {

TEST(Pulses, BurstOf75At5Khz) {
    const auto found = impulses(meter(eft()), 0, 1, 1.3);
    ASSERT_EQ(found.size(), 75U);
    for (std::size_t k = 0; k < found.size(); ++k) {
        EXPECT_NEAR(found[k].at_s, 1 + static_cast<double>(k) / 5000, 1e-12);
    }
    EXPECT_LT(found.back().at_s, 1.015);
    EXPECT_EQ(impulses(meter(eft()), 0, 1.0150001, 1.3).size(), 0U);
    EXPECT_EQ(impulses(meter(eft()), 0, 1.3, 1.6).size(), 75U);
}

TEST(Pulses, BurstOf75At100Khz) {
    const auto found = impulses(meter(eft(4000, 100e3)), 0, 1, 1.3);
    ASSERT_EQ(found.size(), 75U);
    EXPECT_NEAR(found.back().at_s, 1 + 74e-5, 1e-12);
}

TEST(Pulses, TwoMinutesAreThirtyThousand) {
    DisturbanceConfig config = eft();
    config.end_s = 121;
    EXPECT_EQ(impulses(meter(config), 0, 0, 1000).size(), 30'000U);
    config.end_s = 61;
    EXPECT_EQ(impulses(meter(config), 0, 0, 1000).size(), 15'000U);  // One polarity of the test.
}

TEST(Pulses, EndInTheMiddleOfABurst) {
    DisturbanceConfig config = eft();
    config.end_s = 1.0051;
    EXPECT_EQ(impulses(meter(config), 0, 0, 10).size(), 26U);
}

TEST(Pulses, PolarityAlternatesBurstByBurst) {
    DisturbanceConfig config = eft();
    config.polarity = Polarity::alternating;
    for (const Impulse& each : impulses(meter(config), 0, 1, 1.9)) {
        const auto burst = static_cast<int>((each.at_s - 1) / 0.3 + 1e-9);
        EXPECT_EQ(each.area_vs > 0, burst % 2 == 0) << each.at_s;
    }
    config.polarity = Polarity::negative;
    EXPECT_LT(impulses(meter(config), 0, 1, 1.3).front().area_vs, 0);
}

// The first slice of a surge lies 5 us after its start.
std::vector<double> surge_starts(const Disturbances& from, double start_s, double end_s) {
    std::vector<double> out;
    for (const Impulse& each : impulses(from, 0, start_s, end_s)) {
        if (out.empty() || each.at_s > out.back() + 1e-3) out.push_back(each.at_s - 5e-6);
    }
    return out;
}

TEST(Pulses, SurgesWaitForTheirPhase) {
    DisturbanceConfig config = of(Kind::surge, 4000);
    config.start_s = 1.003;
    config.phase_deg = 60;
    Installation installation;
    installation.mains_zero_s = 0.002;
    const auto starts = surge_starts(meter(config, installation), 0, 700);
    ASSERT_EQ(starts.size(), 10U);
    for (std::size_t n = 0; n < starts.size(); ++n) {
        const double cycles = (starts[n] - 0.002) * 50;
        EXPECT_NEAR(cycles - std::floor(cycles), 60.0 / 360, 1e-6);
        const double due = 1.003 + 60 * static_cast<double>(n);
        EXPECT_GE(starts[n], due);
        EXPECT_LT(starts[n], due + 0.02);
    }
}

TEST(Pulses, SurgesWithoutAPhaseComeAtOnce) {
    const auto starts = surge_starts(meter(of(Kind::surge, 4000)), 0, 100);
    ASSERT_EQ(starts.size(), 2U);
    EXPECT_NEAR(starts[0], 1, 1e-9);
    EXPECT_NEAR(starts[1], 61, 1e-9);
}

TEST(Pulses, DischargesOneEachInterval) {
    DisturbanceConfig config = of(Kind::esd, 8000);
    config.interval_s = 1;
    config.end_s = 11;
    EXPECT_EQ(impulses(meter(config), 3, 0, 100).size(), 10U);
}

TEST(Pulses, LateQuestionsCostNoMoreThanEarlyOnes) {
    DisturbanceConfig config = eft();
    config.end_s = 40e6;  // More than a year: 1e10 pulses.
    const Disturbances disturbed = meter(config);
    const auto begin = std::chrono::steady_clock::now();
    std::size_t found = 0;
    for (int i = 0; i < 1000; ++i) {
        const double from_s = 31e6 + i + 50e-6;  // Between two pulses.
        found += impulses(disturbed, 0, from_s, from_s + 0.3).size();
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    EXPECT_EQ(found, 75'000U);
    EXPECT_LT(took.count(), 1.0);  // From the start on it would be minutes.
}

TEST(Pulses, ManyOccurrencesInAnyOrder) {
    Disturbances disturbed{{}, kMeter};
    for (int i = 99; i >= 0; --i) {
        const int place = i * 37 % 100;
        disturbed.add(eft(), 10.0 * place, 10.0 * place + 0.1);
    }
    disturbed.add(of(Kind::dc_magnet, 100), 0, 2000);  // Long, below all the others.
    EXPECT_EQ(impulses(disturbed, 0, 0, 2000).size(), 7500U);
    EXPECT_EQ(impulses(disturbed, 0, 500, 500.2).size(), 75U);
    EXPECT_EQ(disturbed.core_bias(999.9), 0.5);
}

}  // namespace
}  // namespace bench::emi
