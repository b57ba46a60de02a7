#include "models/system/emi_noise.h"

#include <gtest/gtest.h>

#include "models/numeric/numeric.h"

namespace bench::system {
namespace {

using namespace std::chrono_literals;

// IEC 61000-4-4: 75 pulses of 5 kHz in a burst, each no longer than the receiver's filter rings.
TEST(EmiNoise, AsksTheDisturbancesWithinTheReceiversBand) {
    emi::Disturbances disturbances{{}, chance::Key{1}};
    EXPECT_TRUE(disturbances.none());
    emi::DisturbanceConfig eft;
    eft.id = 1;
    eft.level = 4000;
    disturbances.add(eft, 1.0, 2.0);
    EXPECT_FALSE(disturbances.none());
    const EmiNoise noise{disturbances};
    interference::Question question;
    question.band = {2'450'000, 2'000, 5'000};
    question.from = kStart + 900ms;
    question.to = kStart + 1'100ms;
    std::vector<interference::Burst> bursts;
    noise.bursts(question, bursts);
    ASSERT_EQ(bursts.size(), 75U);
    EXPECT_EQ(bursts[0].start, kStart + 1s);
    EXPECT_EQ(bursts[74].start - bursts[0].start, 14'800us);
    EXPECT_EQ(bursts[0].end - bursts[0].start, 500ns);  // 1 / B
    std::vector<emi::RadioNoise> expected;
    disturbances.radio_noise({2.45e9, 2e6}, 0.9, 1.1, expected);
    EXPECT_DOUBLE_EQ(bursts[0].power_mw, numeric::from_db(expected[0].power_dbm));
    bursts.clear();
    question.from = kStart + 1'020ms;  // Between two bursts.
    noise.bursts(question, bursts);
    EXPECT_TRUE(bursts.empty());
}

}  // namespace
}  // namespace bench::system
