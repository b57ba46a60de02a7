#include "firmware/metrology/sampler.h"

#include <random>
#include <set>

#include <gtest/gtest.h>

#include "firmware/metrology/fake_board.h"
#include "firmware/metrology/ic_registers.h"

namespace meter::metrology {
namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kMinute = 60 * kSecond;
constexpr std::int64_t kQuarter = 15 * kMinute;
// 2026-11-22T12:00:00Z, boot at 12:00:03.
constexpr std::int64_t kNoon = 1'795'348'800 * kSecond;

class SamplerTest : public ::testing::Test {
protected:
    SamplerTest() {
        board.offset_us = kNoon + 3 * kSecond;
        board.metering = {123'456, 789, -1'500'250, 230'123, 6'543, 50'001, 0};
    }
    std::int64_t step(Sampler& sampler, std::int64_t uptime_us) {
        board.now_us = uptime_us;
        return sampler.step(at_us(uptime_us)).time_since_epoch().count();
    }
    // Runs the sampler as the platform would: each step exactly when it was asked for.
    void run(Sampler& sampler, std::int64_t from_us, std::int64_t until_us) {
        for (std::int64_t at = from_us; at <= until_us;) {
            const std::int64_t next = step(sampler, at);
            ASSERT_GT(next, at);
            at = next;
        }
    }

