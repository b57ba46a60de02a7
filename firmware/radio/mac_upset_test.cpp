// A radio that is upset from outside, and bursts that spoil every try within them.

#include <gtest/gtest.h>

#include "firmware/radio/test_node.h"

namespace meter::radio {
namespace {

using test::kCollector;
using test::kMeter;
using test::kMillisecond;
using test::kSecond;
using test::OnAir;
using test::Pair;

TEST(MacUpset, ATryThatTheRadioSpoiltIsMadeAgainAfterSettingItUp) {
    for (const Hopping hopping : {Hopping::none, Hopping::blind}) {
        Pair pair{11, AccessMode::polite, hopping};
        pair.join();
        pair.run(kSecond);
        pair.meter_board.radio_lost = true;
        ASSERT_TRUE(pair.meter->send(kCollector, 60, true).ok());
        pair.run(100 * kMillisecond);
        ASSERT_EQ(pair.meter->statuses.size(), 1U);
        EXPECT_EQ(pair.meter->statuses[0], SendStatus::delivered);
        EXPECT_EQ(pair.meter->mac.counters().radio_resets, 1U);
        EXPECT_TRUE(pair.meter_board.listening.has_value());
        // It hears again too.
        ASSERT_TRUE(pair.collector->send(kMeter, 60).ok());
        pair.run(kSecond);
        EXPECT_EQ(pair.meter->packets.size(), 1U);
    }
}

TEST(MacUpset, WhoOnlyListensFindsItsRadioLostWhenItLooks) {
    Pair pair{12};
    pair.join();
    pair.run(10 * kSecond);
    pair.meter_board.radio_lost = true;
    pair.meter->air.poke(pair.meter_board);
    EXPECT_FALSE(pair.meter_board.radio_lost);
    EXPECT_EQ(pair.meter->mac.counters().radio_resets, 1U);
    // Not again within the second.
    pair.meter_board.radio_lost = true;
    pair.meter->air.poke(pair.meter_board);
    EXPECT_TRUE(pair.meter_board.radio_lost);
    // By itself with the next list of slots.
    pair.run(45 * kSecond);
    EXPECT_FALSE(pair.meter_board.radio_lost);
}

TEST(MacUpset, ARadioThatStaysLostEndsAnExchangeAfterItsTries) {
    Pair pair{13, AccessMode::polite, Hopping::none};
    pair.join();
    pair.run(kSecond);
    pair.meter_board.radio_stuck = true;
    ASSERT_TRUE(pair.meter->send(kCollector, 60).ok());
    pair.run(5 * kSecond);
    ASSERT_EQ(pair.meter->statuses.size(), 1U);
    EXPECT_EQ(pair.meter->statuses[0], SendStatus::channel_busy);
    EXPECT_EQ(pair.meter->mac.counters().failed, 8U);
}

// All frames that start within 15 ms after the alarm are lost: three tries, then one after it.
TEST(MacUpset, AnAlarmLeavesABurstOfFifteenMillisecondsAfterThreeTries) {
    test::FakeAir air;
    auto collector_config = test::config_of(kCollector, true);
    auto meter_config = test::config_of(kMeter, false);
    for (MacConfig* config : {&collector_config, &meter_config}) {
        config->hopping = Hopping::none;
        config->plan = plan_id::kIeee2450;
        config->modulation = kOqpsk250;
        config->fixed_channel = 20;
    }
    Pair pair{14, AccessMode::polite, collector_config, meter_config};
    pair.join();
    pair.run(kSecond);
    for (int i = 0; i < 50; ++i) {
        pair.run(300 * kMillisecond + i * kMillisecond / 7);
        pair.air.forget_log();
        const std::int64_t onset = pair.air.now();
        pair.air.lose = [onset](const OnAir& frame) {
            return frame.start_ns < onset + 15 * kMillisecond;
        };
        ASSERT_TRUE(pair.meter->send(kCollector, 20, true).ok());
        pair.run(60 * kMillisecond);
        std::size_t within = 0;
        std::int64_t delivered = 0;
        for (const OnAir& frame : pair.air.log()) {
            if (frame.is_ack || frame.sender != pair.meter_board.index) continue;
            within += frame.start_ns < onset + 15 * kMillisecond ? 1 : 0;
            if (frame.start_ns >= onset + 15 * kMillisecond && delivered == 0) {
                delivered = frame.end_ns - onset;
            }
        }
        EXPECT_LE(within, 3U);
        EXPECT_GT(delivered, 0);
        EXPECT_LT(delivered, 25 * kMillisecond);
        pair.air.lose = {};
    }
}

}  // namespace
}  // namespace meter::radio
