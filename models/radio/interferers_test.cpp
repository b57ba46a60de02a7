#include "models/radio/interferers.h"

#include <stdexcept>

#include <gtest/gtest.h>

#include "models/radio/test_air.h"

namespace bench::radio {
namespace {

InterfererConfig at(double x, interference::Kind kind) {
    InterfererConfig config;
    config.source.name = "noise";
    config.source.at = {x, 0, 0};
    config.source.kind = kind;
    return config;
}

int received_of(TestAir& air, int tries, std::uint8_t channel = 5) {
    for (int i = 0; i < tries; ++i) {
        TransmitJob job = TestAir::plain(data_frame(2, 1, 1, 100, false), i * 50ms);
        job.channel = channel;
        EXPECT_TRUE(air.station(1).radio.submit(job));
        air.run((i + 1) * 50ms);
    }
    return static_cast<int>(air.station(2).receptions.size());
}

TEST(Interferers, ACarrierSpoilsItsChannelAndNoFarOne) {
    AirConfig config = line({0, 30}, {{1, 2}});
    interference::CarrierConfig carrier;
    carrier.centre_khz = 864'100;  // Channel 5.
    carrier.width_khz = 150;
    config.interferers = {at(35, carrier)};
    TestAir air{config};
    EXPECT_EQ(received_of(air, 20), 0);
    TestAir far{config};
    const std::uint8_t twelve = 12;
    far.station(2).radio.listen(0, 1000, {&twelve, 1});
    EXPECT_EQ(received_of(far, 20, 12), 20);
}

TEST(Interferers, ASwitchedOneIsOffUntilTurnedOnAndSaysThatItMattered) {
    AirConfig config = line({0, 30}, {{1, 2}});
    interference::CarrierConfig carrier;
    carrier.centre_khz = 864'100;
    config.interferers = {at(35, carrier)};
    config.interferers[0].switched = true;
    TestAir air{config};
    Effects effects;
    EXPECT_EQ(received_of(air, 10), 10);
    air.medium.turn_on(3, "noise", &effects);
    const auto send = [&](Nanoseconds from) {
        TransmitJob job = TestAir::plain(data_frame(2, 1, 1, 100, false), from);
        EXPECT_TRUE(air.station(1).radio.submit(job));
        air.run(from + 50ms);
    };
    send(500ms);
    send(550ms);
    EXPECT_EQ(air.station(2).receptions.size(), 10U);
    EXPECT_EQ(effects.faults, std::vector<std::uint32_t>{3});
    air.medium.turn_off(3);
    send(600ms);
    EXPECT_EQ(air.station(2).receptions.size(), 11U);
    EXPECT_THROW(air.medium.turn_on(4, "nobody", nullptr), std::invalid_argument);
}

// It begins after the length has been received: only the payload can suffer.
TEST(Interferers, AReactiveJammerHitsThePayload) {
    AirConfig config = line({0, 30}, {{1, 2}});
    interference::ReactiveConfig reactive;
    reactive.delay = 1500us;
    config.interferers = {at(35, reactive)};
    TestAir air{config};
    EXPECT_EQ(received_of(air, 20), 0);
    for (const auto& lost : air.log.all<trace::FrameLost>()) {
        EXPECT_EQ(lost.cause, trace::LossCause::payload);
    }
}

TEST(Interferers, AFollowerHitsWhereverItsVictimListens) {
    AirConfig config = line({0, 30}, {{1, 2}});
    interference::FollowingConfig following;
    following.victim = "2";
    config.interferers = {at(35, following)};
    TestAir air{config};
    const std::array<std::uint8_t, 4> hops{5, 20, 9, 5};
    air.station(2).radio.listen(0, 500'000, hops);
    TransmitJob job = TestAir::plain(data_frame(2, 1, 1, 100, false), 0ms);
    Nanoseconds from{};
    for (const std::uint8_t channel : hops) {
        job.channel = channel;
        job.not_before = kStart + from + 10ms;
        ASSERT_TRUE(air.station(1).radio.submit(job));
        from += 500ms;
        air.run(from);
    }
    EXPECT_TRUE(air.station(2).receptions.empty());
    config.interferers = {};
    TestAir quiet{config};
    quiet.station(2).radio.listen(0, 500'000, hops);
    job.channel = 5;
    job.not_before = kStart + 10ms;
    ASSERT_TRUE(quiet.station(1).radio.submit(job));
    quiet.run(1s);
    EXPECT_EQ(quiet.station(2).receptions.size(), 1U);
}

TEST(Interferers, CarrierSenseHearsThem) {
    AirConfig config = line({0, 30}, {{1, 2}});
    interference::CarrierConfig carrier;
    carrier.centre_khz = 864'100;
    carrier.width_khz = 150;
    config.interferers = {at(5, carrier)};
    TestAir air{config};
    TransmitJob job = TestAir::polite(data_frame(2, 1, 1, 60), 0ms);
    ASSERT_TRUE(air.station(1).radio.submit(job));
    air.run(5s);
    EXPECT_EQ(air.station(1).outcomes.at(0).outcome.status, status_busy);
    EXPECT_EQ(air.medium.frames(), 0U);
}

TEST(Adjacent, TheNeighbouringChannelIsTwentyDecibelsDown) {
    // Both senders equally loud: 20 dB of ratio next door is enough, 0 dB on the channel is not.
    AirConfig config = line({-20, 0, 20}, {{1, 2}, {2, 3}});
    for (const auto& [channel, delivered] :
         std::vector<std::pair<std::uint8_t, int>>{{5, 0}, {6, 1}, {4, 1}, {7, 1}}) {
        TestAir air{config};
        ASSERT_TRUE(
            air.station(1).radio.submit(TestAir::plain(data_frame(2, 1, 1, 200, false), 0ms)));
        TransmitJob other = TestAir::plain(data_frame(2, 3, 1, 200, false), 1ms);
        other.channel = channel;
        ASSERT_TRUE(air.station(3).radio.submit(other));
        air.run(1s);
        EXPECT_EQ(air.station(2).receptions.size(), static_cast<std::size_t>(delivered))
            << int{channel};
        if (channel == 6) {
            EXPECT_NEAR(air.log.all<trace::FrameReceived>().at(0).sinr_cdb, 2000, 5);
        }
    }
}

}  // namespace
}  // namespace bench::radio
