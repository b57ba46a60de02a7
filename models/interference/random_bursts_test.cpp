#include "models/interference/random_bursts.h"

#include <set>

#include "models/interference/test_ask.h"

namespace bench::interference {
namespace {

RandomBursts steady(double duty, Nanoseconds length, std::uint64_t seed = 1) {
    return {{.duty = duty, .shortest = length, .longest = length}, chance::Key{seed}};
}

double clear(const RandomBursts& bursts, Nanoseconds frame, Nanoseconds span, int trials) {
    int count = 0;
    for (int i = 0; i < trials; ++i) {
        bool hit = false;
        const Time start = at(span / trials * i);
        bursts.overlapping(start, start + frame, [&](const auto&) { hit = true; });
        count += hit ? 0 : 1;
    }
    return static_cast<double>(count) / trials;
}

// exp(-(r / tau)(L + tau)): the chance that a frame of length L meets no burst.
TEST(RandomBursts, AFrameIsClearAsOftenAsPoissonSays) {
    struct Case {
        double duty;
        Nanoseconds frame;
        double clear;
    };
    for (const Case& c :
         {Case{0.01, microseconds{5760}, 0.9844}, Case{0.10, microseconds{5760}, 0.8542},
          Case{0.01, microseconds{42'560}, 0.9488}, Case{0.10, microseconds{42'560}, 0.5912}}) {
        const RandomBursts bursts = steady(c.duty, milliseconds{10});
        // 100 000 starts over 10 000 s: neighbours share bursts, hence the tolerance of 0.006.
        EXPECT_NEAR(clear(bursts, c.frame, seconds{10'000}, 100'000), c.clear, 0.006) << c.duty;
    }
}

TEST(RandomBursts, StartsInEqualWindowsHaveThePoissonVariance) {
    const RandomBursts bursts = steady(0.1, milliseconds{10});  // Ten a second.
    double sum = 0;
    double squares = 0;
    constexpr int kWindows = 4000;
    for (int i = 0; i < kWindows; ++i) {
        int count = 0;
        const Time from = at(milliseconds{730} * i);
        const Time to = from + milliseconds{730};
        bursts.overlapping(from, to, [&](const auto& b) { count += b.start >= from ? 1 : 0; });
        sum += count;
        squares += count * count;
    }
    const double mean = sum / kWindows;
    EXPECT_NEAR(mean, 7.3, 0.15);
    EXPECT_NEAR(squares / kWindows - mean * mean, 7.3, 0.6);
}

TEST(RandomBursts, TheLongestBurstIsSeenToItsEnd) {
    const RandomBursts bursts{{.duty = 0.9, .shortest = microseconds{10}, .longest = seconds{2}},
                              chance::Key{3}};
    std::set<std::uint64_t> long_ones;
    bursts.overlapping(kStart, at(seconds{200}), [&](const RandomBursts::Burst& burst) {
        if (burst.end - burst.start < milliseconds{1900}) return;
        long_ones.insert(burst.id);
        bool seen = false;
        bursts.overlapping(burst.end - Nanoseconds{1}, burst.end,
                           [&](const auto& again) { seen |= again.id == burst.id; });
        EXPECT_TRUE(seen);
    });
    EXPECT_GT(long_ones.size(), 3U);
}

TEST(RandomBursts, RefusesWhatCannotBe) {
    EXPECT_THROW(steady(0, milliseconds{1}), std::invalid_argument);
    EXPECT_THROW(steady(0.95, milliseconds{1}), std::invalid_argument);
    EXPECT_THROW(steady(0.1, Nanoseconds{0}), std::invalid_argument);
}

}  // namespace
}  // namespace bench::interference
