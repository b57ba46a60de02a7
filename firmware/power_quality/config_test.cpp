#include "firmware/power_quality/config.h"

#include <gtest/gtest.h>

#include "firmware/power_quality/alarm_budget.h"
#include "firmware/power_quality/duration_class.h"
#include "firmware/power_quality/quality_event.h"

namespace meter::power_quality {
namespace {

TEST(PowerQualityConfig, TakesItsDefaultsAndNamesWhatIsOutOfRange) {
    EXPECT_EQ(check({}), ConfigFault::none);
    EXPECT_EQ(check({.declared = Microvolts{230'000}}), ConfigFault::declared);
    EXPECT_EQ(check({.nominal_hz = 55}), ConfigFault::nominal_hz);
    EXPECT_EQ(check({.dip = PartsPerMillion{1'000'000}}), ConfigFault::dip);
    EXPECT_EQ(check({.swell = PartsPerMillion{900'000}}), ConfigFault::swell);
    EXPECT_EQ(check({.hysteresis = PartsPerMillion{-1}}), ConfigFault::hysteresis);
    EXPECT_EQ(check({.phase_debounce = seconds(61)}), ConfigFault::phase_debounce);
    EXPECT_EQ(check({.flagged_half_cycles = 0}), ConfigFault::flagged_half_cycles);
    EXPECT_EQ(check({.alarm_burst = 0}), ConfigFault::alarm_burst);
    EXPECT_EQ(check({.alarm_interval = seconds(-1)}), ConfigFault::alarm_interval);
    EXPECT_EQ(check({.thd_hysteresis = PartsPerMillion{80'001}}), ConfigFault::thd);
    EXPECT_EQ(check({.unbalance = PartsPerMillion{0}}), ConfigFault::unbalance);
    EXPECT_EQ(check({.under_voltage = PartsPerMillion{0}}), ConfigFault::voltage);
    EXPECT_EQ(check({.frequency_deviation = Millihertz{0}}), ConfigFault::frequency);
    EXPECT_EQ(check({.order = PhaseOrder::unknown}), ConfigFault::order);
    EXPECT_EQ(check({.restart_interval = seconds(86'401)}), ConfigFault::restart_interval);
}

TEST(PowerQualityConfig, TheInterruptionThresholdIsOneToTenPercent) {
    EXPECT_EQ(check({.interruption = PartsPerMillion{10'000}}), ConfigFault::none);
    EXPECT_EQ(check({.interruption = PartsPerMillion{100'000}}), ConfigFault::none);
    EXPECT_EQ(check({.interruption = PartsPerMillion{9'999}}), ConfigFault::interruption);
    EXPECT_EQ(check({.interruption = PartsPerMillion{100'001}}), ConfigFault::interruption);
}

TEST(DurationClasses, AreThoseOfIeee1159) {
    using enum DurationClass;
    constexpr auto dip = QualityKind::dip;
    EXPECT_EQ(class_of(dip, 79, 50), none);
    EXPECT_EQ(class_of(dip, 80, 50), instantaneous);
    EXPECT_EQ(class_of(dip, 4'800, 50), instantaneous);  // 30 cycles
    EXPECT_EQ(class_of(dip, 4'801, 50), momentary);
    EXPECT_EQ(class_of(dip, 4'000, 60), instantaneous);  // 30 cycles
    EXPECT_EQ(class_of(dip, 4'001, 60), momentary);
    EXPECT_EQ(class_of(dip, 24'000, 50), momentary);  // 3 s
    EXPECT_EQ(class_of(dip, 24'001, 50), temporary);
    EXPECT_EQ(class_of(dip, 480'000, 50), temporary);  // 1 min
    EXPECT_EQ(class_of(dip, 480'001, 50), sustained);
    EXPECT_EQ(class_of(QualityKind::swell, 800, 50), instantaneous);
    EXPECT_EQ(class_of(QualityKind::interruption, 800, 50), momentary);
}

EventNote note(QualityKind kind, QualityStage stage, std::size_t phase) {
    const PhaseMask phases = kind >= QualityKind::unbalance ? PhaseMask{0} : kAllPhases;
    return note_of({.kind = kind, .stage = stage, .phases = phases, .fresh = phases}, phase)
        .value_or({});
}

struct ExpectedNote {
    QualityKind kind;
    std::uint8_t start_code, end_code;  // Of L1.
    std::uint32_t register_1, register_2;
};

TEST(Notes, CarryTheCodesAndBitsOfEachPhase) {
    constexpr std::array kExpected{ExpectedNote{QualityKind::dip, 93, 0, 0, 1U << 0},
                                   ExpectedNote{QualityKind::swell, 96, 0, 0, 1U << 3},
                                   ExpectedNote{QualityKind::interruption, 86, 90, 1U << 28, 0},
                                   ExpectedNote{QualityKind::phase_loss, 86, 90, 1U << 28, 0},
                                   ExpectedNote{QualityKind::under_voltage, 77, 83, 0, 0},
                                   ExpectedNote{QualityKind::over_voltage, 80, 83, 0, 0},
                                   ExpectedNote{QualityKind::thd, 51, 57, 0, 1U << 8}};
    for (const ExpectedNote& expected : kExpected) {
        for (std::size_t p = 0; p < kPhases; ++p) {
            const EventNote start = note(expected.kind, QualityStage::started, p);
            EXPECT_EQ(static_cast<std::size_t>(start.code), expected.start_code + p);
            EXPECT_EQ(start.alarms.register_1, expected.register_1 << p);
            EXPECT_EQ(start.alarms.register_2, expected.register_2 << p);
            const EventNote end = note(expected.kind, QualityStage::ended, p);
            const std::size_t code = expected.end_code == 0 ? 0 : expected.end_code + p;
            EXPECT_EQ(static_cast<std::size_t>(end.code), code);
            EXPECT_EQ(end.alarms, AlarmRegisters{});
        }
    }
    EXPECT_EQ(note(QualityKind::frequency, QualityStage::started, 0).code,
              EventCode::frequency_out_of_range);
    EXPECT_EQ(note(QualityKind::unbalance, QualityStage::ended, 0).code,
              EventCode::unbalance_normal);
    EXPECT_EQ(note(QualityKind::phase_order, QualityStage::started, 0).code,
              EventCode::phase_order_wrong);
}

TEST(Notes, SayWhenThereIsNothingToSend) {
    const QualityEvent dip{.kind = QualityKind::dip, .phases = 7, .fresh = 2};
    EXPECT_TRUE(note_of(dip, 1).ok());
    EXPECT_EQ(note_of(dip, 0).error(), Error::range);
    EXPECT_EQ(note_of(dip, 3).error(), Error::range);
    QualityEvent ended = dip;
    ended.stage = QualityStage::ended;
    EXPECT_EQ(note_of(ended, 1).error(), Error::empty);
    EXPECT_EQ(note_of({.kind = QualityKind::frequency}, 1).error(), Error::range);
}

TEST(AlarmBudgets, GiveABurstAndThenOneInEachInterval) {
    AlarmBudget budget;
    int taken = 0;
    for (SampleIndex now = 0; now < 100'000; now += 10)
        taken += budget.take(now, 4, 10'000) ? 1 : 0;
    EXPECT_EQ(taken, 4 + 9);
    EXPECT_TRUE(budget.take(1'000'000, 4, 10'000));
    AlarmBudget unlimited;
    for (int i = 0; i < 1'000; ++i) EXPECT_TRUE(unlimited.take(5, 1, 0));
}

}  // namespace
}  // namespace meter::power_quality
