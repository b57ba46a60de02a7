#include "models/system/adjustment.h"

#include <cmath>

#include <gtest/gtest.h>

#include "models/afe/test_signals.h"
#include "models/system/analogue.h"

namespace bench::system {
namespace {

using namespace std::chrono_literals;

constexpr double kGainScale = 16'777'216;

struct Unit {
    explicit Unit(ThreePhaseConfig with, std::uint64_t number = 1)
        : config{std::move(with)},
          key{number},
          front_end{config.front_end, wave, nullptr, key.of("front_end")},
          record{adjust(config, front_end, key.of("adjustment"))} {}

    // Error of the record's gain against the unit's, in ppm.
    [[nodiscard]] double gain_error_ppm(std::size_t c) const {
        const double units = c < 3 ? 1e4 : 1e6;
        const double exact = units / front_end.true_gain(c, 50) * kGainScale;
        return (record.channel[c].gain / exact - 1) * 1e6;
    }
    // Of the angle between two channels, in millidegrees at 50 Hz.
    [[nodiscard]] double angle_error_mdeg(std::size_t a, std::size_t b) const {
        const auto total = [this](std::size_t c) {
            return front_end.true_phase_delay(c, 50) + record.channel[c].delay_ns * 1e-9;
        };
        return (total(a) - total(b)) * 50 * 360e3;
    }
    ThreePhaseConfig config;
    afe::Tones wave{};
    chance::Key key;
    afe::FrontEnd front_end;
    hal_metrology record;
};

TEST(Adjustment, LeavesNoMoreThanTheStatedErrors) {
    double worst_gain = 0;
    double worst_angle = 0;
    for (std::uint64_t number = 1; number <= 20; ++number) {
        const Unit unit{{}, number};
        for (std::size_t c = 0; c < afe::kChannels; ++c) {
            worst_gain = std::max(worst_gain, std::fabs(unit.gain_error_ppm(c)));
            worst_angle = std::max(worst_angle, std::fabs(unit.angle_error_mdeg(c, 0)));
        }
    }
    EXPECT_LE(worst_gain, 301);    // 300 ppm and the rounding of the gain.
    EXPECT_GE(worst_gain, 200);    // Of 140 draws some come near it.
    EXPECT_LE(worst_angle, 10.1);  // Two channels of 5 millidegrees each.
    EXPECT_GE(worst_angle, 5);
}

TEST(Adjustment, WithoutErrorsEveryChannelIsExact) {
    ThreePhaseConfig config;
    config.adjustment = {.gain_ppm = 0, .phase_mdeg = 0, .corner_percent = 0};
    const Unit unit{config};
    for (std::size_t c = 0; c < afe::kChannels; ++c) {
        EXPECT_NEAR(unit.gain_error_ppm(c), 0, 0.5);
        EXPECT_NEAR(unit.angle_error_mdeg(c, 0), 0, 0.02);  // A nanosecond is 0.018.
        EXPECT_NEAR(unit.record.channel[c].offset, unit.front_end.true_offset(c), 0.5);
    }
}

// The one pole of the record stands for all that attenuates harmonics: at 2 kHz it is exact.
TEST(Adjustment, TheCornerGivesTheGainAtTwoKilohertz) {
    ThreePhaseConfig config;
    config.adjustment.corner_percent = 0;
    for (const double corner : {5'000.0, 7'234.0, 20'000.0}) {
        config.front_end.converter.corner_hz = corner;
        const Unit unit{config};
        for (std::size_t c = 0; c < afe::kChannels; ++c) {
            const double pole = unit.record.channel[c].corner_hz;
            const double said =
                std::sqrt((1 + std::pow(50 / pole, 2)) / (1 + std::pow(2000 / pole, 2)));
            const double exact =
                unit.front_end.true_gain(c, 2000) / unit.front_end.true_gain(c, 50);
            EXPECT_NEAR(said / exact, 1, 2e-5) << corner << " channel " << c;
        }
    }
}

// What the spreads of the parts make of an unadjusted unit, and nothing but.
TEST(Adjustment, AnUnadjustedUnitHasTheValuesOfTheDesign) {
    ThreePhaseConfig config;
    config.adjustment.adjusted = false;
    const Unit one{config, 1};
    const Unit other{config, 2};
    double worst = 0;
    for (std::size_t c = 0; c < afe::kChannels; ++c) {
        EXPECT_EQ(one.record.channel[c].gain, other.record.channel[c].gain);
        EXPECT_EQ(one.record.channel[c].delay_ns, other.record.channel[c].delay_ns);
        EXPECT_EQ(one.record.channel[c].offset, 0);
        worst = std::max(worst, std::fabs(one.gain_error_ppm(c)));
        // 0.2 % of the divider or 0.3 % of a transformer, and 0.1 % of the reference.
        EXPECT_LE(std::fabs(one.gain_error_ppm(c)), 4'100);
    }
    EXPECT_GT(worst, 500);  // More than an adjustment leaves.
    EXPECT_EQ(one.record.channel[0].gain, one.record.channel[1].gain);
    EXPECT_NE(Unit({}, 1).record.channel[0].gain, Unit({}, 2).record.channel[0].gain);
}

TEST(Adjustment, TheRecordSaysWhatTheMeterIs) {
    ThreePhaseConfig config;
    config.grid.frequency_hz = 60;
    config.grid.nominal_v = 120;
    config.rejection = false;
    const Unit unit{config};
    EXPECT_EQ(unit.record.nominal_hz, 60U);
    EXPECT_EQ(unit.record.nominal_mv, 120'000);
    EXPECT_EQ(unit.record.nominal_ma, 5'000);
    EXPECT_EQ(unit.record.max_ma, 6'000);
    EXPECT_EQ(unit.record.start_ppm, 1'000U);
    EXPECT_EQ(unit.record.interruption_ppm, 50'000U);
    EXPECT_EQ(unit.record.rejection, 0);
}

}  // namespace
}  // namespace bench::system
