#include "models/interference/noise.h"

#include "models/interference/test_ask.h"

namespace bench::interference {
namespace {

TEST(Noise, ARaiseOfThreeDecibelsAddsTheFloorOnceMore) {
    // kTB in 200 kHz with 5 dB: -115.96 dBm.
    EXPECT_NEAR(dbm(added_noise_mw(200, 5, 10 * std::log10(2.0))), -115.96, 0.01);
    EXPECT_EQ(added_noise_mw(200, 5, 0), 0);
}

// ITU-R P.372: residential at 100 MHz 17.1 dB, city at 10 MHz 49.1 dB.
TEST(Noise, ManMadeNoiseOfP372) {
    EXPECT_NEAR(man_made_noise_figure_db(Surroundings::residential, 100), 17.1, 0.01);
    EXPECT_NEAR(man_made_noise_figure_db(Surroundings::city, 10), 49.1, 0.01);
    EXPECT_NEAR(man_made_noise_figure_db(Surroundings::quiet_rural, 10), 25.0, 0.01);
    EXPECT_LT(man_made_noise_figure_db(Surroundings::city, 868), -4.5);
}

TEST(Noise, SwitchingNoiseComesAHundredTimesASecondAroundTheCrest) {
    const auto lamp = source(SwitchingNoiseConfig{});
    const auto bursts = ask(*lamp, kSubGhz, kStart, at(seconds{1}));
    ASSERT_EQ(bursts.size(), 100U);
    EXPECT_EQ(bursts[0].start, at(milliseconds{4}));  // The crest is at 5 ms.
    EXPECT_EQ(bursts[0].end, at(milliseconds{6}));
    EXPECT_NEAR(duty(*lamp, kSubGhz, seconds{10}), 0.2, 1e-9);
}

TEST(Noise, ManMadeNoiseNeverStops) {
    const auto bursts = ask(*source(ManMadeNoiseConfig{}), kSubGhz, at(seconds{7}), at(seconds{8}));
    ASSERT_EQ(bursts.size(), 1U);
    EXPECT_EQ(bursts[0].start, kStart);
    EXPECT_EQ(bursts[0].end, kEndOfTime);
}

TEST(Noise, ActsAtTheReceiverAndNothingElseDoes) {
    EXPECT_TRUE(acts_at_receiver(SwitchingNoiseConfig{}));
    EXPECT_TRUE(acts_at_receiver(ManMadeNoiseConfig{}));
    EXPECT_FALSE(acts_at_receiver(CarrierConfig{}));
    EXPECT_FALSE(acts_at_receiver(OvenConfig{}));
}

}  // namespace
}  // namespace bench::interference
