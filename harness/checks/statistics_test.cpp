#include "harness/checks/statistics.h"

#include <vector>

#include <gtest/gtest.h>

#include "harness/checks/intervals.h"

namespace bench::checks {
namespace {

TEST(IncompleteBeta, AgreesWithClosedForms) {
    EXPECT_NEAR(incomplete_beta(1, 1, 0.3), 0.3, 1e-12);
    EXPECT_NEAR(incomplete_beta(2, 3, 0.5), 0.6875, 1e-12);
    EXPECT_NEAR(incomplete_beta(0.5, 0.5, 0.5), 0.5, 1e-12);  // Arcsine law.
    EXPECT_NEAR(incomplete_beta(5, 1, 0.9), 0.59049, 1e-12);
    EXPECT_NEAR(incomplete_beta(30'000, 1, 0.9999), 0.049779599, 1e-8);  // 0.9999^30000
}

TEST(Binomial, TailsAreTheSumOfTheirTerms) {
    EXPECT_NEAR(at_least(1, 16, 0.01), 0.148542, 1e-6);
    EXPECT_NEAR(at_least(2, 16, 0.01), 0.010933, 1e-6);
    EXPECT_NEAR(at_least(1, 1'000, 0.001), 0.632305, 1e-6);  // 63 % to see a 1-in-1000 fault.
    EXPECT_NEAR(at_least(1, 100, 0.001), 0.095208, 1e-6);
    EXPECT_NEAR(at_least(1, 3'000, 0.001), 0.950287, 1e-6);
    EXPECT_EQ(at_least(0, 5, 0.1), 1.0);
    EXPECT_EQ(at_least(6, 5, 0.1), 0.0);
}

TEST(ClopperPearson, HundredCleanSeedsSupportNinetySeven) {
    EXPECT_NEAR(share_at_least(100, 100, 0.95), 0.970487, 1e-6);
    EXPECT_EQ(share_at_least(0, 10, 0.95), 0.0);
    // 9 of 10 at 95 %: the solution of I_p(9, 2) = 0.05.
    EXPECT_NEAR(share_at_least(9, 10, 0.95), 0.605836, 1e-6);
    EXPECT_GE(share_at_least(2'995, 2'995, 0.95), 0.999);
    EXPECT_LT(share_at_least(2'994, 2'994, 0.95), 0.999);
}

TEST(TrialsNeeded, AreThePublishedNumbers) {
    EXPECT_EQ(trials_needed(0.99, 0.95), 299U);
    EXPECT_EQ(trials_needed(0.999, 0.95), 2'995U);
    EXPECT_EQ(trials_needed(0.9999, 0.95), 29'956U);
    EXPECT_EQ(trials_needed(0.999, 0.95, 1), 4'742U);
    EXPECT_EQ(trials_needed(0.999, 0.95, 2), 6'294U);
    EXPECT_EQ(trials_needed(0.999, 0.95, 3), 7'752U);
    EXPECT_EQ(trials_needed(0.999, 0.90), 2'302U);
    EXPECT_EQ(trials_needed(0.999, 0.99), 4'603U);
}

TEST(UpperRank, ExistsFromThePublishedSampleSizesOn) {
    EXPECT_EQ(upper_rank(58, 0.95, 0.95), 0U);
    EXPECT_EQ(upper_rank(59, 0.95, 0.95), 59U);
    EXPECT_EQ(upper_rank(298, 0.99, 0.95), 0U);
    EXPECT_EQ(upper_rank(299, 0.99, 0.95), 299U);
    EXPECT_EQ(upper_rank(2'994, 0.999, 0.95), 0U);
    EXPECT_EQ(upper_rank(2'995, 0.999, 0.95), 2'995U);
    EXPECT_EQ(upper_rank(4'742, 0.999, 0.95), 4'741U);
    EXPECT_EQ(upper_rank(0, 0.5, 0.95), 0U);
}

TEST(Bootstrap, CleanSeedsStayCleanAndOneBadSeedWeighs) {
    std::vector<Cluster> seeds(300, Cluster{16, 16});
    EXPECT_EQ(bootstrap_at_least(seeds, 0.95), 1.0);
    seeds[0] = {0, 16};
    // The bad seed is drawn Poisson(1) times: 0, 1, 2, 3 times at 37, 74, 92, 98 % together.
    EXPECT_NEAR(bootstrap_at_least(seeds, 0.95), 1.0 - 3.0 / 300.0, 1e-9);
    EXPECT_EQ(bootstrap_at_least(seeds, 0.95), bootstrap_at_least(seeds, 0.95));
    EXPECT_EQ(bootstrap_at_least({}, 0.95), 0.0);
}

TEST(IntervalSet, NeighboursGrowTogether) {
    IntervalSet set;
    for (const std::uint64_t value : {5U, 7U, 6U, 1U, 6U, 100U}) set.insert(value);
    EXPECT_EQ(set.intervals(), 3U);
    EXPECT_TRUE(set.contains(6));
    EXPECT_TRUE(set.contains(100));
    EXPECT_FALSE(set.contains(4));
    EXPECT_FALSE(set.contains(8));
    EXPECT_FALSE(set.contains(0));
}

}  // namespace
}  // namespace bench::checks
