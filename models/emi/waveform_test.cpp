#include "models/emi/waveform.h"

namespace bench::emi {
namespace {

TEST(Waveform, EftHasTheStandardsFigures) {
    const Shape& shape = eft_pulse().shape();
    EXPECT_NEAR(shape.peak, 1.0027, 1e-4);
    EXPECT_NEAR(shape.peak_at_s, 10.75e-9, 0.01e-9);
    EXPECT_NEAR(shape.rise_s, 5.12e-9, 0.01e-9);
    EXPECT_NEAR(shape.width_s, 49.4e-9, 0.1e-9);
    EXPECT_NEAR(shape.area_s, 64.42e-9, 0.01e-9);
    EXPECT_NEAR(eft_pulse().value(2e-9), 0.3607, 1e-4);
    EXPECT_NEAR(eft_pulse().value(5e-9), 0.8329, 1e-4);
    EXPECT_NEAR(eft_pulse().value(10e-9), 1.0012, 1e-4);
    EXPECT_NEAR(eft_pulse().value(50e-9), 0.5217, 1e-4);
    EXPECT_NEAR(eft_pulse().value(100e-9), 0.1969, 1e-4);
}

TEST(Waveform, SurgeVoltageHasTheStandardsFigures) {
    const Shape& shape = surge_voltage().shape();
    EXPECT_NEAR(shape.peak, 1.0003, 1e-4);
    EXPECT_NEAR(shape.front_s, 1.198e-6, 0.001e-6);
    EXPECT_NEAR(shape.width_s, 49.5e-6, 0.1e-6);
    EXPECT_NEAR(shape.tail_s, 50e-6, 0.1e-6);
    // The published values are those of a pulse scaled to a peak of 1.
    EXPECT_NEAR(surge_voltage().value(1e-6) / shape.peak, 0.9151, 1e-4);
    EXPECT_NEAR(surge_voltage().value(5e-6) / shape.peak, 0.9810, 1e-4);
    EXPECT_NEAR(surge_voltage().value(20e-6) / shape.peak, 0.7865, 1e-4);
    EXPECT_NEAR(surge_voltage().value(50e-6) / shape.peak, 0.4989, 1e-4);
}

TEST(Waveform, SurgeCurrentHasTheStandardsFigures) {
    const Shape& shape = surge_current().shape();
    EXPECT_NEAR(shape.peak, 1, 1e-9);
    EXPECT_NEAR(shape.front_s, 8.05e-6, 0.005e-6);
    EXPECT_NEAR(shape.tail_s, 20.0e-6, 0.05e-6);
    EXPECT_NEAR(shape.area_s, 17.46e-6, 0.01e-6);
    EXPECT_NEAR(surge_current().value(4e-6), 0.3231, 1e-4);
    EXPECT_NEAR(surge_current().value(8e-6), 0.8459, 1e-4);
    EXPECT_NEAR(surge_current().value(20e-6), 0.5882, 1e-4);
    EXPECT_NEAR(surge_current().value(30e-6), 0.1485, 1e-4);
}

TEST(Waveform, DischargeOf4KvHasTheStandardsFigures) {
    EXPECT_NEAR(esd_current().shape().peak, 14.92, 0.005);
    EXPECT_NEAR(esd_current().shape().peak_at_s, 1.46e-9, 0.01e-9);
    EXPECT_NEAR(esd_current().value(30e-9), 8.035, 1e-3);
    EXPECT_NEAR(esd_current().value(60e-9), 4.035, 1e-3);
}

// What a single pulse of 4 kV through 60 dB leaves behind an undecimated one-pole filter.
TEST(Waveform, AreaGivesThePeakBehindASlowFilter) {
    const double area_vs = 4 * eft_pulse().shape().area_s;
    for (const auto& [corner_hz, peak_v] :
         {std::pair{5e3, 8.095e-3}, std::pair{50e3, 80.95e-3}, std::pair{500e3, 809.5e-3}}) {
        EXPECT_NEAR(area_vs * 6.283185307179586 * corner_hz, peak_v, 1e-3 * peak_v);
    }
}

TEST(Waveform, AreaOfPiecesIsTheAreaOfTheWhole) {
    const Waveform& wave = surge_voltage();
    double sum = 0;
    for (int i = 0; i < 66; ++i) sum += wave.area_s(i * 10e-6, (i + 1) * 10e-6, 2, 8);
    EXPECT_NEAR(sum, wave.shape().area_s, 1e-3 * wave.shape().area_s);
    EXPECT_DOUBLE_EQ(wave.area_s(5e-6, 20e-6, 0.25, 4), 0.25 * 15e-6);  // Cut at the ceiling.
    EXPECT_EQ(wave.area_s(1, 2, 1, 4), 0);
}

TEST(Waveform, CrossingsAreWhereTheValueIsTheLevel) {
    const Span half = eft_pulse().above(0.5);
    EXPECT_NEAR(eft_pulse().value(half.from_s), 0.5, 1e-9);
    EXPECT_NEAR(eft_pulse().value(half.to_s), 0.5, 1e-9);
    EXPECT_TRUE(eft_pulse().above(1.1).empty());
    // The discharge falls below 8 A after its first peak and rises above it again.
    const Span current = esd_current().above(8);
    EXPECT_LT(esd_current().value(7e-9), 8);
    EXPECT_NEAR(current.to_s, 30.2e-9, 0.2e-9);
}

TEST(Waveform, NothingBeforeAndAfter) {
    EXPECT_EQ(eft_pulse().value(0), 0);
    EXPECT_EQ(eft_pulse().value(-1e-9), 0);
    EXPECT_EQ(eft_pulse().value(eft_pulse().end_s()), 0);
    EXPECT_LT(eft_pulse().value(0.999 * eft_pulse().end_s()), 1e-8);
}

}  // namespace
}  // namespace bench::emi
