#include "models/modem/square_law.h"

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

}  // namespace
}  // namespace bench::modem
