#include "models/modem/survival_fit.h"

#include <array>
#include <cmath>

#include <gtest/gtest.h>

namespace bench::modem {
namespace {

Counts expected(std::uint64_t bits, double hazard) {
    constexpr std::uint64_t kSent = 100'000'000;
    const double lost = -std::expm1(-hazard * static_cast<double>(bits));
    return {bits, kSent, static_cast<std::uint64_t>(std::lround(lost * kSent))};
}

TEST(SurvivalFit, FindsTheHazardThatMadeTheCounts) {
    for (const double hazard : {1e-6, 1e-4, 1e-2}) {
        const std::array<Counts, 3> counts{
            {expected(144, hazard), expected(2016, hazard), expected(8016, hazard)}};
        EXPECT_NEAR(most_likely_hazard(counts) / hazard, 1, 1e-3);
    }
}

TEST(SurvivalFit, OfOneLengthIsTheLogarithmOfItsSurvival) {
    const std::array<Counts, 1> counts{{{100, 1000, 250}}};
    EXPECT_NEAR(most_likely_hazard(counts), -std::log(0.75) / 100, 1e-9);
}

// A length of which all frames were lost says little, one of which none were lost something.
TEST(SurvivalFit, BearsLengthsThatAreAllLostOrAllSafe) {
    const std::array<Counts, 3> counts{{{100, 1000, 250}, {10'000, 300, 300}, {1, 300, 0}}};
    EXPECT_NEAR(most_likely_hazard(counts) / (-std::log(0.75) / 100), 1, 0.02);
}

}  // namespace
}  // namespace bench::modem
