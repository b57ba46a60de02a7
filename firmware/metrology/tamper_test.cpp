#include "firmware/metrology/tamper.h"

#include <random>

#include <gtest/gtest.h>

#include "firmware/metrology/fake_board.h"

namespace meter::metrology {
namespace {

constexpr std::int64_t kNoon = 1'795'348'800'000'000;
constexpr std::int64_t kDebounce = 50'000;
constexpr std::int64_t kNeverUs = INT64_MAX;

class TamperTest : public ::testing::Test {
protected:
    TamperTest() { board.offset_us = kNoon; }
    std::int64_t step(std::int64_t at) {
        board.now_us = at;
        const std::int64_t next = tamper.step(at_us(at)).time_since_epoch().count();
        board.io.changed = 0;
        return next;
    }
    // An edge of the cover's contact, and the step that its signal causes.
    std::int64_t edge(bool open, std::int64_t at) {
        board.io.levels = open ? 1U : 0U;
        board.io.changed = 1;
        board.io.edge_us[HAL_IO_METER_COVER] = at;
        return step(at);
    }
    static LoggedEvent removed(std::int64_t us) {
        return {Stream::alarms, EventCode::meter_cover_removed, {1U << 13U, 0, 0}, calendar_us(us)};
    }
    static LoggedEvent closed(std::int64_t us) {
        return {Stream::events, EventCode::meter_cover_closed, {}, calendar_us(us)};
    }

    hal_board board;
    port::Board port{&board};
    EventLog log;
    TamperInput tamper{port, log, Duration{kDebounce}};
};

TEST_F(TamperTest, QualifiesAnOpeningAfterTheDebounceTimeStampedWithItsEdge) {
    EXPECT_EQ(step(0), kNeverUs);
    EXPECT_EQ(edge(true, 1'000'000), 1'050'000);
    EXPECT_EQ(step(1'049'999), 1'050'000);
    EXPECT_TRUE(log.events.empty());
    EXPECT_EQ(step(1'050'000), kNeverUs);
    ASSERT_EQ(log.events.size(), 1U);
    EXPECT_EQ(log.events[0], removed(kNoon + 1'000'000));
    EXPECT_TRUE(tamper.open());
}

TEST_F(TamperTest, QualifiesTheClosingAsAnEventWithoutAlarmBits) {
    edge(true, 1'000'000);
    step(1'050'000);
    EXPECT_EQ(edge(false, 9'000'000), 9'050'000);
    step(9'050'000);
    ASSERT_EQ(log.events.size(), 2U);
    EXPECT_EQ(log.events[1], closed(kNoon + 9'000'000));
    EXPECT_FALSE(tamper.open());
}

TEST_F(TamperTest, IgnoresGlitchesShorterThanTheDebounceTime) {
    std::mt19937 random{13};
    std::int64_t at = 1'000'000;
    for (int i = 0; i < 1000; ++i) {
        edge(true, at);
        at += 1 + static_cast<std::int64_t>(random() % (kDebounce - 1));
        EXPECT_EQ(edge(false, at), kNeverUs);
        at += 1 + static_cast<std::int64_t>(random() % 200'000);
        step(at);
    }
    EXPECT_TRUE(log.events.empty());
}

TEST_F(TamperTest, ABouncingContactCountsOnceFromItsLastEdge) {
    for (std::int64_t bounce = 0; bounce < 10; ++bounce) {
        edge(true, 1'000'000 + bounce * 20'000);
        edge(false, 1'010'000 + bounce * 20'000);
    }
    EXPECT_EQ(edge(true, 1'200'000), 1'250'000);
    step(1'250'000);
    step(1'260'000);
    ASSERT_EQ(log.events.size(), 1U);
    EXPECT_EQ(log.events[0], removed(kNoon + 1'200'000));
}

TEST_F(TamperTest, ReportsACoverFoundOpenAsOpenedAtBoot) {
    board.io.levels = 1;
    EXPECT_EQ(step(0), kDebounce);
    step(kDebounce);
    ASSERT_EQ(log.events.size(), 1U);
    EXPECT_EQ(log.events[0], removed(kNoon));
}

TEST_F(TamperTest, AMagnetIsReportedWithItsOwnCodes) {
    TamperInput magnet{port, log, Duration{kDebounce}, kMagnet};
    const auto at = [&](unsigned level, std::int64_t edge_us) {
        board.io.levels = level << HAL_IO_MAGNET;
        board.io.edge_us[HAL_IO_MAGNET] = edge_us;
        board.now_us = edge_us + kDebounce;
        return magnet.step(at_us(board.now_us)).time_since_epoch().count();
    };
    EXPECT_EQ(at(1, 1'000'000), kNeverUs);
    EXPECT_EQ(at(0, 9'000'000), kNeverUs);
    ASSERT_EQ(log.events.size(), 2U);
    EXPECT_EQ(log.events[0], (LoggedEvent{Stream::alarms,
                                          EventCode::strong_magnet,
                                          {1U << 13U, 0, 0},
                                          calendar_us(kNoon + 1'000'000)}));
    EXPECT_EQ(
        log.events[1],
        (LoggedEvent{
            Stream::events, EventCode::no_strong_magnet, {}, calendar_us(kNoon + 9'000'000)}));
}

TEST_F(TamperTest, OtherInputsDoNotMatter) {
    board.io.levels = 0xE;
    board.io.edge_us[1] = 500;
    EXPECT_EQ(step(1'000'000), kNeverUs);
    EXPECT_TRUE(log.events.empty());
}

TEST_F(TamperTest, ReportsWithoutAClockAndRetriesFailingInputs) {
    board.clock_fails = true;
    edge(true, 1'000'000);
    step(1'050'000);
    ASSERT_EQ(log.events.size(), 1U);
    EXPECT_EQ(log.events[0], removed(0));
    board.io_fails = true;
    EXPECT_EQ(step(2'000'000), 3'000'000);
}

}  // namespace
}  // namespace meter::metrology