    hal_board board;
    port::Board port{&board};
    IcRegisters ic{port};
    CaptureLog log;
};

TEST_F(SamplerTest, CapturesAtTheExactMultipleOfThePeriod) {
    Sampler sampler{port, ic, log, {.readings = Duration{kMinute}, .profiles = {}}};
    EXPECT_EQ(step(sampler, 0), 57 * kSecond);
    EXPECT_TRUE(log.messages.empty());
    EXPECT_EQ(step(sampler, 57 * kSecond), 117 * kSecond);
    ASSERT_EQ(log.messages.size(), 1U);
    const Message& message = log.messages[0];
    EXPECT_EQ(message.id.stream, Stream::readings);
    EXPECT_EQ(message.id.sequence, 1'795'348'860U / 60U);
    EXPECT_EQ(message.time, calendar_us(kNoon + kMinute));
    EXPECT_EQ(message.capture.import, Energy{123'456});
    EXPECT_EQ(message.capture.export_, Energy{789});
    EXPECT_EQ(message.capture.power, Milliwatts{-1'500'250});
    EXPECT_EQ(message.capture.voltage, Millivolts{230'123});
    EXPECT_EQ(message.capture.current, Milliamperes{6'543});
}

TEST_F(SamplerTest, TakesOneReadingOfTheRegistersForBothStreams) {
    Sampler sampler{port, ic, log, {.readings = Duration{kMinute}, .profiles = Duration{kQuarter}}};
    run(sampler, 0, kQuarter);
    ASSERT_EQ(log.messages.size(), 16U);
    EXPECT_EQ(board.metering_reads, 15);
    EXPECT_EQ(log.messages[14].id, (MessageId{Stream::readings, 1'795'349'700U / 60U}));
    EXPECT_EQ(log.messages[15].id, (MessageId{Stream::profiles, 1'795'349'700U / 900U}));
    EXPECT_EQ(log.messages[14].time, log.messages[15].time);
}

TEST_F(SamplerTest, CapturesEachBoundaryOfADayOnce) {
    Sampler sampler{port, ic, log, {.readings = {}, .profiles = Duration{kQuarter}}};
    run(sampler, 0, 24 * 4 * kQuarter - 3 * kSecond);
    ASSERT_EQ(log.messages.size(), 96U);
    for (std::size_t i = 1; i < log.messages.size(); ++i) {
        EXPECT_EQ(log.messages[i].id.sequence, log.messages[i - 1].id.sequence + 1);
    }
}

TEST_F(SamplerTest, AnswersNeverWhenBothStreamsAreOff) {
    Sampler sampler{port, ic, log, {}};
    board.now_us = 1;
    EXPECT_EQ(sampler.step(at_us(1)), kNever);
}

TEST_F(SamplerTest, TakesALateStepWithinTenMillisecondsAndSkipsALaterOne) {
    Sampler sampler{port, ic, log, {.readings = Duration{kMinute}, .profiles = {}}};
    step(sampler, 57 * kSecond + 10'000);
    ASSERT_EQ(log.messages.size(), 1U);
    EXPECT_EQ(log.messages[0].time, calendar_us(kNoon + kMinute));
    EXPECT_EQ(step(sampler, 117 * kSecond + 10'001), 177 * kSecond);
    EXPECT_EQ(log.messages.size(), 1U);
    step(sampler, 177 * kSecond);
    ASSERT_EQ(log.messages.size(), 2U);
    EXPECT_EQ(log.messages[1].id.sequence, log.messages[0].id.sequence + 2);
}

TEST_F(SamplerTest, TakesABoundaryOnceHoweverOftenItSteps) {
    Sampler sampler{port, ic, log, {.readings = Duration{kMinute}, .profiles = {}}};
    for (std::int64_t late = 0; late < 20'000; late += 100) step(sampler, 57 * kSecond + late);
    EXPECT_EQ(log.messages.size(), 1U);
}

TEST_F(SamplerTest, LeavesTheBoundaryOfTheBootToTheLifeBefore) {
    board.offset_us = kNoon;
    Sampler exactly{port, ic, log, {.readings = Duration{kMinute}, .profiles = {}}};
    EXPECT_EQ(step(exactly, 0), kMinute);
    board.offset_us = kNoon + 5'000;
    Sampler after{port, ic, log, {.readings = Duration{kMinute}, .profiles = {}}};
    EXPECT_EQ(step(after, 0), kMinute - 5'000);
    EXPECT_TRUE(log.messages.empty());
}

TEST_F(SamplerTest, RepeatsNoSequenceWhenTheClockIsSetBack) {
    Sampler sampler{port, ic, log, {.readings = Duration{kMinute}, .profiles = {}}};
    run(sampler, 0, 10 * kMinute);
    const std::size_t before = log.messages.size();
    EXPECT_EQ(before, 10U);
    board.offset_us -= 5 * kMinute;
    run(sampler, 10 * kMinute + 1, 15 * kMinute);
    EXPECT_EQ(log.messages.size(), before);
    run(sampler, 15 * kMinute + 1, 16 * kMinute);
    ASSERT_EQ(log.messages.size(), before + 1);
    EXPECT_EQ(log.messages[before].id.sequence, log.messages[before - 1].id.sequence + 1);
}

TEST_F(SamplerTest, InventsNothingForTimeTheClockSkipped) {
    Sampler sampler{port, ic, log, {.readings = Duration{kMinute}, .profiles = {}}};
    run(sampler, 0, kMinute);
    ASSERT_EQ(log.messages.size(), 1U);
    board.offset_us += 10 * kMinute + 20 * kSecond;
    const std::int64_t next = step(sampler, kMinute + 1);
    EXPECT_EQ(log.messages.size(), 1U);
    EXPECT_EQ(next, kMinute + 37 * kSecond);
    step(sampler, next);
    ASSERT_EQ(log.messages.size(), 2U);
    EXPECT_EQ(log.messages[1].time, calendar_us(kNoon + 12 * kMinute));
}

TEST_F(SamplerTest, NeverRepeatsASequenceNorStampsAnotherInstantUnderRandomClockSteps) {
    std::mt19937_64 random{900};
    Sampler sampler{port, ic, log, {.readings = Duration{kMinute}, .profiles = Duration{kQuarter}}};
    std::int64_t at = 0;
    for (int i = 0; i < 20'000; ++i) {
        if (random() % 10 == 0) {
            board.offset_us += static_cast<std::int64_t>(random() % (40 * kMinute)) - 19 * kMinute;
        }
        const std::int64_t next = step(sampler, at);
        ASSERT_GT(next, at);
        const bool early = random() % 4 == 0;  // Something else woke it.
        at = early ? at + kSecond : next;
    }
    std::set<std::pair<Stream, std::uint32_t>> seen;
    for (const Message& message : log.messages) {
        EXPECT_TRUE(seen.insert({message.id.stream, message.id.sequence}).second);
        const std::int64_t period = message.id.stream == Stream::readings ? kMinute : kQuarter;
        EXPECT_EQ(message.time, calendar_us(message.id.sequence * period));
    }
    EXPECT_GT(seen.size(), 1000U);
}

TEST_F(SamplerTest, SkipsACaptureWithoutValidRegistersAndRetriesAFailingClock) {
    Sampler sampler{port, ic, log, {.readings = Duration{kMinute}, .profiles = {}}};
    board.metering.status = 1;
    step(sampler, 57 * kSecond);
    board.metering.status = 0;
    board.metering_fails = true;
    step(sampler, 117 * kSecond);
    board.metering_fails = false;
    EXPECT_TRUE(log.messages.empty());
    board.clock_fails = true;
    EXPECT_EQ(step(sampler, 177 * kSecond), 178 * kSecond);
    board.clock_fails = false;
    board.offset_us = -200 * kSecond;
    EXPECT_EQ(step(sampler, 180 * kSecond), 181 * kSecond);
    EXPECT_TRUE(log.messages.empty());
}

}  // namespace
}  // namespace meter::metrology
