#include "models/radio/pairs.h"

#include <cmath>

#include <gtest/gtest.h>

#include "models/numeric/numeric.h"
#include "models/radio/test_air.h"

namespace bench::radio {
namespace {

AirConfig grid(int side, double hidden) {
    AirConfig config;
    for (int i = 0; i < side * side; ++i) {
        NodeConfig node;
        node.name = "n" + std::to_string(i + 1);
        node.at = {10.0 * (i % side), 10.0 * (i / side), 0};
        config.nodes.push_back(node);
    }
    config.mesh.emplace();
    config.mesh->hidden_share = hidden;
    config.mesh->hub = "n1";
    return config;
}

TEST(Mesh, EveryPairHasTheGainThatALinkWouldHave) {
    AirConfig meshed = grid(2, 0);
    AirConfig linked = grid(2, 0);
    linked.mesh.reset();
    LinkConfig link;
    link.name = "a";
    link.from = "n2";
    link.to = "n3";
    linked.links.push_back(link);
    Air by_mesh{meshed, chance::Key{1}};
    Air by_link{linked, chance::Key{1}};
    const auto pair = by_mesh.between(3, 2);
    ASSERT_TRUE(pair);
    EXPECT_NEAR(by_mesh.gain(pair->link, 5, kStart) / by_link.gain(0, 5, kStart), 1.0, 1e-6);
    EXPECT_EQ(by_mesh.ends(pair->link), (std::pair<trace::Entity, trace::Entity>{2, 3}));
    EXPECT_EQ(by_mesh.neighbours(4).size(), 3U);
    EXPECT_FALSE(by_mesh.between(2, 2));
}

// What a link loses beyond the median of its building.
double beyond_the_median(AirConfig config, std::uint64_t seed, std::uint32_t link = 0) {
    const double own = Air{config, chance::Key{seed}}.median_gain(link);
    for (LinkConfig& each : config.links) each.path.entry->probability = 0.5;
    return numeric::to_db(Air{config, chance::Key{seed}}.median_gain(link) / own);
}

AirConfig indoors() {
    AirConfig config = line({0, 50, -20}, {{1, 2}, {1, 3}, {3, 2}});
    for (LinkConfig& link : config.links) link.path.entry.emplace();
    return config;
}

// P.2109-2, traditional, 868 MHz: 14.219 dB in the median, 25.044 at 90 %.
TEST(Building, LosesWhatItsRunDraws) {
    const AirConfig config = indoors();
    int above = 0;
    int far_above = 0;
    for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
        const double extra = beyond_the_median(config, seed);
        above += extra > 0 ? 1 : 0;
        far_above += extra > 25.044 - 14.219 ? 1 : 0;
    }
    EXPECT_NEAR(above, 500, 50);
    EXPECT_NEAR(far_above, 100, 30);
}

TEST(Building, IsOneForAllWaysToItsNode) {
    const AirConfig config = indoors();
    EXPECT_NEAR(beyond_the_median(config, 7, 0), beyond_the_median(config, 7, 1), 1e-9);
    EXPECT_GT(std::abs(beyond_the_median(config, 7, 0) - beyond_the_median(config, 7, 2)), 0.01);
    AirConfig stated = config;
    for (LinkConfig& link : stated.links) link.path.entry->probability = 0.9;
    EXPECT_EQ(Air(stated, chance::Key{1}).median_gain(0),
              Air(stated, chance::Key{2}).median_gain(0));
    EXPECT_NEAR(beyond_the_median(stated, 1), 25.044 - 14.219, 0.002);
}

TEST(Building, OfAPairOfTheMeshIsThatOfTheOneThatIsNotTheHub) {
    AirConfig meshed = grid(2, 0);
    meshed.mesh->path.entry.emplace();
    AirConfig linked = grid(2, 0);
    linked.mesh.reset();
    LinkConfig link;
    link.name = "a";
    link.from = "n2";
    link.to = "n1";
    link.path.entry.emplace();
    linked.links.push_back(link);
    Air by_mesh{meshed, chance::Key{1}};
    Air by_link{linked, chance::Key{1}};
    const auto pair = by_mesh.between(1, 2);
    ASSERT_TRUE(pair);
    EXPECT_NEAR(by_mesh.median_gain(pair->link) / by_link.median_gain(0), 1.0, 1e-6);
}

TEST(Mesh, ALinkOfItsOwnTakesThePlaceOfThePair) {
    AirConfig config = grid(2, 0);
    LinkConfig link;
    link.name = "a";
    link.from = "n3";
    link.to = "n2";
    link.path.law = propagation::LogDistance{4.0};
    config.links.push_back(link);
    Air air{config, chance::Key{1}};
    EXPECT_EQ(air.between(2, 3)->link, 0U);
    EXPECT_EQ(air.between(3, 2)->link, 0U);
    EXPECT_EQ(air.neighbours(2).size(), 3U);
    EXPECT_GE(air.between(2, 4)->link, 1U);
}

TEST(Mesh, WhoIsTooFarIsNoNeighbour) {
    AirConfig config = grid(2, 0);
    config.mesh->path.law = propagation::FreeSpace{};
    config.mesh->most_loss_db = 52.5;  // 31.2 dB at 1 m: 51.2 over 10 m, 54.2 over the diagonal.
    Air air{config, chance::Key{1}};
    EXPECT_TRUE(air.between(1, 2));
    EXPECT_FALSE(air.between(1, 4));
    EXPECT_EQ(air.neighbours(1).size(), 2U);
}

TEST(Mesh, TheHiddenShareIsKeyedByPair) {
    Air air{grid(20, 0.1), chance::Key{7}};
    const std::size_t all = 400 * 399 / 2;
    std::size_t heard = 0;
    for (trace::Entity node = 1; node <= 400; ++node) heard += air.neighbours(node).size();
    const double hidden = 1.0 - static_cast<double>(heard / 2) / static_cast<double>(all);
    EXPECT_NEAR(hidden, 0.1, 0.005);  // Standard deviation 0.0011.
    EXPECT_EQ(air.neighbours(1).size(), 399U) << "the hub hears all";
    // A node more changes nothing between the others.
    AirConfig more = grid(20, 0.1);
    more.nodes.push_back({.name = "late", .at = {-50, -50, 0}});
    Air larger{more, chance::Key{7}};
    for (trace::Entity a = 1; a <= 40; ++a) {
        for (trace::Entity b = 1; b <= 40; ++b)
            ASSERT_EQ(air.between(a, b).has_value(), larger.between(a, b).has_value());
    }
}

TEST(Mesh, FadingHasMeanOneAndIsIndependentBetweenPairs) {
    AirConfig config = grid(5, 0);
    config.mesh->fading = FadingConfig{.rician_db = -300, .delay_spread_ns = 100, .doppler_hz = 10};
    Air air{config, chance::Key{3}};
    const std::vector<std::pair<trace::Entity, trace::Entity>> pairs{
        {1, 2}, {1, 3}, {7, 9}, {24, 25}};
    std::vector<std::vector<double>> powers(pairs.size());
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const auto pair = air.between(pairs[i].first, pairs[i].second);
        for (int step = 0; step < 4000; ++step) {
            const double gain = air.gain(pair->link, 5, kStart + step * 97ms);
            ASSERT_EQ(gain, air.gain(pair->link, 5, kStart + step * 97ms));
            powers[i].push_back(gain / air.median_gain(pair->link));
        }
    }
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        double mean = 0;
        double deep = 0;
        double common = 0;
        const auto& other = powers[(i + 1) % pairs.size()];
        for (std::size_t k = 0; k < powers[i].size(); ++k) {
            mean += powers[i][k] / 4000;
            deep += powers[i][k] < 0.1 ? 1.0 / 4000 : 0;
            common += (powers[i][k] - 1) * (other[k] - 1) / 4000;
        }
        EXPECT_NEAR(mean, 1.0, 0.06);
        EXPECT_NEAR(deep, 0.0952, 0.02);  // Rayleigh: 1 - exp(-0.1).
        EXPECT_NEAR(common, 0.0, 0.07);
    }
    EXPECT_EQ(air.evaluations(), 16000U) << "asked twice, computed once";
}

TEST(Mesh, RefusesWhatItDoesNotModel) {
    AirConfig config = grid(2, 0);
    config.mesh->path.shadowing.slow_sigma_db = 1;
    EXPECT_THROW((Air{config, chance::Key{1}}), std::invalid_argument);
    config = grid(2, 1.5);
    EXPECT_THROW((Air{config, chance::Key{1}}), std::invalid_argument);
    config = grid(2, 0);
    config.mesh->hub = "nobody";
    EXPECT_THROW((Air{config, chance::Key{1}}), std::invalid_argument);
}

}  // namespace
}  // namespace bench::radio
