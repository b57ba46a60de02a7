#include "models/time/time.h"

#include <vector>

#include <gtest/gtest.h>

#include "models/time/agenda.h"
#include "models/time/clockwork.h"

namespace bench {
namespace {

using namespace std::chrono_literals;

class Diary final : public Actor {
public:
    void wake(Time now, std::uint32_t what, std::uint64_t) override {
        lines.emplace_back(now, what);
    }
    std::vector<std::pair<Time, std::uint32_t>> lines;
};

TEST(Agenda, OneInstantRunsInTheOrderOfMaking) {
    Agenda agenda;
    Diary diary;
    agenda.at(kStart + 5us, diary, 1);
    agenda.at(kStart + 2us, diary, 2);
    agenda.at(kStart + 5us, diary, 3);
    agenda.run_until(kStart + 5us);
    const std::vector<std::pair<Time, std::uint32_t>> expected{
        {kStart + 2us, 2}, {kStart + 5us, 1}, {kStart + 5us, 3}};
    EXPECT_EQ(diary.lines, expected);
    EXPECT_EQ(agenda.now(), kStart + 5us);
}

TEST(LocalClock, AtIsTheFirstInstantOfATick) {
    for (const std::int64_t drift : {-20'000, 0, 20'000, 7}) {
        const LocalClock clock{drift};
        for (const std::int64_t tick :
             {std::int64_t{1}, std::int64_t{999'999}, std::int64_t{86'400'000'000}}) {
            const Time at = clock.at(tick);
            EXPECT_EQ(clock.ticks(at), tick);
            EXPECT_EQ(clock.ticks(at - 1ns), tick - 1);
        }
    }
}

// Divisions of 64 bits serve three years of a fair crystal; what is beyond falls back.
TEST(LocalClock, IsExactWithinThreeYearsAndBeyond) {
    constexpr Int128 kUnit = static_cast<Int128>(1'000'000'000) * 1000;
    for (const std::int64_t drift : {-50'000, -19'999, -1, 0, 1, 13'337, 50'000, 70'000}) {
        const LocalClock clock{drift};
        const Int128 rate = 1'000'000'000 + drift;
        std::int64_t world = 1;
        while (world < INT64_MAX / 8) {
            for (const std::int64_t time : {world - 1, world, world / 1000 * 1000}) {
                const Int128 ticks = time * rate / kUnit;
                EXPECT_TRUE(clock.ticks(Time{Nanoseconds{time}}) == ticks) << time << ' ' << drift;
                const Int128 at = (ticks * kUnit + rate - 1) / rate;
                EXPECT_TRUE(ns(clock.at(static_cast<std::int64_t>(ticks))) == at)
                    << time << ' ' << drift;
            }
            world += world / 7 + 1;
        }
    }
}

TEST(LocalClock, TwentyPartsPerMillionAreTwentyMicrosecondsASecond) {
    EXPECT_EQ(LocalClock{20'000}.ticks(kStart + 1s), 1'000'020);
}

TEST(Clockwork, RunsAheadOnlyToWhatTheKernelHasPending) {
    Agenda agenda;
    Diary diary;
    Clockwork clockwork{"clockwork", agenda};
    agenda.at(kStart + 3ms, diary, 1);
    agenda.at(kStart + 30ms, diary, 2);
    clockwork.advance(kStart + 10ms);
    EXPECT_EQ(diary.lines.size(), 1U);
    clockwork.advance(kStart + 40ms);
    EXPECT_EQ(diary.lines.size(), 2U);
    EXPECT_EQ(diary.lines[1].first, kStart + 30ms);
    EXPECT_EQ(sc_core::sc_time_stamp(), to_sc(40ms));
    // Years in slices: the kernel's clock keeps up to the nanosecond.
    for (const int day : {200, 366, 4000}) clockwork.advance(kStart + day * 24h);
    EXPECT_EQ(sc_core::sc_time_stamp(), to_sc(4000 * 24h));
}

}  // namespace
}  // namespace bench
