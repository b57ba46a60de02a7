#include "models/quality/limit_watch.h"

#include <gtest/gtest.h>

namespace bench::quality {
namespace {

using namespace std::chrono_literals;

Time at(Nanoseconds since) { return kStart + since; }

// Beyond its limit from the first to the second of each pair of instants, else inside.
class Watched {
public:
    explicit Watched(std::vector<Time> changes) : changes_{std::move(changes)} {}
    std::vector<Owed> until(Nanoseconds end, Time boot = kStart) const {
        LimitWatch watch{{Kind::thd, 1, 600s, 6s, 600s, true},
                         [this](Time time) {
                             const auto passed =
                                 std::ranges::upper_bound(changes_, time) - changes_.begin();
                             return passed % 2 == 1 ? Standing::beyond : Standing::inside;
                         },
                         changes_,
                         boot};
        std::vector<Owed> out;
        for (Nanoseconds now{0}; now <= end; now += 1s) watch.advance(at(now), out);
        return out;
    }

private:
    std::vector<Time> changes_;
};

TEST(LimitWatch, WhatLastsIsOwedWithItsEnd) {
    const auto owed = Watched{{at(100s), at(1'000s)}}.until(2'000s);
    ASSERT_EQ(owed.size(), 2U);
    EXPECT_TRUE(owed[0].certain && owed[1].certain);
    EXPECT_EQ(code_of(owed[0].happening), 52U);
    EXPECT_TRUE(owed[0].happening.alarm);
    EXPECT_EQ(owed[0].happening.onset, at(100s));
    EXPECT_EQ(owed[0].happening.decided, at(694s)) << "an interval of 3 s may have begun before";
    EXPECT_EQ(code_of(owed[1].happening), 58U);
    EXPECT_FALSE(owed[1].happening.alarm);
    EXPECT_EQ(owed[1].happening.onset, at(1'000s));
}

TEST(LimitWatch, WhatLastsNeitherClearlyLongerNorShorterMayBeTold) {
    EXPECT_TRUE((Watched{{at(100s), at(693s)}}.until(2'000s)).empty());
    const auto nearly = Watched{{at(100s), at(698s)}}.until(2'000s);
    ASSERT_EQ(nearly.size(), 1U);
    EXPECT_FALSE(nearly[0].certain);
    const auto just = Watched{{at(100s), at(703s)}}.until(2'000s);
    ASSERT_GE(just.size(), 1U);
    EXPECT_FALSE(just[0].certain);
    EXPECT_TRUE((Watched{{at(100s), at(706s)}}.until(2'000s)).at(0).certain);
}

TEST(LimitWatch, WhatStandsAtTheBootCountsFromThere) {
    const auto owed = Watched{{at(10s), at(5'000s)}}.until(2'000s, at(100s));
    ASSERT_EQ(owed.size(), 1U);
    EXPECT_EQ(owed[0].happening.onset, at(100s));
}

TEST(LimitWatch, ASecondStartWaitsForItsTurnAndIsDroppedIfItHasPassed) {
    const auto soon = Watched{{at(100s), at(800s), at(1'450s), at(1'500s)}}.until(4'000s);
    EXPECT_EQ(soon.size(), 2U) << "50 s are too short";
    const auto waits = Watched{{at(100s), at(710s)}}.until(4'000s);
    EXPECT_EQ(waits.size(), 2U);
}

}  // namespace
}  // namespace bench::quality
