#include "firmware/radio/mac.h"

#include <algorithm>
#include <set>

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

bool is_data_of(const OnAir& frame, int sender) { return !frame.is_ack && frame.sender == sender; }

TEST(Mac, AColdMeterFindsItsCollectorWithinFiveSecondsFromAnyPhase) {
    std::int64_t worst = 0;
    std::int64_t sum = 0;
    constexpr int kSeeds = 400;
    for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
        Pair pair{seed};
        const std::int64_t took = pair.join();
        worst = std::max(worst, took);
        sum += took;
        ASSERT_EQ(pair.meter->mac.parent(), kCollector) << seed;
    }
    RecordProperty("worst_ms", static_cast<int>(worst / kMillisecond));
    RecordProperty("mean_ms", static_cast<int>(sum / kSeeds / kMillisecond));
    EXPECT_LE(worst, 5 * kSecond);
    EXPECT_LE(sum / kSeeds, 1500 * kMillisecond);
}

TEST(Mac, WithoutHoppingTheMeterAsksOnTheFixedChannelOnly) {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        Pair pair{seed, AccessMode::polite, Hopping::none};
        EXPECT_LE(pair.join(), 5 * kSecond);
        for (const OnAir& frame : pair.air.log()) EXPECT_EQ(frame.channel, 5);
        EXPECT_TRUE(pair.meter->send(kCollector, 100).ok());
        pair.run(kSecond);
        ASSERT_EQ(pair.meter->statuses.size(), 1U);
        EXPECT_EQ(pair.meter->statuses[0], SendStatus::delivered);
    }
}

TEST(Mac, EveryFrameMeetsItsReceiverOverMinutesOfDrift) {
    Pair pair{3};
    pair.join();
    pair.air.forget_log();
    constexpr int kReadings = 1800;
    for (int i = 0; i < kReadings; ++i) {
        pair.run(kSecond);
        ASSERT_TRUE(pair.meter->send(kCollector, 120).ok()) << i;
        if (i % 3 == 0) {
            pair.run(300 * kMillisecond);
            ASSERT_TRUE(pair.collector->send(kMeter, 60).ok()) << i;
        }
    }
    pair.run(kSecond);
    EXPECT_EQ(pair.collector->packets.size(), 1800U);
    EXPECT_EQ(pair.meter->packets.size(), 600U);
    EXPECT_EQ(pair.meter->mac.counters().no_ack, 0U);
    EXPECT_EQ(pair.collector->mac.counters().no_ack, 0U);
    std::set<int> channels;
    for (const OnAir& frame : pair.air.log()) {
        if (frame.is_ack) continue;
        ASSERT_TRUE(frame.receiver_there);
        ASSERT_TRUE(frame.receiver_stays);
        channels.insert(frame.channel);
    }
    EXPECT_EQ(channels.size(), 29U);
}

TEST(Mac, AnIdleMeterStaysInStepByItselfForAnHour) {
    Pair pair{5};
    pair.join();
    pair.run(3600 * kSecond);
    EXPECT_TRUE(pair.meter->mac.joined());
    EXPECT_EQ(pair.meter->mac.counters().no_ack, 0U);
    // One exchange every 125 s, and one new list of slots every 40 s: nothing a slot.
    EXPECT_EQ(pair.meter->mac.counters().acked, 28U);
    EXPECT_NEAR(pair.meter_board.listen_calls, 91, 3);
    pair.meter->wakes = 0;
    pair.run(1000 * kSecond);
    EXPECT_LE(pair.meter->wakes, 50);
    ASSERT_TRUE(pair.collector->send(kMeter, 100).ok());
    pair.run(kSecond);
    EXPECT_EQ(pair.meter->packets.size(), 1U);
}

TEST(Mac, TheSlotCounterWrapsUnnoticed) {
    Pair pair{6};
    pair.join();
    // 65536 slots of 20 ms last 1310.72 s.
    pair.run(1300 * kSecond);
    for (int i = 0; i < 40; ++i) {
        pair.run(kSecond / 4);
        ASSERT_TRUE(pair.meter->send(kCollector, 60).ok());
        pair.run(kSecond / 4);
        ASSERT_TRUE(pair.collector->send(kMeter, 60).ok());
    }
    pair.run(kSecond);
    EXPECT_EQ(pair.collector->packets.size(), 40U);
    EXPECT_EQ(pair.meter->packets.size(), 40U);
    EXPECT_EQ(pair.meter->mac.counters().no_ack, 0U);
    EXPECT_EQ(pair.collector->mac.counters().no_ack, 0U);
}

