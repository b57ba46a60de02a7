#include "harness/checks/uptime.h"

#include <gtest/gtest.h>

#include "harness/checks/script.h"

namespace bench::checks {
namespace {

using State = Runs::State;
using std::chrono::seconds;

Span span_s(std::int64_t from, std::int64_t to) { return {at_ms(from * 1000), at_ms(to * 1000)}; }

TEST(Runs, SettleInAnyOrder) {
    Runs runs;
    for (const std::uint64_t ordinal : {5U, 1U, 3U, 2U, 4U, 6U}) {
        runs.add(ordinal, at_ms(static_cast<std::int64_t>(ordinal) * 1000),
                 ordinal == 4 ? State::bad : State::good);
    }
    ASSERT_EQ(runs.by_first().size(), 3U);
    EXPECT_EQ(runs.by_first().at(1).last, 3U);
    EXPECT_EQ(runs.by_first().at(1).first_cause, at_ms(1'000));
    EXPECT_EQ(runs.by_first().at(4).state, State::bad);
    EXPECT_EQ(runs.by_first().at(5).last, 6U);
}

TEST(Uptime, DownFromTheFirstMissToTheNextThatMeetsIt) {
    Runs runs;
    const std::string states = "ggbbgxxbxgb";  // x: excused
    for (std::size_t i = 0; i < states.size(); ++i) {
        const State state = states[i] == 'g'   ? State::good
                            : states[i] == 'b' ? State::bad
                                               : State::excused;
        runs.add(i + 1, at_ms(static_cast<std::int64_t>(i) * 1000), state);
    }
    const auto downs = downtimes(runs, at_ms(20'000));
    ASSERT_EQ(downs.size(), 3U);
    EXPECT_EQ(downs[0].from, at_ms(2'000));
    EXPECT_EQ(downs[0].to, at_ms(4'000));
    EXPECT_EQ(downs[1].from, at_ms(7'000));
    EXPECT_EQ(downs[1].to, at_ms(9'000));
    EXPECT_EQ(downs[2].to, at_ms(20'000));
}

TEST(Uptime, TheWorstWindowMayEndOrBeginWithADowntime) {
    const std::vector<Span> downs{span_s(10, 12), span_s(18, 21), span_s(40, 44)};
    const Span judged = span_s(0, 100);
    EXPECT_EQ(worst_window(downs, seconds{11}, judged).down, seconds{5});
    EXPECT_EQ(worst_window(downs, seconds{5}, judged).down, seconds{4});
    EXPECT_EQ(worst_window(downs, seconds{5}, judged).from, at_ms(40'000));
    EXPECT_EQ(worst_window(downs, seconds{2}, judged).down, seconds{2});
    EXPECT_EQ(worst_window(downs, seconds{100}, judged).down, seconds{9});
    EXPECT_EQ(worst_window({}, seconds{5}, judged).down, seconds{0});
    EXPECT_EQ(worst_window({span_s(97, 100)}, seconds{50}, judged).from, at_ms(50'000));
}

TEST(Uptime, AgreesWithTryingEveryWindow) {
    const Span judged = span_s(0, 60);
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        std::vector<Span> downs;
        std::uint64_t word = seed * 0x9E3779B97F4A7C15ULL + 1;
        for (std::int64_t at = 0; at < 55;) {
            word = word * 6364136223846793005ULL + 1442695040888963407ULL;
            const auto from = at + 1 + static_cast<std::int64_t>((word >> 60) % 6);
            const auto to = from + 1 + static_cast<std::int64_t>((word >> 56) % 4);
            downs.push_back(span_s(from, std::min<std::int64_t>(to, 60)));
            at = to;
        }
        Nanoseconds worst{};
        for (std::int64_t start = 0; start <= 48; ++start) {
            Nanoseconds down{};
            for (std::int64_t s = start; s < start + 12; ++s) {
                for (const Span& each : downs) {
                    if (each.from <= at_ms(s * 1000) && each.to >= at_ms((s + 1) * 1000))
                        down += seconds{1};
                }
            }
            worst = std::max(worst, down);
        }
        EXPECT_EQ(worst_window(downs, seconds{12}, judged).down, worst) << seed;
    }
}

}  // namespace
}  // namespace bench::checks
