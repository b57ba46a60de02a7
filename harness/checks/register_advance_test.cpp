#include "harness/checks/register_advance.h"

#include <gtest/gtest.h>

namespace bench::checks {
namespace {

constexpr std::int64_t kPeriodUs = 10'000'000;

// 3.6 kW: 10 Wh in each of the periods of 10 s, of which 0.06 Wh may not be shown yet; 0.5 %.
struct Meter {
    static trace::MintedRegisters minted(std::int64_t period, std::int64_t unmeasured = 0) {
        const std::int64_t flowed = 1'000 * period;
        const std::int64_t slack = 5 * period;
        return {{flowed, flowed - 6, unmeasured, slack, 0}, {0, 0, 0, slack, 0}};
    }
    static trace::Acceptance says(std::int64_t period, std::int64_t import_cwh,
                                  std::int64_t export_cwh = 0) {
        trace::Acceptance accepted;
        accepted.calendar_us = period * kPeriodUs;
        accepted.import_cwh = import_cwh;
        accepted.export_cwh = export_cwh;
        return accepted;
    }
    // After a right capture at period 1 000.
    Meter() { advance.keep(says(1'000, 1'000'000), minted(1'000)); }
    [[nodiscard]] bool right(std::int64_t period, std::int64_t import_cwh,
                             std::int64_t export_cwh = 0) const {
        return advance.right(says(period, import_cwh, export_cwh), minted(period));
    }
    RegisterAdvance advance;
};

// Of a total of 10 kWh the class leaves 50 Wh open: a register that is a period old hides there.
TEST(RegisterAdvance, ARegisterThatIsAPeriodOldIsNotRight) {
    const Meter meter;
    EXPECT_TRUE(meter.right(1'001, 1'001'000));
    EXPECT_FALSE(meter.right(1'001, 1'000'000));
    EXPECT_FALSE(meter.right(1'001, 1'002'000));
}

TEST(RegisterAdvance, AgeClassAndDigitsAreLeftOpen) {
    const Meter meter;
    EXPECT_TRUE(meter.right(1'001, 1'001'000 + 6 + 5 + 3));
    EXPECT_FALSE(meter.right(1'001, 1'001'000 + 6 + 5 + 4));
    EXPECT_TRUE(meter.right(1'001, 1'001'000 - 6 - 5 - 3));
    EXPECT_FALSE(meter.right(1'001, 1'001'000 - 6 - 5 - 4));
    EXPECT_FALSE(meter.right(1'001, 1'001'000, 9));
}

TEST(RegisterAdvance, WhatWasNotMeasuredMayBeMissingAndIsNotMore) {
    Meter meter;
    const auto after = Meter::minted(1'001, 500);
    EXPECT_TRUE(meter.advance.right(Meter::says(1'001, 1'000'500), after));
    EXPECT_FALSE(meter.advance.right(Meter::says(1'001, 1'000'400), after));
    EXPECT_FALSE(meter.advance.right(Meter::says(1'001, 1'001'100), after));
    meter.advance.keep(Meter::says(1'001, 1'000'500), after);
    EXPECT_TRUE(meter.advance.right(Meter::says(1'002, 1'001'500), Meter::minted(1'002, 500)))
        << "what is missing stays missing";
}

TEST(RegisterAdvance, WhereCyclesBeginMayMakeADifference) {
    Meter meter;
    auto minted = Meter::minted(1'001);
    minted.import.apart = -100;
    EXPECT_TRUE(meter.advance.right(Meter::says(1'001, 1'001'100), minted));
    EXPECT_TRUE(meter.advance.right(Meter::says(1'001, 1'000'900), minted));
    EXPECT_FALSE(meter.advance.right(Meter::says(1'001, 1'001'120), minted));
}

TEST(RegisterAdvance, CapturesOutOfOrderAreComparedWithTheNearest) {
    Meter meter;
    EXPECT_TRUE(meter.right(998, 998'000)) << "before all";
    EXPECT_FALSE(meter.right(998, 997'000));
    meter.advance.keep(Meter::says(1'010, 1'010'000), Meter::minted(1'010));
    EXPECT_TRUE(meter.right(1'005, 1'005'000));
    EXPECT_FALSE(meter.right(1'005, 1'004'000));
    EXPECT_FALSE(meter.right(1'011, 1'010'000));
}

TEST(RegisterAdvance, TheFirstCaptureHasNothingToFollow) {
    EXPECT_TRUE(RegisterAdvance{}.right(Meter::says(5, 1), Meter::minted(5)));
}

}  // namespace
}  // namespace bench::checks
