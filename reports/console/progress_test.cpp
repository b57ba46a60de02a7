#include "reports/console/progress.h"

#include <gtest/gtest.h>

namespace bench::console {
namespace {

TEST(Progress, IsOneLineInUtf8OrAscii) {
    const Progress progress{.done = 1204, .total = 2995, .runs_per_s = 38.2, .seconds_left = 46.9};
    EXPECT_EQ(format_progress(progress, {.utf8 = true}),
              "1 204/2 995 · 0 failed · 38 runs/s · 47 s left");
    EXPECT_EQ(format_progress(progress, {}), "1 204/2 995 - 0 failed - 38 runs/s - 47 s left");
}

TEST(Progress, LeavesOutWhatIsNotKnown) {
    const Progress progress{.done = 3, .failed = 1, .runs_per_s = 0.4, .seconds_left = -1};
    EXPECT_EQ(format_progress(progress, {}), "3 - 1 failed - 0.4 runs/s");
}

TEST(Progress, LongWaitsAreInMinutes) {
    const Progress progress{.done = 1, .total = 2, .runs_per_s = 0, .seconds_left = 3672};
    EXPECT_EQ(format_progress(progress, {}), "1/2 - 0 failed - 0.0 runs/s - 1 h 1 min 12 s left");
}

}  // namespace
}  // namespace bench::console