TEST(Mac, AnOrdinaryPacketIsUnderWayWithinTwoSlotsAndAnAlarmTheSame) {
    Pair pair{7};
    pair.join();
    std::int64_t worst_ordinary = 0;
    std::int64_t worst_alarm = 0;
    for (int i = 0; i < 400; ++i) {
        pair.run(kSecond + i * 53 * kMillisecond / 10);
        const bool urgent = i % 2 == 1;
        const std::int64_t sent = pair.air.now();
        ASSERT_TRUE(pair.meter->send(kCollector, urgent ? 60 : 120, urgent).ok());
        pair.run(kSecond / 2);
        const auto frame = std::find_if(pair.air.log().rbegin(), pair.air.log().rend(),
                                        [](const OnAir& f) { return is_data_of(f, 1); });
        std::int64_t& worst = urgent ? worst_alarm : worst_ordinary;
        worst = std::max(worst, frame->start_ns - sent);
    }
    EXPECT_LE(worst_ordinary, 30 * kMillisecond);
    EXPECT_LE(worst_alarm, 22 * kMillisecond);
}

TEST(Mac, RetriesHopAndEndWithinTheDialogue) {
    Pair pair{8};
    pair.join();
    pair.run(kSecond);
    pair.air.forget_log();
    pair.air.lose = [](const OnAir& frame) { return frame.sender == 1; };
    ASSERT_TRUE(pair.meter->send(kCollector, 100).ok());
    pair.run(5 * kSecond);
    ASSERT_EQ(pair.meter->statuses.size(), 1U);
    EXPECT_EQ(pair.meter->statuses[0], SendStatus::no_ack);
    const auto& log = pair.air.log();
    ASSERT_EQ(log.size(), 8U);
    std::set<int> channels;
    for (const OnAir& frame : log) channels.insert(frame.channel);
    EXPECT_GE(channels.size(), 6U);
    EXPECT_LE(log.back().end_ns - log.front().start_ns, 4 * kSecond);
}

TEST(Mac, AChannelRestsATenthOfASecondAfterOurUse) {
    Pair pair{9};
    pair.join();
    int turn = 0;
    pair.air.lose = [&turn](const OnAir&) { return ++turn % 3 == 0; };
    for (int i = 0; i < 2000; ++i) {
        pair.run(30 * kMillisecond);
        static_cast<void>(pair.meter->send(kCollector, 100));
    }
    std::array<std::int64_t, 35> rested{};
    int frames = 0;
    for (const OnAir& frame : pair.air.log()) {
        if (!is_data_of(frame, 1)) continue;
        ASSERT_GE(frame.start_ns, rested[frame.channel]);
        rested[frame.channel] = frame.end_ns + 100 * kMillisecond;
        ++frames;
    }
    EXPECT_GE(frames, 1000);
}

TEST(Mac, ARepeatAfterALostAcknowledgementIsDropped) {
    Pair pair{10};
    pair.join();
    pair.run(kSecond);
    int acks = 0;
    pair.air.lose = [&acks](const OnAir& frame) { return frame.is_ack && ++acks <= 3; };
    ASSERT_TRUE(pair.meter->send(kCollector, 100, false, 0x77).ok());
    pair.run(2 * kSecond);
    ASSERT_TRUE(pair.meter->send(kCollector, 100, false, 0x78).ok());
    pair.run(2 * kSecond);
    ASSERT_EQ(pair.collector->packets.size(), 2U);
    EXPECT_EQ(pair.collector->packets[0].payload[0], 0x77);
    EXPECT_EQ(pair.collector->packets[1].payload[0], 0x78);
    EXPECT_EQ(pair.collector->mac.counters().repeats, 3U);
    EXPECT_EQ(pair.meter->statuses,
              (std::vector<SendStatus>{SendStatus::delivered, SendStatus::delivered}));
}

TEST(Mac, AnAbandonedPacketMakesRoomAtOnceOrAfterItsFrame) {
    Pair pair{11};
    pair.join();
    int delivered = 0;
    int abandoned = 0;
    for (int i = 0; i < 200; ++i) {
        pair.run(kSecond);
        ASSERT_TRUE(pair.meter->send(kCollector, 120).ok());
        pair.run((1 + i % 40) * kMillisecond);
        pair.meter->mac.abandon();
        pair.air.poke(pair.meter_board);
        pair.run(20 * kMillisecond);
        ASSERT_EQ(pair.meter->statuses.size(), 1U);
        delivered += pair.meter->statuses[0] == SendStatus::delivered ? 1 : 0;
        abandoned += pair.meter->statuses[0] == SendStatus::abandoned ? 1 : 0;
        pair.meter->statuses.clear();
    }
    EXPECT_EQ(delivered + abandoned, 200);
    EXPECT_GE(abandoned, 20);
    EXPECT_GE(delivered, 20);
    EXPECT_EQ(pair.collector->packets.size(), static_cast<std::size_t>(delivered));
}

