#include "models/interference/wifi.h"

#include "models/interference/test_ask.h"

namespace bench::interference {
namespace {

constexpr Band kAtCentre{.centre_khz = 2'437'000, .width_khz = 2000, .spacing_khz = 5000};

WifiConfig busy(double duty) {
    WifiConfig config;
    config.duty = duty;
    config.beacon_length = Nanoseconds{0};
    return config;
}

TEST(Wifi, MostOfItsPowerLiesInTheMiddle) {
    const Band middle{.centre_khz = 0, .width_khz = 16'400, .spacing_khz = 20'000};
    EXPECT_NEAR(dbm(wifi_spectrum(17).total_mw()), 17, 1e-9);
    // About 83 % by measurement; the mask, which is what may be sent at most, has 87 %.
    EXPECT_NEAR(wifi_spectrum(17).within_mw(middle, 0) / mw(17), 0.85, 0.03);
}

TEST(Wifi, OverlapsFourZigbeeChannels) {
    const Spectrum wifi = wifi_spectrum(17);
    int strong = 0;
    for (int channel = 11; channel <= 26; ++channel) {
        const Band band{.centre_khz = 2'405'000.0 + 5000 * (channel - 11),
                        .width_khz = 2000,
                        .spacing_khz = 5000};
        strong += wifi.within_mw(band, 2'437'000) > mw(17 - 13) ? 1 : 0;
    }
    EXPECT_EQ(strong, 4);
}

TEST(Wifi, IsOnForItsDuty) {
    EXPECT_NEAR(duty(*source(busy(0.01)), kAtCentre, seconds{1000}), 0.01, 0.0005);
    EXPECT_NEAR(duty(*source(busy(0.2)), kAtCentre, seconds{60}), 0.2, 0.004);
    EXPECT_NEAR(duty(*source(busy(0.8)), kAtCentre, seconds{60}), 0.8, 0.016);
}

TEST(Wifi, FramesNeverOverlapAndKeepTheirGap) {
    const auto frames = ask(*source(busy(0.85)), kAtCentre, kStart, at(seconds{20}));
    ASSERT_GT(frames.size(), 5000U);
    for (std::size_t i = 1; i < frames.size(); ++i) {
        ASSERT_GE(frames[i].start - frames[i - 1].end, microseconds{33}) << i;
        ASSERT_LE(frames[i].end - frames[i].start, milliseconds{3});
    }
}

TEST(Wifi, AnIdleNetworkSendsBeacons) {
    WifiConfig config;
    config.duty = 0;
    EXPECT_NEAR(duty(*source(config), kAtCentre, seconds{100}), 1 / 102.4, 1e-4);
}

}  // namespace
}  // namespace bench::interference
