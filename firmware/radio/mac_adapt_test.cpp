// Adaptive hopping of whole MACs on the fake air.

#include <set>

#include <gtest/gtest.h>

#include "firmware/radio/test_node.h"

namespace meter::radio {
namespace {

using test::config_of;
using test::kCollector;
using test::kMeter;
using test::kMillisecond;
using test::kSecond;
using test::OnAir;
using test::Pair;
using test::with_hopping;

constexpr int kCollectorBoard = 0;
constexpr int kMeterBoard = 1;

// A number in [0, 1) for a frame.
double chance_of(const OnAir& frame) {
    std::uint64_t z = static_cast<std::uint64_t>(frame.start_ns) * 0x9E3779B97F4A7C15U;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return static_cast<double>((z ^ (z >> 31U)) >> 11U) * 0x1p-53;
}

// Eight enabled channels, side by side.
std::set<int> eight_from(std::uint32_t first) {
    std::set<int> channels;
    const ChannelMask enabled = plan_of(plan_id::kEu33).enabled();
    for (std::uint32_t i = 0; i < 8; ++i) channels.insert(enabled.nth((first + i) % 29));
    return channels;
}

// Energy at the collector that the meter cannot sense: what comes to the collector there is lost.
void jam_collector(Pair& pair, const std::set<int>& channels, double good_loss = 0.02) {
    pair.air.lose = [channels, good_loss](const OnAir& frame) {
        if (frame.is_ack || frame.sender == kCollectorBoard) return false;
        return chance_of(frame) < (channels.contains(frame.channel) ? 0.95 : good_loss);
    };
    pair.air.occupied = [channels](int board, std::uint8_t channel) {
        return board == kCollectorBoard && channels.contains(channel);
    };
}

// Sends `count` packets of the meter, four a second.
void send_many(Pair& pair, int count) {
    for (int i = 0; i < count; ++i) {
        pair.run(kSecond / 4);
        static_cast<void>(pair.meter->send(kCollector, 60));
    }
}

// The share of the meter's tries that were acknowledged since.
struct Tally {
    explicit Tally(const Pair& of) : pair{of}, attempts{now().attempts}, acked{now().acked} {}
    [[nodiscard]] const MacCounters& now() const { return pair.meter->mac.counters(); }
    [[nodiscard]] double share() const {
        return static_cast<double>(now().acked - acked) /
               static_cast<double>(now().attempts - attempts);
    }
    const Pair& pair;
    std::uint32_t attempts;
    std::uint32_t acked;
};

TEST(MacAdapt, EightOfTwentyNineChannelsJammed) {
    double share[2] = {};
    for (const Hopping hopping : {Hopping::blind, Hopping::adaptive}) {
        Pair pair{31, AccessMode::polite, hopping};
        pair.join();
        send_many(pair, 40);
        jam_collector(pair, eight_from(5));
        send_many(pair, 240);
        const Tally tally{pair};
        send_many(pair, 1600);
        share[hopping == Hopping::adaptive ? 1 : 0] = tally.share();
        if (hopping == Hopping::blind) continue;
        EXPECT_EQ(pair.collector->mac.agreed().newest().count(), 21U);
        EXPECT_EQ(pair.meter->mac.agreed().newest(), pair.collector->mac.agreed().newest());
    }
    RecordProperty("blind", std::to_string(share[0]));
    RecordProperty("adaptive", std::to_string(share[1]));
    // A standard error of 0.01; and a retry passes over the channel that has just failed, which
    // must rest: that is better than independent tries by 0.007.
    EXPECT_NEAR(share[0], 0.723, 0.03);
    EXPECT_GE(share[1], 0.95);
}

TEST(MacAdapt, TheBadSetMoves) {
    Pair pair{32, AccessMode::polite, Hopping::adaptive};
    pair.join();
    jam_collector(pair, eight_from(0));
    send_many(pair, 280);
    jam_collector(pair, eight_from(15));
    send_many(pair, 280);
    const Tally tally{pair};
    send_many(pair, 1000);
    RecordProperty("share", std::to_string(tally.share()));
    EXPECT_GE(tally.share(), 0.95);
    // What the meter found bad by itself comes back with its probes, in common slots.
    send_many(pair, 3000);
    const ChannelMask mask = pair.collector->mac.agreed().newest();
    EXPECT_EQ(mask.count(), 21U);
    for (const int channel : eight_from(0))
        EXPECT_TRUE(mask.test(static_cast<std::uint8_t>(channel)));
}

// The collector hears nothing bad: only the meter's own tries and its word show it.
TEST(MacAdapt, TheMetersOpinionReachesTheCollector) {
    Pair pair{33, AccessMode::polite, Hopping::adaptive};
    pair.join();
    jam_collector(pair, eight_from(9));
    pair.air.occupied = nullptr;
    send_many(pair, 1000);
    const Tally tally{pair};
    send_many(pair, 1000);
    RecordProperty("share", std::to_string(tally.share()));
    EXPECT_GE(tally.share(), 0.93);
    const ChannelMask mask = pair.collector->mac.agreed().newest();
    for (const int channel : eight_from(9)) {
        EXPECT_FALSE(mask.test(static_cast<std::uint8_t>(channel))) << channel;
    }
}

TEST(MacAdapt, BothSwitchAtOneSlotAndLoseNothing) {
    Pair pair{34, AccessMode::polite, Hopping::adaptive};
    pair.join();
    pair.run(kSecond);
    std::set<int> jammed;
    pair.air.occupied = [&jammed](int board, std::uint8_t channel) {
        return board == kCollectorBoard && jammed.contains(channel);
    };
    const Tally tally{pair};
    std::set<int> versions;
    for (int i = 0; i < 3000; ++i) {
        if (i % 300 == 0) jammed = eight_from(static_cast<std::uint32_t>(i) / 100);
        pair.run(130 * kMillisecond);
        static_cast<void>(pair.meter->send(kCollector, 60));
        versions.insert(pair.meter->mac.agreed().version());
    }
    EXPECT_GE(versions.size(), 10U);
    EXPECT_EQ(tally.share(), 1.0);
    for (const OnAir& frame : pair.air.log()) {
        if (!frame.is_ack && frame.sender == kMeterBoard && (frame.bytes[0] & 0x20) != 0) {
            ASSERT_TRUE(frame.receiver_there);
        }
    }
}

// A meter silent while the collector changes twice: its next packet takes one try in vain at most,
// and then common slots, one in each 160 ms.
TEST(MacAdapt, WhoMissedAnAnnouncementIsBackWithTheNextPacket) {
    int worst_tries = 0;
    for (std::uint64_t seed = 40; seed < 60; ++seed) {
        Pair pair{seed, AccessMode::polite, Hopping::adaptive};
        pair.join();
        jam_collector(pair, eight_from(static_cast<std::uint32_t>(seed)), 0);
        send_many(pair, 20);
        pair.run(60 * kSecond);
        ASSERT_NE(pair.meter->mac.agreed().version(), pair.collector->mac.agreed().version());
        pair.air.lose = nullptr;
        const std::uint32_t before = pair.meter->mac.counters().attempts;
        const std::int64_t sent = pair.air.now();
        ASSERT_TRUE(pair.meter->send(kCollector, 60).ok());
        while (pair.meter->mac.counters().acked == 0 || pair.meter->statuses.empty() ||
               pair.collector->packets.empty()) {
            pair.run(kMillisecond);
        }
        pair.run(kSecond);
        EXPECT_EQ(pair.meter->statuses.back(), SendStatus::delivered);
        worst_tries =
            std::max(worst_tries, static_cast<int>(pair.meter->mac.counters().attempts - before));
        EXPECT_EQ(pair.meter->mac.agreed().version(), pair.collector->mac.agreed().version());
        const auto& log = pair.air.log();
        EXPECT_LE(log.back().end_ns - sent, kSecond) << seed;
    }
    EXPECT_LE(worst_tries, 2);
}

TEST(MacAdapt, ACollectorThatIsResetIsFoundAgain) {
    Pair pair{35, AccessMode::polite, Hopping::adaptive};
    pair.join();
    jam_collector(pair, eight_from(3));
    send_many(pair, 280);
    ASSERT_GT(pair.meter->mac.agreed().version(), 0);
    pair.collector.reset();
    const MacConfig config = with_hopping(config_of(kCollector, true), Hopping::adaptive);
    pair.collector_board.job.reset();
    pair.collector_board.outcome.reset();
    pair.collector_board.received.clear();
    pair.collector = std::make_unique<test::TestNode>(pair.air, pair.collector_board, config);
    pair.collector->mac.start(pair.collector->now());
    pair.air.poke(pair.collector_board);
    send_many(pair, 80);
    EXPECT_TRUE(pair.meter->mac.joined());
    const Tally tally{pair};
    send_many(pair, 200);
    EXPECT_GE(tally.share(), 0.7);
    EXPECT_EQ(pair.meter->mac.agreed().version(), pair.collector->mac.agreed().version());
}

// North America: the collector hops over the whole plan; the meter passes over bad channels.
TEST(MacAdapt, InNorthAmericaOnlyTheSenderAdapts) {
    MacConfig collector = with_hopping(config_of(kCollector, true), Hopping::adaptive);
    MacConfig meter = with_hopping(config_of(kMeter, false), Hopping::adaptive);
    collector.plan = meter.plan = 2;
    Pair pair{36, AccessMode::polite, collector, meter};
    pair.join();
    const auto bad = [](std::uint8_t channel) { return channel < 10; };
    pair.air.lose = [bad](const OnAir& frame) {
        return frame.sender == kMeterBoard && bad(frame.channel) && chance_of(frame) < 0.95;
    };
    send_many(pair, 1000);
    const Tally tally{pair};
    send_many(pair, 600);
    RecordProperty("share", std::to_string(tally.share()));
    EXPECT_GE(tally.share(), 0.95);
    EXPECT_EQ(pair.collector->mac.agreed().version(), 0);
    std::set<int> channels;
    for (const OnAir& frame : pair.air.log()) {
        if (frame.sender != kMeterBoard) continue;
        channels.insert(frame.channel);
        ASSERT_LE(frame.bytes.size(), 90U);
    }
    EXPECT_EQ(channels.size(), 64U);
    EXPECT_GE(64 - pair.meter->mac.assessment().bad().count(), 50U);
}

TEST(MacAdapt, BlindNodesNeverMeasureEnergyAndAdaptiveOnesSeldom) {
    for (const Hopping hopping : {Hopping::blind, Hopping::adaptive}) {
        Pair pair{37, AccessMode::polite, hopping};
        pair.join();
        pair.meter->wakes = 0;
        pair.meter_board.detections = pair.collector_board.detections = 0;
        pair.run(1000 * kSecond);
        const bool adapts = hopping == Hopping::adaptive;
        EXPECT_NEAR(pair.meter_board.detections, adapts ? 500 : 0, adapts ? 5 : 0);
        EXPECT_NEAR(pair.collector_board.detections, adapts ? 4000 : 0, adapts ? 40 : 0);
        EXPECT_LE(pair.meter->wakes, adapts ? 1060 : 50);
    }
}

}  // namespace
}  // namespace meter::radio
