#include "models/quality/voltage_judge.h"

#include <gtest/gtest.h>

namespace bench::quality {
namespace {

using namespace std::chrono_literals;

Time at(Nanoseconds since) { return kStart + since; }

struct Judged {
    VoltageJudge judge{Thresholds{}};
    std::vector<Happening> told;
    void take(Nanoseconds when, const PerPhase& values) {
        judge.take(at(when), at(when) - 10ms, values, told);
    }
    [[nodiscard]] std::vector<unsigned> codes() const {
        std::vector<unsigned> list;
        for (const Happening& each : told) list.push_back(code_of(each));
        return list;
    }
};

using Codes = std::vector<unsigned>;

TEST(VoltageJudge, ADipBeginsBelowItsThresholdAndEndsAboveTheHysteresis) {
    Judged judged;
    judged.take(20ms, {0.90, 1, 1});
    EXPECT_TRUE(judged.told.empty()) << "at the threshold is not below it";
    judged.take(30ms, {0.8999, 1, 1});
    ASSERT_EQ(judged.codes(), Codes{93});
    EXPECT_TRUE(judged.told[0].alarm);
    EXPECT_EQ(judged.told[0].onset, at(20ms));
    judged.take(40ms, {0.9199, 1, 1});
    EXPECT_FALSE(judged.judge.idle()) << "back above 90 %, not yet above 92 %";
    judged.take(50ms, {0.92, 1, 1});
    EXPECT_TRUE(judged.judge.idle());
    EXPECT_EQ(code_of(judged.told.back()), 93U) << "the end has no code";
}

TEST(VoltageJudge, PhasesJoinADipThatGoesOn) {
    Judged judged;
    judged.take(20ms, {0.5, 1, 1});
    judged.take(30ms, {0.5, 0.5, 1});
    judged.take(40ms, {1, 0.5, 1});
    judged.take(50ms, {0.5, 0.5, 1});
    EXPECT_EQ(judged.codes(), (Codes{93, 94})) << "L1 left and came again within one event";
}

TEST(VoltageJudge, ASwellIsADipTurnedRound) {
    Judged judged;
    judged.take(20ms, {1, 1.1001, 1});
    judged.take(30ms, {1, 1.08, 1});
    judged.take(40ms, {1, 1.11, 1});
    EXPECT_EQ(judged.codes(), (Codes{97, 97}));
}

TEST(VoltageJudge, AnInterruptionIsOfAllPhasesAndIsADipToo) {
    Judged judged;
    judged.take(20ms, {0.01, 0.01, 0.2});
    judged.take(30ms, {0.01, 0.01, 0.049});
    judged.take(40ms, {0.01, 0.01, 0.069});
    judged.take(50ms, {0.01, 0.01, 0.07});
    EXPECT_EQ(judged.codes(), (Codes{93, 94, 95, 86, 87, 88, 90, 91, 92}));
    EXPECT_FALSE(judged.told[6].alarm) << "a return is an event";
}

TEST(VoltageJudge, ALostPhaseIsDebouncedBothWays) {
    Judged judged;
    judged.take(20ms, {0, 1, 1});
    EXPECT_EQ(judged.judge.due(), at(10ms) + 1s);
    judged.take(1'000ms, {0, 1, 1});
    EXPECT_EQ(judged.codes(), Codes{93});
    judged.take(1'010ms, {0, 1, 1});
    EXPECT_EQ(judged.codes(), (Codes{93, 86}));
    judged.take(2'000ms, {1, 1, 1});
    judged.take(2'500ms, {0, 1, 1});
    judged.take(2'600ms, {1, 1, 1});
    judged.take(3'500ms, {1, 1, 1});
    EXPECT_EQ(judged.told.size(), 3U) << "back for half a second is not back; the dip is new";
    judged.take(3'600ms, {1, 1, 1});
    EXPECT_EQ(code_of(judged.told.back()), 90U);
}

TEST(VoltageJudge, TheNinthStartOfAStormIsAnEventAndAMinuteLaterOneIsAnAlarmAgain) {
    Judged judged;
    int alarms = 0;
    for (int i = 0; i < 12; ++i) {
        judged.take(i * 100ms + 20ms, {0.5, 1, 1});
        judged.take(i * 100ms + 60ms, {1, 1, 1});
        alarms += judged.told.back().alarm ? 1 : 0;
        EXPECT_EQ(judged.told.back().alarm, i < 8) << i;
    }
    EXPECT_EQ(alarms, 8);
    judged.take(61s, {0.5, 1, 1});
    EXPECT_TRUE(judged.told.back().alarm);
    judged.take(62s, {1, 1, 1});
    judged.take(63s, {0.5, 1, 1});
    EXPECT_FALSE(judged.told.back().alarm);
}

}  // namespace
}  // namespace bench::quality