TEST(Mac, AJamOfTwoSecondsKeepsTheLinkAndALostCollectorEndsIt) {
    Pair pair{12};
    pair.join();
    bool jammed = true;
    pair.air.jam = [&jammed](std::uint8_t) { return jammed; };
    for (int i = 0; i < 20; ++i) {
        static_cast<void>(pair.meter->send(kCollector, 60));
        pair.run(kSecond / 10);
    }
    EXPECT_TRUE(pair.meter->mac.joined());
    EXPECT_GE(pair.meter->mac.counters().busy, 8U);
    jammed = false;
    pair.run(kSecond);
    ASSERT_TRUE(pair.meter->send(kCollector, 60).ok());
    pair.run(kSecond);
    EXPECT_EQ(pair.meter->statuses.back(), SendStatus::delivered);

    pair.air.lose = [](const OnAir&) { return true; };
    for (int i = 0; i < 12; ++i) {
        static_cast<void>(pair.meter->send(kCollector, 60));
        pair.run(kSecond);
    }
    EXPECT_FALSE(pair.meter->mac.joined());
    EXPECT_EQ(pair.meter->send(kCollector, 60).error(), Error::unreachable);
    pair.air.lose = nullptr;
    pair.run(5 * kSecond);
    EXPECT_TRUE(pair.meter->mac.joined());
}

TEST(Mac, AFrameLongerThanASlotArrives) {
    Pair pair{13};
    pair.join();
    for (int i = 0; i < 50; ++i) {
        pair.run(kSecond);
        ASSERT_TRUE(pair.meter->send(kCollector, pair.meter->mac.max_payload()).ok());
    }
    pair.run(kSecond);
    EXPECT_EQ(pair.collector->packets.size(), 50U);
    EXPECT_EQ(pair.collector->packets[0].payload.size(), 1252U);
    EXPECT_EQ(pair.meter->send(kCollector, pair.meter->mac.max_payload() + 1).error(),
              Error::range);
}

TEST(Mac, RefusesASecondPacketAndAStranger) {
    Pair pair{14};
    EXPECT_EQ(pair.collector->send(kMeter, 10).error(), Error::unreachable);
    pair.join();
    ASSERT_TRUE(pair.meter->send(kCollector, 10).ok());
    EXPECT_EQ(pair.meter->send(kCollector, 10).error(), Error::busy);
}

TEST(Mac, WithoutBudgetItSaysBusyAtOnceAndAsksToBeHeard) {
    Pair pair{15, AccessMode::duty_cycle};
    pair.join();
    pair.run(kSecond);
    for (std::uint8_t channel = 0; channel < 35; ++channel) {
        pair.meter->budget.charge(channel, pair.meter->now(), seconds(36));
    }
    const std::array<std::uint8_t, 10> payload{};
    const Instant now = pair.meter->now();
    ASSERT_TRUE(pair.meter->mac.send(now, {kCollector, payload, 1, false}).ok());
    EXPECT_LE(pair.meter->mac.next_wake(), now);
    EXPECT_EQ(pair.meter->mac.advance(now, false, false), now);
    EXPECT_EQ(pair.meter->mac.take_status(), SendStatus::channel_busy);
    EXPECT_GT(pair.meter->mac.next_wake(), now);
    EXPECT_EQ(pair.meter->mac.counters().failures_in_row, 0U);
}

TEST(Mac, MetersThatStartTogetherAllJoin) {
    test::FakeAir air;
    hal_board& sink = air.add(1, 0, 20);
    test::TestNode collector{air, sink, test::config_of(kCollector, true)};
    std::vector<std::unique_ptr<test::TestNode>> meters;
    for (std::uint8_t i = 0; i < 14; ++i) {
        Eui64 eui = kMeter;
        eui.octets[7] = i;
        hal_board& board = air.add(100U + i, kSecond, -20 + i);
        meters.push_back(std::make_unique<test::TestNode>(air, board, test::config_of(eui, false)));
    }
    air.run_until(15 * kSecond);
    for (const auto& meter : meters) EXPECT_TRUE(meter->mac.joined());
    EXPECT_EQ(collector.mac.neighbours(), 14U);
}

}  // namespace
}  // namespace meter::radio
