#include "harness/campaign/pool.h"

#include <set>
#include <string>

#include <gtest/gtest.h>

namespace bench::campaign {
namespace {

TEST(Pool, RunsEveryIndexOnceAndReturnsItsResult) {
    const Pool pool{{.jobs = 3, .cpu_limit_s = 5}};
    std::set<std::string> results;
    pool.run(
        20,
        [](std::size_t index) {
            return [index](board::StepMarker&) { return std::to_string(index); };
        },
        [&](std::size_t index, const run::ChildEnd& end) {
            EXPECT_EQ(end.result, std::to_string(index));
            results.insert(end.result.value_or(""));
            return true;
        },
        [] { return true; });
    EXPECT_EQ(results.size(), 20U);
}

TEST(Pool, StopsStartingWhenTold) {
    const Pool pool{{.jobs = 1, .cpu_limit_s = 5}};
    std::size_t ended = 0;
    pool.run(
        100, [](std::size_t) { return [](board::StepMarker&) { return std::string{}; }; },
        [&](std::size_t, const run::ChildEnd&) { return ++ended < 3; }, [] { return true; });
    EXPECT_EQ(ended, 3U);
}

}  // namespace
}  // namespace bench::campaign
