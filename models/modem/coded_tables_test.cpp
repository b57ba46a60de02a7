#include "models/modem/coded_tables.h"

#include <cmath>
#include <span>
#include <string>

#include <gtest/gtest.h>

#include "models/modem/tables/half_index.h"
#include "models/modem/tables/unit_index.h"
#include "models/modem/trials.h"

namespace bench::modem {
namespace {

// A table, the modem that it was measured on and what it was fitted to.
struct Case {
    const char* name;
    const CodedTable& (*table)();
    Modem modem;
    std::span<const CodedCount> counts;
};

class Coded : public testing::TestWithParam<Case> {
protected:
    [[nodiscard]] const CodedTable& table() const { return GetParam().table(); }
    [[nodiscard]] double table_loss(std::size_t psdu_octets, double es_n0_db) const {
        const auto bits = static_cast<double>(8 * (psdu_octets + 2));
        return -std::expm1(bits * table().log_survival_per_bit(es_n0_db));
    }
    // Keys of its own: not the frames that the tables were made from.
    [[nodiscard]] double simulated_loss(std::size_t psdu_octets, double es_n0_db, Burst burst,
                                        std::uint64_t frames) const {
        const Trials trials{.modem = GetParam().modem,
                            .psdu_octets = psdu_octets,
                            .es_n0_db = es_n0_db,
                            .burst = burst};
        const chance::Key key = chance::Key{71}.of(psdu_octets);
        return static_cast<double>(lost_frames(trials, key, 0, frames)) /
               static_cast<double>(frames);
    }
    // Both are shares of 2500 frames, so that they differ by up to 0.01 (one standard deviation).
    // 14 symbols at -0.7 dB, h = 1: 0.281 of 20 000 frames, 0.290 by the table.
    void expect_burst(double symbols, double sir_db) const {
        EXPECT_NEAR(table().burst_loss(symbols, sir_db),
                    simulated_loss(20, 22, {symbols, sir_db}, 2500), 0.03)
            << symbols << " symbols at " << sir_db << " dB";
    }
};

INSTANTIATE_TEST_SUITE_P(
    Tables, Coded,
    testing::Values(Case{"half_index", half_index_table, kHalfIndex, half_index::kCodedCounts},
                    Case{"unit_index", unit_index_table, kUnitIndex, unit_index::kCodedCounts}),
    [](const auto& each) { return std::string{each.param.name}; });

// One hazard a bit holds for 16 to 1000 octets alike. Counts of 300 have an error of their own.
TEST_P(Coded, FitsEveryLengthItWasMadeFrom) {
    int compared = 0;
    for (const CodedCount& row : GetParam().counts) {
        if (row.sent < 2000) continue;
        const double measured = static_cast<double>(row.lost) / row.sent;
        EXPECT_NEAR(table_loss(row.psdu_octets, row.es_n0_db), measured, 0.02)
            << row.psdu_octets << " octets at " << row.es_n0_db << " dB";
        ++compared;
    }
    EXPECT_GT(compared, 40);
}

TEST_P(Coded, IsTheBitLevelAtLengthsInBetween) {
    const double required = table().required_db();
    EXPECT_NEAR(table_loss(30, required - 1.1), simulated_loss(30, required - 1.1, {}, 2500), 0.02);
    EXPECT_NEAR(table_loss(120, required - 0.1), simulated_loss(120, required - 0.1, {}, 1200),
                0.02);
}

TEST_P(Coded, LosesATenthOfLongFramesWhereItSays) {
    const double required = table().required_db();
    EXPECT_NEAR(table_loss(250, required), 0.10, 0.01);
    EXPECT_GT(simulated_loss(250, required - 0.3, {}, 400), 0.10);
    EXPECT_LT(simulated_loss(250, required + 0.3, {}, 400), 0.10);
}

TEST_P(Coded, FallsAllTheWayAndStaysAtItsEnds) {
    for (double db = -12; db < 32; db += 0.05) {
        EXPECT_LE(table().log_survival_per_bit(db), table().log_survival_per_bit(db + 0.05)) << db;
    }
    EXPECT_NEAR(table().log_survival_per_bit(-50), -std::log(2.0), 1e-12);
    EXPECT_EQ(table().log_survival_per_bit(100), table().log_survival_per_bit(30));
    EXPECT_GT(table().log_survival_per_bit(20), -1e-9);
}

TEST_P(Coded, BurstsAreTheBitLevelOnTheirPoints) {
    expect_burst(4, -3);
    expect_burst(8, 0);
    expect_burst(32, 4.5);
}

TEST_P(Coded, BurstsAreTheBitLevelBetweenTheirPoints) {
    expect_burst(7, 2.2);
    expect_burst(14, -0.7);
    expect_burst(56, 6.8);
}

TEST_P(Coded, NoBurstDoesNoHarmAndMuchAlwaysDoes) {
    const auto loss = [&](double symbols, double sir) { return table().burst_loss(symbols, sir); };
    EXPECT_EQ(loss(0, -10), 0);
    EXPECT_EQ(loss(-1, -10), 0);
    EXPECT_LT(loss(1, -10), 0.02);
    EXPECT_GT(loss(128, -10), 0.99);
    EXPECT_EQ(loss(16, -10), loss(16, -40));
    EXPECT_EQ(loss(16, 12), loss(16, 40));
    EXPECT_LE(loss(1e6, -10), 1);
}

TEST_P(Coded, LongerBurstsAreWorseAndStrongerToo) {
    for (double symbols = 0.5; symbols < 900; symbols *= 1.3) {
        for (double sir = -11; sir < 13; sir += 0.7) {
            const double here = table().burst_loss(symbols, sir);
            // Shares of 2500 frames: their errors may hide what is nearly level.
            EXPECT_LE(table().burst_loss(symbols, sir + 0.7), here + 0.03) << symbols << ' ' << sir;
            EXPECT_GE(table().burst_loss(symbols * 1.3, sir), here - 0.03) << symbols << ' ' << sir;
        }
    }
}

// A burst so long that it is the whole noise of a frame: two ways to the same loss, at ratios that
// were measured.
TEST_P(Coded, LongBurstsAgreeWithSteadyNoise) {
    for (const double sir : {7.5, 9.0}) {
        const double bits = 1000;
        const double steady = -std::expm1(bits * table().log_survival_per_bit(sir));
        EXPECT_NEAR(table().burst_loss(2 * bits, sir), steady, 0.05) << sir;
    }
}

}  // namespace
}  // namespace bench::modem
