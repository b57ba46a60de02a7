#include "firmware/metrology/outage.h"

#include <gtest/gtest.h>

#include "firmware/metrology/fake_board.h"

namespace meter::metrology {
namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kNoon = 1'795'348'800 * kSecond;
constexpr std::int64_t kQualification = 30 * kSecond;
constexpr std::int64_t kNeverUs = INT64_MAX;

class OutageTest : public ::testing::Test {
protected:
    OutageTest() {
        board.offset_us = kNoon;
        board.supply.mains = 1;
    }
    std::int64_t step(MainsMonitor& monitor, std::int64_t at) {
        board.now_us = at;
        return monitor.step(at_us(at)).time_since_epoch().count();
    }
    std::int64_t mains(MainsMonitor& monitor, bool present, std::int64_t at) {
        board.supply.mains = present ? 1 : 0;
        board.supply.since_us = at;
        return step(monitor, at);
    }
    MainsMonitor make(BootCause cause) { return {port, log, Duration{kQualification}, cause}; }
    static LoggedEvent last_gasp(std::int64_t us) {
        return {Stream::alarms, EventCode::last_gasp, {0, 0, 1}, calendar_us(us)};
    }
    static LoggedEvent returned(std::int64_t us) {
        return {Stream::events, EventCode::power_returned, {1U << 2U, 0, 0}, calendar_us(us)};
    }

    hal_board board;
    port::Board port{&board};
    EventLog log;
};

TEST_F(OutageTest, QualifiesAfterItsTimeStampedWithTheFailureOfMains) {
    MainsMonitor monitor = make(BootCause::reset);
    EXPECT_EQ(step(monitor, 0), kNeverUs);
    EXPECT_EQ(mains(monitor, false, 100 * kSecond), 130 * kSecond);
    EXPECT_EQ(step(monitor, 130 * kSecond - 1), 130 * kSecond);
    EXPECT_TRUE(log.events.empty());
    EXPECT_EQ(step(monitor, 130 * kSecond), kNeverUs);
    EXPECT_EQ(step(monitor, 131 * kSecond), kNeverUs);
    ASSERT_EQ(log.events.size(), 1U);
    EXPECT_EQ(log.events[0], last_gasp(kNoon + 100 * kSecond));
    EXPECT_TRUE(monitor.outage());
}

TEST_F(OutageTest, ReportsTheReturnWhenTheReservoirOutlastedTheOutage) {
    MainsMonitor monitor = make(BootCause::reset);
    mains(monitor, false, 100 * kSecond);
    step(monitor, 130 * kSecond);
    EXPECT_EQ(mains(monitor, true, 140 * kSecond), kNeverUs);
    step(monitor, 141 * kSecond);
    ASSERT_EQ(log.events.size(), 2U);
    EXPECT_EQ(log.events[1], returned(kNoon + 140 * kSecond));
    EXPECT_FALSE(monitor.outage());
}

TEST_F(OutageTest, IgnoresInterruptionsShorterThanTheQualification) {
    MainsMonitor monitor = make(BootCause::reset);
    for (std::int64_t at = 100 * kSecond; at < 10'000 * kSecond; at += 40 * kSecond) {
        EXPECT_EQ(mains(monitor, false, at), at + kQualification);
        EXPECT_EQ(mains(monitor, true, at + kQualification - 1), kNeverUs);
    }
    EXPECT_TRUE(log.events.empty());
}

TEST_F(OutageTest, CountsAnewFromEachFailure) {
    MainsMonitor monitor = make(BootCause::reset);
    mains(monitor, false, 100 * kSecond);
    mains(monitor, true, 129 * kSecond);
    EXPECT_EQ(mains(monitor, false, 130 * kSecond), 160 * kSecond);
    step(monitor, 160 * kSecond);
    ASSERT_EQ(log.events.size(), 1U);
    EXPECT_EQ(log.events[0], last_gasp(kNoon + 130 * kSecond));
}

TEST_F(OutageTest, APowerOnBootWithMainsReportsTheReturnOnce) {
    MainsMonitor monitor = make(BootCause::power_on);
    EXPECT_EQ(step(monitor, 0), kNeverUs);
    step(monitor, kSecond);
    ASSERT_EQ(log.events.size(), 1U);
    EXPECT_EQ(log.events[0], returned(kNoon));
}

TEST_F(OutageTest, APowerOnBootWithoutMainsWaitsForThemAndAnnouncesNoSecondOutage) {
    MainsMonitor monitor = make(BootCause::power_on);
    board.supply.mains = 0;
    EXPECT_EQ(step(monitor, 0), kNeverUs);
    step(monitor, 100 * kSecond);
    EXPECT_TRUE(log.events.empty());
    mains(monitor, true, 101 * kSecond);
    ASSERT_EQ(log.events.size(), 1U);
    EXPECT_EQ(log.events[0], returned(kNoon + 101 * kSecond));
}

TEST_F(OutageTest, AResetWithMainsPresentReportsNothing) {
    MainsMonitor monitor = make(BootCause::reset);
    EXPECT_EQ(step(monitor, 0), kNeverUs);
    EXPECT_TRUE(log.events.empty());
}

TEST_F(OutageTest, QualifiesAtOnceWithoutAQualificationTime) {
    MainsMonitor monitor{port, log, Duration{}, BootCause::reset};
    EXPECT_EQ(mains(monitor, false, 5 * kSecond), kNeverUs);
    ASSERT_EQ(log.events.size(), 1U);
    EXPECT_EQ(log.events[0], last_gasp(kNoon + 5 * kSecond));
}

TEST_F(OutageTest, RetriesASupplyThatDoesNotAnswer) {
    MainsMonitor monitor = make(BootCause::reset);
    board.supply_fails = true;
    EXPECT_EQ(step(monitor, kSecond), 2 * kSecond);
}

}  // namespace
}  // namespace meter::metrology
