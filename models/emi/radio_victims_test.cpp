#include <cmath>

#include "models/emi/test_meter.h"
#include "models/emi/thresholds.h"

namespace bench::emi {
namespace {

constexpr RadioBand kBand{868.3e6, 200e3};

std::vector<RadioNoise> noise(const Disturbances& disturbed, double from_s, double to_s,
                              const RadioBand& band = kBand) {
    std::vector<RadioNoise> out;
    disturbed.radio_noise(band, from_s, to_s, out);
    return out;
}

bool felt(const Felt& felt, Victim victim) { return felt[static_cast<std::size_t>(victim)]; }

TEST(RadioVictim, PulseIsHeardForTheFiltersTime) {
    const auto found = noise(meter(eft()), 1, 1.3);
    ASSERT_EQ(found.size(), 75U);
    EXPECT_NEAR(found[0].end_s - found[0].start_s, 5e-6, 1e-12);
    // 4.01 V into 50 ohm are 25.08 dBm; (200 kHz x 64.25 ns)^2 takes 37.82 dB.
    EXPECT_NEAR(found[0].power_dbm, -12.75, 0.05);
    const auto wide = noise(meter(eft()), 1, 1.0001, {2.45e9, 2e6});
    ASSERT_EQ(wide.size(), 1U);
    EXPECT_NEAR(wide[0].power_dbm, -12.75 + 20, 0.05);
    EXPECT_NEAR(wide[0].end_s - wide[0].start_s, 0.5e-6, 1e-12);
}

TEST(RadioVictim, FrameOfFortyMillisecondsMeetsABurst) {
    // Of frames of 42.56 ms that start anywhere, (15 + 42.56) / 300 overlap a burst.
    const Disturbances disturbed = meter(eft());
    int hit = 0;
    for (int i = 0; i < 1000; ++i) {
        const double at_s = 2.0 + 0.3 * i / 1000;
        hit += noise(disturbed, at_s, at_s + 42.56e-3).empty() ? 0 : 1;
    }
    EXPECT_NEAR(hit / 1000.0, (14.8 + 42.56) / 300, 0.003);
}

TEST(RadioVictim, PulseBeforeTheWindowStillRings) {
    const auto found = noise(meter(eft()), 1.000004, 1.000006);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].start_s, 1);
    EXPECT_TRUE(noise(meter(eft()), 1.000006, 1.0001).empty());
}

TEST(RadioVictim, CarrierInTheBandIsReceived) {
    DisturbanceConfig config = of(Kind::radiated_rf, 10);
    config.carrier_hz = 868.3e6;
    const auto found = noise(meter(config), 5, 6);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].start_s, 1);
    EXPECT_EQ(found[0].end_s, 601);
    // 10 V/m: 0.2654 W/m2 through 94.9 cm2, and 1.32 for the modulation.
    EXPECT_NEAR(found[0].power_dbm, 10 * std::log10(0.26544 * 9.4863e-3 * 1.32 * 1000), 0.01);
    config.carrier_hz = 900e6;
    EXPECT_TRUE(noise(meter(config), 5, 6).empty());
}

TEST(RadioVictim, OscillatorAndRegisters) {
    const Disturbances sound = meter(eft());
    EXPECT_FALSE(sound.pll_lost(0, 100));              // 85 dB: 0.23 V.
    EXPECT_FALSE(sound.radio_registers_lost(0, 100));  // 70 dB: 1.27 V of 1.65 V.
    Installation bad;
    bad.good_earth = false;
    const Disturbances poor = meter(eft(), bad);
    EXPECT_TRUE(poor.pll_lost(1, 1.1));
    EXPECT_TRUE(poor.radio_registers_lost(1, 1.1));
    EXPECT_FALSE(poor.pll_lost(1.016, 1.299));
    EXPECT_FALSE(poor.radio_registers_lost(0, 1));
}

TEST(FeltByVictims, SoundMeterUnderFullBursts) {
    const Felt all = meter(eft()).felt(1, 0, 100);
    EXPECT_TRUE(felt(all, Victim::adc_voltage));
    EXPECT_TRUE(felt(all, Victim::adc_current));
    EXPECT_TRUE(felt(all, Victim::rail));
    EXPECT_TRUE(felt(all, Victim::antenna));
    EXPECT_FALSE(felt(all, Victim::serial_bus));
    EXPECT_FALSE(felt(all, Victim::reset_pin));
    EXPECT_FALSE(felt(all, Victim::crystal));
    EXPECT_FALSE(felt(all, Victim::ethernet));
}

TEST(FeltByVictims, NothingWhereAndWhenThereIsNothing) {
    const Disturbances disturbed = meter(eft());
    EXPECT_TRUE(disturbed.felt(9, 0, 100).none());        // Another disturbance.
    EXPECT_TRUE(disturbed.felt(1, 1.016, 1.299).none());  // Between two bursts.
    EXPECT_TRUE(meter(eft(0)).felt(1, 0, 100).none());
    // A weak field induces less than the converter's noise.
    EXPECT_TRUE(meter(of(Kind::magnetic_field, 100)).felt(2, 0, 100).none());
    EXPECT_TRUE(felt(meter(of(Kind::magnetic_field, 400)).felt(2, 0, 100), Victim::adc_current));
    EXPECT_TRUE(meter(of(Kind::conducted_rf, 10)).felt(2, 0, 100).none());  // 0.3 uV.
    EXPECT_TRUE(
        felt(meter(of(Kind::conducted_rf, 10), with(Victim::adc_voltage, 30)).felt(2, 0, 100),
             Victim::adc_voltage));
}

TEST(FeltByVictims, CarrierOnlyWhereTheRadioListens) {
    DisturbanceConfig config = of(Kind::radiated_rf, 10);
    config.carrier_hz = 868.3e6;
    EXPECT_TRUE(felt(meter(config).felt(2, 0, 100, kBand), Victim::antenna));
    EXPECT_TRUE(meter(config).felt(2, 0, 100, {915e6, 26e6}).none());
    EXPECT_TRUE(meter(config).felt(2, 0, 100).none());
}

TEST(FeltByVictims, EachByItsOwnThreshold) {
    DisturbanceConfig negative = eft();
    negative.polarity = Polarity::negative;
    EXPECT_TRUE(
        felt(meter(negative, with(Victim::reset_pin, 20)).felt(1, 0, 100), Victim::reset_pin));
    EXPECT_TRUE(
        felt(meter(eft(), with(Victim::serial_bus, 60)).felt(1, 0, 100), Victim::serial_bus));
    DisturbanceConfig cable = eft(2000);
    cable.lines = line_signal;
    EXPECT_TRUE(felt(meter(cable).felt(1, 0, 100), Victim::ethernet));
    EXPECT_TRUE(felt(meter(of(Kind::dc_magnet, 50)).felt(2, 0, 100), Victim::adc_current));
    DisturbanceConfig neutral = eft();
    neutral.lines = line_neutral;
    const Felt one = meter(neutral).felt(1, 0, 100);
    EXPECT_FALSE(felt(one, Victim::adc_voltage));
    EXPECT_TRUE(felt(one, Victim::adc_current));
}

}  // namespace
}  // namespace bench::emi
