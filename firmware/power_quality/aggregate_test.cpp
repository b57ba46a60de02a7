#include <cmath>

#include <gtest/gtest.h>

#include "firmware/power_quality/aggregator.h"
#include "firmware/power_quality/test_feed.h"

namespace meter::power_quality {
namespace {

// Any value that a window may carry, told by its place: a scramble, the same in every run.
std::int32_t value_at(SampleIndex window, std::uint64_t what, std::int32_t below) {
    std::uint64_t x = window * 0x9E3779B97F4A7C15ULL + what * 0xBF58476D1CE4E5B9ULL + 1;
    x ^= x >> 31;
    x *= 0x94D049BB133111EBULL;
    x ^= x >> 29;
    return static_cast<std::int32_t>(x % static_cast<std::uint64_t>(below));
}

constexpr SampleIndex kWindow = 1600;
constexpr SampleIndex kTick = Aggregator::kTenMinutes;

Window window_at(SampleIndex begin, SampleIndex length = kWindow) {
    Window w{.begin = begin, .end = begin + length, .frequency = Millihertz{50'000}};
    for (std::size_t p = 0; p < kPhases; ++p) {
        PhaseWindow& phase = w.phase[p];
        phase.voltage = Microvolts{230'000'000 + value_at(begin, p, 20'000'000)};
        phase.current = Microamperes{value_at(begin, p + 10, 100'000'000)};
        phase.active = Milliwatts{value_at(begin, p + 20, 20'000'000) - 10'000'000};
        phase.voltage_thd = PartsPerMillion{value_at(begin, p + 30, 100'000)};
        phase.current_thd = PartsPerMillion{value_at(begin, p + 40, 100'000)};
        for (std::size_t h = 0; h < kHarmonicOrders; ++h) {
            phase.voltage_harmonics[h] = Microvolts{value_at(begin, 100 + h, 5'000'000)};
            phase.current_harmonics[h] = Microamperes{value_at(begin, 200 + h, 50'000)};
        }
    }
    w.neutral = Microamperes{value_at(begin, 300, 5'000'000)};
    w.negative_unbalance = PartsPerMillion{value_at(begin, 301, 20'000)};
    w.zero_unbalance = PartsPerMillion{value_at(begin, 302, 20'000)};
    return w;
}

// A window cheap enough for tests of hours.
Window plain(SampleIndex begin, SampleIndex length = kWindow) {
    return {.begin = begin, .end = begin + length, .frequency = Millihertz{50'000}};
}

template <typename Get>
double root_mean_square(const std::vector<Window>& windows, Get get) {
    double sum = 0;
    for (const Window& w : windows) sum += std::pow(static_cast<double>(get(w)), 2);
    return std::sqrt(sum / static_cast<double>(windows.size()));
}

void expect_brute_force(const Aggregate& got, const std::vector<Window>& windows) {
    ASSERT_EQ(got.windows, windows.size());
    for (std::size_t p = 0; p < kPhases; ++p) {
        const PhaseAggregate& phase = got.phase[p];
        const auto rms = [&](auto field) {
            return root_mean_square(windows, [&](const Window& w) { return field(w.phase[p]); });
        };
        EXPECT_NEAR(phase.voltage.count(), rms([](auto& f) { return f.voltage.count(); }), 1);
        EXPECT_NEAR(phase.current.count(), rms([](auto& f) { return f.current.count(); }), 1);
        EXPECT_NEAR(phase.voltage_thd.count(), rms([](auto& f) { return f.voltage_thd.count(); }),
                    1);
        EXPECT_NEAR(phase.current_thd.count(), rms([](auto& f) { return f.current_thd.count(); }),
                    1);
        for (std::size_t h = 0; h < kHarmonicOrders; h += 7) {
            EXPECT_NEAR(phase.voltage_harmonics[h].count(),
                        rms([&](auto& f) { return f.voltage_harmonics[h].count(); }), 1);
            EXPECT_NEAR(phase.current_harmonics[h].count(),
                        rms([&](auto& f) { return f.current_harmonics[h].count(); }), 1);
        }
        double power = 0;
        for (const Window& w : windows) power += static_cast<double>(w.phase[p].active.count());
        EXPECT_NEAR(static_cast<double>(phase.active.count()),
                    power / static_cast<double>(windows.size()), 0.51);
    }
    const auto of = [&](auto field) { return root_mean_square(windows, field); };
    EXPECT_NEAR(got.neutral.count(), of([](auto& w) { return w.neutral.count(); }), 1);
    EXPECT_NEAR(got.negative_unbalance.count(),
                of([](auto& w) { return w.negative_unbalance.count(); }), 1);
    EXPECT_NEAR(got.zero_unbalance.count(), of([](auto& w) { return w.zero_unbalance.count(); }),
                1);
}

TEST(SquareSums, HoldTheLargestValuesForTheirLongestTime) {
    SquareSum sum;
    for (int i = 0; i < SquareSum::kMostWindows; ++i) sum.add(INT32_MAX);
    EXPECT_EQ(sum.root_mean(SquareSum::kMostWindows), INT32_MAX);
    SquareSum negative;
    negative.add(-3'000'000);
    EXPECT_EQ(negative.root_mean(1), 3'000'000);
}

TEST(SquareRoots, AreRoundedDown) {
    for (const std::uint64_t root : {0ULL, 1ULL, 2ULL, 12'345ULL, 230'000'000ULL, 4294967295ULL}) {
        EXPECT_EQ(square_root(root * root), root);
        if (root > 1) {
            EXPECT_EQ(square_root(root * root - 1), root - 1);
        }
    }
    EXPECT_EQ(square_root(UINT64_MAX), UINT32_MAX);
}

TEST(ThreeSeconds, AreFifteenWindowsWithoutAGapAndEqualBruteForce) {
    AggregateList list;
    Aggregator aggregator{list};
    std::vector<Window> all;
    for (SampleIndex i = 0; i < 45; ++i) {
        all.push_back(window_at(7 + i * kWindow));
        aggregator.window(all.back(), false);
    }
    ASSERT_EQ(list.three_seconds.size(), 3U);
    for (std::size_t i = 0; i < 3; ++i) {
        const Aggregate& got = list.three_seconds[i];
        EXPECT_TRUE(got.complete);
        EXPECT_EQ(got.begin, 7 + i * 15 * kWindow);
        EXPECT_EQ(got.end, got.begin + 15 * kWindow);
        EXPECT_EQ(got.frequency, Millihertz{50'000});
        const auto first = all.begin() + static_cast<std::ptrdiff_t>(i) * 15;
        expect_brute_force(got, {first, first + 15});
    }
}

TEST(ThreeSeconds, AreNotCompleteWithAGap) {
    AggregateList list;
    Aggregator aggregator{list};
    for (SampleIndex i = 0; i < 30; ++i)
        aggregator.window(plain(i * kWindow + (i < 20 ? 0 : 5)), false);
    ASSERT_EQ(list.three_seconds.size(), 2U);
    EXPECT_TRUE(list.three_seconds[0].complete);
    EXPECT_FALSE(list.three_seconds[1].complete);
}

TEST(Flags, GoUpIntoEveryAggregateThatHoldsTheWindow) {
    AggregateList list;
    Aggregator aggregator{list};
    for (SampleIndex i = 0; i < 100; ++i) {
        Window window = plain(i * kWindow);
        window.flagged = i == 20;
        aggregator.window(window, i == 21 || i == 70);
    }
    ASSERT_EQ(list.three_seconds.size(), 6U);
    const std::array flagged{0, 2, 0, 0, 1, 0};
    for (std::size_t i = 0; i < 6; ++i) {
        EXPECT_EQ(list.three_seconds[i].flagged_windows, flagged[i]);
        EXPECT_EQ(list.three_seconds[i].flagged, flagged[i] != 0);
    }
    ASSERT_EQ(list.readings.size(), 2U);
    EXPECT_TRUE(list.readings[0].flagged);
    EXPECT_TRUE(list.readings[1].flagged);
}

// Windows begin 700 samples before the tick, so that it always lies within one.
TEST(TenMinutes, RunFromTickToTickAndShareTheWindowOfTheTick) {
    AggregateList list;
    Aggregator aggregator{list};
    const SampleIndex first = 10 * kWindow + 700;
    aggregator.tick(first, CalendarTime{seconds(1'200)});
    std::vector<Window> inside;
    for (SampleIndex i = 0; i < 3'020; ++i) {
        if (i == 100) aggregator.tick(first + kTick, CalendarTime{seconds(1'800)});
        const Window w = window_at(i * kWindow);
        if (i >= 10 && i <= 3'010) inside.push_back(w);
        aggregator.window(w, false);
    }
    ASSERT_EQ(list.ten_minutes.size(), 2U);
    const Aggregate& partial = list.ten_minutes[0];
    EXPECT_FALSE(partial.complete);
    EXPECT_EQ(partial.windows, 11);
    EXPECT_EQ(partial.tick, CalendarTime{seconds(1'200)});
    const Aggregate& whole = list.ten_minutes[1];
    EXPECT_TRUE(whole.complete);
    EXPECT_TRUE(whole.synchronised);
    EXPECT_EQ(whole.tick, CalendarTime{seconds(1'800)});
    EXPECT_EQ(whole.begin, 10 * kWindow);
    EXPECT_EQ(whole.end, 3'011 * kWindow);
    expect_brute_force(whole, inside);
}

TEST(TenMinutes, ATickBetweenTwoWindowsSharesNone) {
    AggregateList list;
    Aggregator aggregator{list};
    aggregator.tick(10 * kWindow, CalendarTime{seconds(600)});
    for (SampleIndex i = 0; i < 3'011; ++i) aggregator.window(plain(i * kWindow), false);
    ASSERT_EQ(list.ten_minutes.size(), 2U);
    EXPECT_EQ(list.ten_minutes[0].end, 10 * kWindow);
    EXPECT_EQ(list.ten_minutes[1].begin, 10 * kWindow);
    EXPECT_EQ(list.ten_minutes[1].windows, 3'000);
    EXPECT_TRUE(list.ten_minutes[1].complete);
    EXPECT_FALSE(list.ten_minutes[1].synchronised);  // Its end was not told.
}

TEST(TenMinutes, ThreeSecondsStartAnewAtTheTickWhileTheOldOnesGoOn) {
    AggregateList list;
    Aggregator aggregator{list};
    aggregator.tick(20 * kWindow + 1, CalendarTime{});
    for (SampleIndex i = 0; i < 50; ++i) aggregator.window(plain(i * kWindow), false);
    ASSERT_EQ(list.three_seconds.size(), 4U);
    EXPECT_EQ(list.three_seconds[1].begin, 15 * kWindow);
    EXPECT_EQ(list.three_seconds[1].end, 30 * kWindow);
    EXPECT_EQ(list.three_seconds[2].begin, 20 * kWindow);
    EXPECT_EQ(list.three_seconds[2].end, 35 * kWindow);
    EXPECT_EQ(list.three_seconds[3].begin, 35 * kWindow);
    for (const Aggregate& got : list.three_seconds) EXPECT_TRUE(got.complete);
}

TEST(TenMinutes, GoOnByThemselvesWithoutATick) {
    AggregateList list;
    Aggregator aggregator{list};
    for (SampleIndex i = 0; i < 9'000; ++i) aggregator.window(plain(i * kWindow), false);
    ASSERT_EQ(list.ten_minutes.size(), 3U);
    for (const Aggregate& got : list.ten_minutes) {
        EXPECT_TRUE(got.complete);
        EXPECT_FALSE(got.synchronised);
        EXPECT_EQ(got.tick, CalendarTime{});
    }
}

// A crystal 100 ppm fast: 4 800 480 samples from tick to tick, each told half a minute before.
TEST(TenMinutes, FollowTheTicksOfACrystalThatDrifts) {
    AggregateList list;
    Aggregator aggregator{list};
    constexpr SampleIndex kDrifting = kTick + 480;
    SampleIndex next = 5'000;
    for (SampleIndex i = 0; i < 12'050; ++i) {
        if (i % 3'000 == 0) {
            aggregator.tick(next,
                            CalendarTime{seconds(600) * static_cast<std::int64_t>(i / 3'000)});
            next += kDrifting;
        }
        aggregator.window(plain(i * kWindow), false);
    }
    ASSERT_EQ(list.ten_minutes.size(), 5U);
    for (std::size_t i = 1; i < 5; ++i) {
        const Aggregate& got = list.ten_minutes[i];
        EXPECT_TRUE(got.synchronised) << i;
        const SampleIndex tick = 5'000 + i * kDrifting;
        EXPECT_LE(got.begin, tick - kDrifting);
        EXPECT_GE(got.end, tick);
        EXPECT_LT(got.end - tick, kWindow);
    }
}

TEST(TenMinutes, ATickToldLateIsTheOneJustTakenOrStartsAnew) {
    AggregateList list;
    Aggregator aggregator{list};
    for (SampleIndex i = 0; i < 3'002; ++i) aggregator.window(plain(i * kWindow), false);
    ASSERT_EQ(list.ten_minutes.size(), 1U);
    aggregator.tick(kTick + 160, CalendarTime{seconds(600)});  // 20 ms beside what was taken.
    for (SampleIndex i = 3'002; i < 3'100; ++i) aggregator.window(plain(i * kWindow), false);
    EXPECT_EQ(list.ten_minutes.size(), 1U);
    aggregator.tick(kTick + 50'000, CalendarTime{seconds(600)});  // Far off: the clock was set.
    aggregator.window(plain(3'100 * kWindow), false);
    ASSERT_EQ(list.ten_minutes.size(), 2U);
    EXPECT_FALSE(list.ten_minutes[1].complete);
    EXPECT_EQ(list.ten_minutes[1].end, 3'100 * kWindow);
}

TEST(TenMinutes, AGapOfHoursLeavesOneIncompleteIntervalAndNoLoop) {
    AggregateList list;
    Aggregator aggregator{list};
    aggregator.window(plain(0), false);
    aggregator.window(plain(1'000'000 * kTick + 800), false);
    ASSERT_EQ(list.ten_minutes.size(), 1U);
    EXPECT_FALSE(list.ten_minutes[0].complete);
    aggregator.tick(SampleIndex{1} << 60, CalendarTime{});  // Never: the accumulator fills.
    for (SampleIndex i = 1; i < 5'000; ++i) {
        aggregator.window(plain(1'000'000 * kTick + 800 + i * kWindow), false);
    }
    EXPECT_EQ(list.ten_minutes.size(), 2U);
}

TEST(TenSeconds, AreCyclesOverTimeFromTheTick) {
    AggregateList list;
    Aggregator aggregator{list};
    aggregator.tick(40'000, CalendarTime{});
    // 49.75 Hz: 10 cycles in 1608.04 samples.
    SampleIndex at = 0;
    for (int i = 0; at < 400'000; ++i) {
        const auto end = static_cast<SampleIndex>(std::lround((i + 1) * 80'000.0 / 49.75));
        Window window = plain(at, end - at);
        window.frequency = Millihertz{49'750 + (i % 2 == 0 ? 4 : -4)};
        aggregator.window(window, false);
        at = end;
    }
    ASSERT_EQ(list.readings.size(), 4U);
    for (std::size_t i = 0; i < 4; ++i) {
        EXPECT_EQ(list.readings[i].begin, 40'000 + i * 80'000);
        EXPECT_EQ(list.readings[i].end, 120'000 + i * 80'000);
        EXPECT_NEAR(list.readings[i].frequency.count(), 49'750, 1);
    }
}

TEST(TenSeconds, AWindowThatStraddlesTwoCountsInNeither) {
    AggregateList list;
    Aggregator aggregator{list};
    for (SampleIndex at = 0; at < 500'000; at += 1'500) {
        Window window = plain(at, 1'500);
        const bool straddles = at / 80'000 != (at + 1'499) / 80'000;
        window.frequency = Millihertz{straddles ? 60'000 : 50'000};
        aggregator.window(window, false);
    }
    ASSERT_EQ(list.readings.size(), 6U);
    for (const FrequencyReading& reading : list.readings) {
        EXPECT_EQ(reading.frequency, Millihertz{50'000});
    }
}

TEST(TenSeconds, WithoutNineSecondsOfWindowsThereIsNoReading) {
    AggregateList list;
    Aggregator aggregator{list};
    for (SampleIndex i = 0; i < 150; ++i) {
        if (i >= 60 && i < 70) continue;
        aggregator.window(plain(i * kWindow), false);
    }
    ASSERT_EQ(list.readings.size(), 2U);
    EXPECT_EQ(list.readings[1].begin, 160'000U);
}

}  // namespace
}  // namespace meter::power_quality
