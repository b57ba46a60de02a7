#include <cmath>

#include "models/emi/coupling.h"
#include "models/emi/test_meter.h"
#include "models/emi/thresholds.h"
#include "models/emi/waveform.h"

namespace bench::emi {
namespace {

TEST(FrontEndVictim, AreaIsPeakTimesCouplingTimesPulse) {
    const auto found = impulses(meter(eft()), 3, 1, 1.0001);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_NEAR(found[0].area_vs, 4 * 64.42e-9, 1e-11);
    // What a sample of a sinc3 decimator at 8 kHz shows of it.
    EXPECT_NEAR(found[0].area_vs * kSincPeak / kSamplePeriodS, 1.55e-3, 0.01e-3);
}

TEST(FrontEndVictim, LinesReachTheirChannels) {
    DisturbanceConfig config = eft();
    config.lines = line_2 | line_neutral;
    const Disturbances disturbed = meter(config);
    const std::array<std::size_t, 7> expected{0, 75, 0, 0, 75, 0, 75};
    for (std::size_t channel = 0; channel < 7; ++channel) {
        EXPECT_EQ(impulses(disturbed, channel, 1, 1.3).size(), expected[channel]) << channel;
    }
    config.lines = line_signal;  // Through the electronics: all of them, 10 dB less.
    const auto found = impulses(meter(config), 0, 1, 1.0001);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_NEAR(found[0].area_vs, 4 * 64.42e-9 / std::sqrt(10), 1e-11);
}

TEST(FrontEndVictim, SurgeIsClampedByTheVaristor) {
    // At 265 kHz and below the coupling of the front end is 31.5 dB weaker than at 10 MHz.
    const double gain = std::pow(10, -(60 + 20 * std::log10(10e6 / 265'258)) / 20);
    double lowest = 1e9;
    double highest = 0;
    const auto pieces = impulses(meter(of(Kind::surge, 4000)), 0, 0, 700);
    ASSERT_EQ(pieces.size() % 66, 0U);
    for (std::size_t n = 0; n < pieces.size(); n += 66) {
        const double clamp_v = pieces[n + 2].area_vs / 10e-6 / gain;  // 20 to 30 us: flat.
        lowest = std::min(lowest, clamp_v);
        highest = std::max(highest, clamp_v);
    }
    EXPECT_GE(lowest, 600 * (1 - 1e-9));
    EXPECT_LE(highest, 1200 * (1 + 1e-9));
    EXPECT_GT(highest - lowest, 100);  // Each surge its own.
}

TEST(FrontEndVictim, SmallSurgeIsNotClamped) {
    double sum = 0;
    for (const Impulse& each : impulses(meter(of(Kind::surge, 500)), 0, 1, 2)) sum += each.area_vs;
    const double gain = coupling(Port::mains, Victim::adc_voltage, 265'258, {});
    const double whole = 500 * gain * surge_voltage().shape().area_s;
    EXPECT_NEAR(sum, whole, 2e-3 * whole);
}

TEST(FrontEndVictim, RadioFrequencyIsRectified) {
    DisturbanceConfig config = of(Kind::conducted_rf, 10);
    const Disturbances disturbed = meter(config);
    const double unit = 1e-3 * 10e-3 * 10e-3;  // kappa V^2 at 10 V and 60 dB.
    double sum = 0;
    double highest = 0;
    for (int i = 0; i < 1000; ++i) {
        const double v = disturbed.voltage(3, 2 + i * 10e-6);  // Ten periods of 1 kHz.
        sum += v / 1000;
        highest = std::max(highest, v);
    }
    EXPECT_NEAR(sum, unit * (1 + 0.8 * 0.8 / 2), 1e-6 * unit);
    EXPECT_NEAR(highest, unit * 1.8 * 1.8, 1e-6 * unit);
    config.carrier_hz = 150e3;  // 36.5 dB weaker; the square counts twice.
    EXPECT_NEAR(meter(config).voltage(3, 2), unit * 3.24 * std::pow(150e3 / 10e6, 2), 1e-6 * unit);
    EXPECT_EQ(disturbed.voltage(3, 0.5), 0);
    EXPECT_EQ(disturbed.voltage(3, 601), 0);
}

TEST(FrontEndVictim, MagneticFieldHumsInTheCurrentChannels) {
    const Disturbances disturbed = meter(of(Kind::magnetic_field, 400));
    double square = 0;
    for (int i = 0; i < 200; ++i) {
        const double v = disturbed.voltage(4, 10 + i * 1e-4);
        square += v * v / 200;
    }
    EXPECT_NEAR(std::sqrt(square), 15.79e-6, 0.01e-6);
    EXPECT_NEAR(disturbed.voltage(4, 10), -disturbed.voltage(4, 10.01), 1e-12);
    EXPECT_EQ(disturbed.voltage(0, 10), 0);
}

TEST(FrontEndVictim, MagnetSaturatesTheCores) {
    Disturbances disturbed = meter(of(Kind::dc_magnet, 200));
    EXPECT_EQ(disturbed.core_bias(0.9), 0);
    EXPECT_EQ(disturbed.core_bias(1), 1);
    disturbed.add(of(Kind::dc_magnet, 100), 5, 6);
    EXPECT_EQ(disturbed.core_bias(5.5), 1.5);
    EXPECT_EQ(disturbed.core_bias(601), 0);
}

TEST(FrontEndVictim, ActiveOnlyWhileThereIsSomething) {
    const Disturbances bursts = meter(eft());
    EXPECT_FALSE(bursts.active(0, 1));
    EXPECT_TRUE(bursts.active(0.9, 1.001));
    EXPECT_FALSE(bursts.active(1.015, 1.3));  // Between two bursts.
    EXPECT_TRUE(bursts.active(1.29, 1.31));
    EXPECT_FALSE(bursts.active(61.1, 1e6));
    const Disturbances surges = meter(of(Kind::surge, 1000));
    EXPECT_TRUE(surges.active(1.0002, 1.0003));
    EXPECT_FALSE(surges.active(1.1, 60.9));
    EXPECT_TRUE(meter(of(Kind::radiated_rf, 10)).active(300, 300.1));
    const Disturbances none{{}, kMeter};
    EXPECT_FALSE(none.active(0, 1e9));
}

}  // namespace
}  // namespace bench::emi
