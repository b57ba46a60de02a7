#include "models/modem/square_law.h"

#include <cmath>

#include <gtest/gtest.h>

namespace bench::modem {
namespace {

double share_lost(double es_n0_db, bool soft) {
    constexpr std::uint64_t kFrames = 800;
    const auto lost = square_law_lost_frames(es_n0_db, soft, 250, kFrames, chance::Key{61});
    return static_cast<double>(lost) / kFrames;
}

// Published for this receiver, 250 octets: PER 10 % at 6.8 dB soft and 8.4 dB hard, +-0.3 dB.
TEST(SquareLaw, SoftDecisionsLoseATenthAtTheirRatio) {
    EXPECT_GT(share_lost(6.8 - 0.3, true), 0.10);
    EXPECT_LT(share_lost(6.8 + 0.3, true), 0.10);
}

TEST(SquareLaw, HardDecisionsLoseATenthAtTheirRatio) {
    EXPECT_GT(share_lost(8.4 - 0.3, false), 0.10);
    EXPECT_LT(share_lost(8.4 + 0.3, false), 0.10);
}

// An uncoded bit of that receiver is wrong with 1/2 exp(-Es/2N0): one in ten of 2 016 bits at
// 12.63 dB. The reference's coded curves lie 5.83 dB (soft) and 4.23 dB (hard) below it.
double coding_gain_db(bool soft) {
    const double bit_error = 1 - std::pow(0.9, 1 / (8.0 * 252));
    const double uncoded_db = 10 * std::log10(-2 * std::log(2 * bit_error));
    EXPECT_NEAR(uncoded_db, 12.63, 0.02);
    constexpr double kStepDb = 0.1;
    double coded_db = 5;
    while (share_lost(coded_db, soft) > 0.10) coded_db += kStepDb;
    return uncoded_db - coded_db;
}

TEST(SquareLaw, CodingGainIsWithinHalfADecibelOfTheReferences) {
    EXPECT_NEAR(coding_gain_db(true), 5.83, 0.5);
    EXPECT_NEAR(coding_gain_db(false), 4.23, 0.5);
}

}  // namespace
}  // namespace bench::modem
