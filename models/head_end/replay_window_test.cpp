#include "models/head_end/replay_window.h"

#include <gtest/gtest.h>

namespace bench::head_end {
namespace {

using Verdict = ReplayWindow::Verdict;

const int kWire = 0;
const int kRadio = 0;

TEST(ReplayWindow, TakesEachCounterOnceInAnyOrder) {
    ReplayWindow window;
    for (const std::uint32_t counter : {5U, 3U, 4U, 9U, 1U})
        EXPECT_EQ(window.take(counter, &kWire), Verdict::fresh) << counter;
    for (const std::uint32_t counter : {5U, 3U, 4U, 9U, 1U})
        EXPECT_EQ(window.take(counter, &kWire), Verdict::replay) << counter;
    EXPECT_EQ(window.take(0, &kWire), Verdict::replay);
}

TEST(ReplayWindow, OneSecondCopyOverAnotherLinkIsACopyAndAThirdIsAReplay) {
    ReplayWindow window;
    EXPECT_EQ(window.take(7, &kWire), Verdict::fresh);
    EXPECT_EQ(window.take(7, &kRadio), Verdict::copy);
    EXPECT_EQ(window.take(7, &kRadio), Verdict::replay);
    EXPECT_EQ(window.take(7, &kWire), Verdict::replay);
}

TEST(ReplayWindow, IsSixtyFourWide) {
    ReplayWindow window;
    EXPECT_EQ(window.take(1'000, &kWire), Verdict::fresh);
    EXPECT_EQ(window.take(937, &kWire), Verdict::fresh);   // 1 000 - 63
    EXPECT_EQ(window.take(936, &kWire), Verdict::replay);  // Too old to know.
    EXPECT_EQ(window.take(936, &kRadio), Verdict::replay);
    EXPECT_EQ(window.take(1'001, &kWire), Verdict::fresh);  // Takes the place of 937.
    EXPECT_EQ(window.take(937, &kRadio), Verdict::replay);
}

TEST(ReplayWindow, HoldsUpToTheLastCounter) {
    ReplayWindow window;
    EXPECT_EQ(window.take(UINT32_MAX, &kWire), Verdict::fresh);
    EXPECT_EQ(window.take(UINT32_MAX - 63, &kWire), Verdict::fresh);
    EXPECT_EQ(window.take(UINT32_MAX - 64, &kWire), Verdict::replay);
    EXPECT_EQ(window.take(UINT32_MAX, &kWire), Verdict::replay);
}

}  // namespace
}  // namespace bench::head_end
