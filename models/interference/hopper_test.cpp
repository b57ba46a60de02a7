#include "models/interference/hopper.h"

#include <algorithm>
#include <map>

#include "models/interference/test_ask.h"

namespace bench::interference {
namespace {

constexpr Band kOneChannel{.centre_khz = 2'441'000, .width_khz = 1000, .spacing_khz = 1000};

// Bursts with at least half of the source's power in the band.
int hits(const Source& source, const Band& band, double eirp_dbm, Nanoseconds length) {
    const auto bursts = ask(source, band, kStart, at(length));
    return static_cast<int>(std::ranges::count_if(
        bursts, [&](const Burst& burst) { return burst.power_mw > mw(eirp_dbm) / 2; }));
}

TEST(Bluetooth, Hops1600TimesASecondOver79Channels) {
    const auto headset = source(bluetooth());
    const Time start = at(microseconds{625});  // Whole hops only.
    const auto bursts = ask(*headset, kOneChannel, start, start + seconds{10});
    EXPECT_NEAR(static_cast<double>(bursts.size()), 16'000, 1);
    // 16 000 / 79 = 202.5, standard deviation 14.
    EXPECT_NEAR(hits(*headset, kOneChannel, 4, seconds{10}), 202.5, 45);
    EXPECT_NEAR(duty(*headset, kOneChannel, seconds{10}), 366.0 / 625, 0.001);
}

TEST(Bluetooth, AdaptiveHoppingLeavesChannelsAlone) {
    HopperConfig config = bluetooth();
    for (int channel = 30; channel < 50; ++channel) config.avoided.push_back(channel);
    EXPECT_EQ(hits(*source(config), kOneChannel, 4, seconds{10}), 0);
}

TEST(Bluetooth, ASilentLinkUsesFewOfItsIntervals) {
    HopperConfig config = bluetooth();
    config.activity = 0.1;
    EXPECT_NEAR(duty(*source(config), kOneChannel, seconds{20}), 0.1 * 366 / 625, 0.003);
}

TEST(Rfid, ReadsForFourSecondsAndRestsForATenth) {
    const Band channel7{.centre_khz = 866'300, .width_khz = 200, .spacing_khz = 200};
    const auto reader = source(rfid_europe());
    EXPECT_NEAR(duty(*reader, channel7, seconds{4100}), 4 / 4.1, 0.002);
    // One of four channels.
    EXPECT_NEAR(hits(*reader, channel7, 35.15, seconds{4100}), 250, 45);
    for (const Burst& burst : ask(*reader, channel7, kStart, at(seconds{100}))) {
        EXPECT_EQ(burst.end - burst.start, seconds{4});
        EXPECT_GT(dbm(burst.power_mw), 35.15 - 60);
    }
}

TEST(Rfid, AmericanReadersHopEach400Milliseconds) {
    const Band channel{.centre_khz = 902'750, .width_khz = 400, .spacing_khz = 400};
    const auto bursts = ask(*source(rfid_america()), channel, kStart, at(seconds{400}));
    EXPECT_NEAR(static_cast<double>(bursts.size()), 1000, 1);
    EXPECT_NEAR(duty(*source(rfid_america()), channel, seconds{40}), 1.0, 1e-9);
}

}  // namespace
}  // namespace bench::interference
