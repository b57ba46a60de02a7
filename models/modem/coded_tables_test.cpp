#include "models/modem/coded_tables.h"

#include <cmath>

#include <gtest/gtest.h>

#include "models/modem/trials.h"

namespace bench::modem {
namespace {

double table_loss(std::size_t psdu_octets, double es_n0_db) {
    const auto bits = static_cast<double>(8 * (psdu_octets + 2));
    return -std::expm1(bits * coded_log_survival_per_bit(es_n0_db));
}

// Keys of its own: not the frames that the tables were made from.
double simulated_loss(const Trials& trials, std::uint64_t frames) {
    const chance::Key key = chance::Key{71}.of(trials.psdu_octets);
    return static_cast<double>(lost_frames(trials, key, 0, frames)) / static_cast<double>(frames);
}

// One hazard a bit holds for 16 to 1000 octets alike. Counts of 300 have an error of their own.
TEST(CodedTable, FitsEveryLengthItWasMadeFrom) {
    int compared = 0;
    for (const half_index::CodedCount& row : half_index::kCodedCounts) {
        if (row.sent < 2000) continue;
        const double measured = static_cast<double>(row.lost) / row.sent;
        EXPECT_NEAR(table_loss(row.psdu_octets, row.es_n0_db), measured, 0.02)
            << row.psdu_octets << " octets at " << row.es_n0_db << " dB";
        ++compared;
    }
    EXPECT_GT(compared, 40);
}

TEST(CodedTable, IsTheBitLevelAtLengthsInBetween) {
    const Trials short_frame{.psdu_octets = 30, .es_n0_db = 6.6, .burst = {}};
    EXPECT_NEAR(table_loss(30, 6.6), simulated_loss(short_frame, 2500), 0.02);
    const Trials middle{.psdu_octets = 120, .es_n0_db = 7.6, .burst = {}};
    EXPECT_NEAR(table_loss(120, 7.6), simulated_loss(middle, 1200), 0.02);
}

TEST(CodedTable, LosesATenthOfLongFramesWhereItSays) {
    EXPECT_NEAR(table_loss(250, kCodedRequiredDb), 0.10, 0.01);
    Trials trials{.psdu_octets = 250, .es_n0_db = kCodedRequiredDb - 0.3, .burst = {}};
    EXPECT_GT(simulated_loss(trials, 400), 0.10);
    trials.es_n0_db = kCodedRequiredDb + 0.3;
    EXPECT_LT(simulated_loss(trials, 400), 0.10);
}

TEST(CodedTable, FallsAllTheWayAndStaysAtItsEnds) {
    for (double db = -12; db < 32; db += 0.05) {
        EXPECT_LE(coded_log_survival_per_bit(db), coded_log_survival_per_bit(db + 0.05)) << db;
    }
    EXPECT_NEAR(coded_log_survival_per_bit(-50), -std::log(2.0), 1e-12);
    EXPECT_EQ(coded_log_survival_per_bit(100), coded_log_survival_per_bit(30));
    EXPECT_GT(coded_log_survival_per_bit(20), -1e-9);
}

double simulated_burst(double symbols, double sir_db, std::uint64_t frames) {
    const Trials trials{.psdu_octets = 20, .es_n0_db = 22, .burst = {symbols, sir_db}};
    return simulated_loss(trials, frames);
}

TEST(BurstTable, IsTheBitLevelOnItsPoints) {
    EXPECT_NEAR(burst_loss(4, -3), simulated_burst(4, -3, 2500), 0.02);
    EXPECT_NEAR(burst_loss(8, 0), simulated_burst(8, 0, 2500), 0.02);
    EXPECT_NEAR(burst_loss(32, 4.5), simulated_burst(32, 4.5, 2500), 0.02);
}

TEST(BurstTable, IsTheBitLevelBetweenItsPoints) {
    EXPECT_NEAR(burst_loss(7, 2.2), simulated_burst(7, 2.2, 2500), 0.02);
    EXPECT_NEAR(burst_loss(14, -0.7), simulated_burst(14, -0.7, 2500), 0.02);
    EXPECT_NEAR(burst_loss(56, 6.8), simulated_burst(56, 6.8, 2500), 0.02);
}

TEST(BurstTable, NothingDoesNoHarmAndMuchAlwaysDoes) {
    EXPECT_EQ(burst_loss(0, -10), 0);
    EXPECT_EQ(burst_loss(-1, -10), 0);
    EXPECT_LT(burst_loss(1, -10), 0.02);
    EXPECT_GT(burst_loss(128, -10), 0.99);
    EXPECT_EQ(burst_loss(16, -10), burst_loss(16, -40));
    EXPECT_EQ(burst_loss(16, 12), burst_loss(16, 40));
    EXPECT_LE(burst_loss(1e6, -10), 1);
}

TEST(BurstTable, LongerIsWorseAndStrongerToo) {
    for (double symbols = 0.5; symbols < 900; symbols *= 1.3) {
        for (double sir = -11; sir < 13; sir += 0.7) {
            const double here = burst_loss(symbols, sir);
            // Shares of 2500 frames: their errors may hide what is nearly level.
            EXPECT_LE(burst_loss(symbols, sir + 0.7), here + 0.03) << symbols << ' ' << sir;
            EXPECT_GE(burst_loss(symbols * 1.3, sir), here - 0.03) << symbols << ' ' << sir;
        }
    }
}

// A burst so long that it is the whole noise of a frame: two ways to the same loss.
TEST(BurstTable, LongBurstsAgreeWithSteadyNoise) {
    for (const double sir : {7.5, 9.0}) {
        const double bits = 1000;
        const double steady = -std::expm1(bits * coded_log_survival_per_bit(sir));
        EXPECT_NEAR(burst_loss(2 * bits, sir), steady, 0.05) << sir;
    }
}

}  // namespace
}  // namespace bench::modem
