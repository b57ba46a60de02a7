// What a configuration says when it cannot be.

#include "models/interference/test_ask.h"

namespace bench::interference {
namespace {

std::string complaint(Kind kind) {
    try {
        source(std::move(kind), 1, "kitchen");
    } catch (const std::invalid_argument& error) {
        return error.what();
    }
    return "";
}

template <typename Config, typename Change>
std::string changed(Change change) {
    Config config;
    change(config);
    return complaint(config);
}

TEST(Config, DefaultsAreAccepted) {
    for (const Kind& kind :
         {Kind{OvenConfig{}}, Kind{WifiConfig{}}, Kind{bluetooth()}, Kind{bluetooth_le()},
          Kind{rfid_europe()}, Kind{rfid_america()}, Kind{cordless_900()}, Kind{LteUplinkConfig{}},
          Kind{NarrowBandConfig{}}, Kind{SwitchingNoiseConfig{}}, Kind{ManMadeNoiseConfig{}},
          Kind{CarrierConfig{}}, Kind{SweptConfig{}}, Kind{PulsedConfig{}}, Kind{ReactiveConfig{}},
          Kind{FollowingConfig{}}}) {
        EXPECT_EQ(complaint(kind), "");
    }
}

TEST(Config, SaysWhereWhatAndWhatInstead) {
    EXPECT_EQ(changed<OvenConfig>([](auto& c) { c.on_fraction = 1.5; }),
              "interferer kitchen: on_fraction 1.5 is not above 0 and at most 1; write a share "
              "such as 0.5");
    EXPECT_EQ(changed<NarrowBandConfig>([](auto& c) { c.duty = 0; }),
              "interferer kitchen: duty 0 is not above 0 and at most 0.9; write a share such as "
              "0.01");
    EXPECT_EQ(changed<SweptConfig>([](auto& c) { c.period = microseconds{10}; }),
              "interferer kitchen: a sweep shorter than 100 us; write a carrier as wide as the "
              "sweep instead: faster than a bit it is noise");
}

TEST(Config, RefusesEachKindsNonsense) {
    EXPECT_NE(changed<OvenConfig>([](auto& c) { c.mains_millihertz = 50; }), "");
    EXPECT_NE(changed<OvenConfig>([](auto& c) { c.door_db = -1; }), "");
    EXPECT_NE(changed<WifiConfig>([](auto& c) { c.duty = 0.9; }), "");
    EXPECT_NE(changed<WifiConfig>([](auto& c) { c.longest_frame = microseconds{50}; }), "");
    EXPECT_NE(changed<HopperConfig>([](auto& c) { c.channels = 0; }), "");
    EXPECT_NE(changed<HopperConfig>([](auto& c) { c.on = c.interval * 2; }), "");
    EXPECT_NE(changed<HopperConfig>([](auto& c) { c.channels = 1, c.avoided = {0}; }), "");
    EXPECT_NE(changed<LteUplinkConfig>([](auto& c) { c.block_end_khz = 800'000; }), "");
    EXPECT_NE(changed<LteUplinkConfig>([](auto& c) { c.longest_burst = seconds{2}; }), "");
    EXPECT_NE(changed<NarrowBandConfig>([](auto& c) { c.width_khz = 0; }), "");
    EXPECT_NE(changed<SwitchingNoiseConfig>([](auto& c) { c.raise_db = 61; }), "");
    EXPECT_NE(changed<ManMadeNoiseConfig>([](auto& c) { c.raise_db = -1; }), "");
    EXPECT_NE(changed<CarrierConfig>([](auto& c) { c.width_khz = 0; }), "");
    EXPECT_NE(changed<SweptConfig>([](auto& c) { c.last_khz = c.first_khz; }), "");
    EXPECT_NE(changed<PulsedConfig>([](auto& c) { c.duty = 1.1; }), "");
    EXPECT_NE(changed<ReactiveConfig>([](auto& c) { c.length = Nanoseconds{0}; }), "");
    EXPECT_NE(changed<FollowingConfig>([](auto& c) { c.width_khz = -1; }), "");
}

}  // namespace
}  // namespace bench::interference
