// Coding and power of whole MACs on the fake air.

#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "firmware/radio/test_node.h"

namespace meter::radio {
namespace {

using test::config_of;
using test::kCollector;
using test::kMeter;
using test::kSecond;
using test::OnAir;
using test::Pair;

constexpr int kMeterBoard = 1;

// Sends `count` packets of the meter, four a second.
void send_many(Pair& pair, int count) {
    for (int i = 0; i < count; ++i) {
        pair.run(kSecond / 4);
        static_cast<void>(pair.meter->send(kCollector, 60));
    }
}

TEST(MacLink, CodingFollowsTheLinkWithinTwoSeconds) {
    MacConfig collector = config_of(kCollector, true);
    MacConfig meter = config_of(kMeter, false);
    collector.coding = meter.coding = Coding::adaptive;
    Pair pair{38, AccessMode::polite, collector, meter};
    std::int16_t level = -7000;
    pair.air.level = [&level](const OnAir&, int) { return level; };
    // Without coding nothing arrives below the sensitivity.
    pair.air.lose = [&level](const OnAir& frame) {
        return level < -10020 && (frame.modulation & kCodedBit) == 0;
    };
    pair.join();
    const auto coded_since = [&pair](std::int64_t since) {
        int coded = 0;
        for (const OnAir& frame : pair.air.log()) {
            if (frame.start_ns >= since && frame.sender == kMeterBoard && !frame.is_ack) {
                coded += (frame.modulation & kCodedBit) != 0 ? 1 : 0;
            }
        }
        return coded;
    };
    const std::int64_t joined = pair.air.now();
    send_many(pair, 40);
    EXPECT_EQ(coded_since(joined), 0);
    level = -10200;
    send_many(pair, 7);
    pair.run(kSecond / 4);  // Two seconds now.
    const std::uint32_t lost = pair.meter->mac.counters().no_ack;
    const std::int64_t weak = pair.air.now();
    send_many(pair, 80);
    pair.run(kSecond);
    EXPECT_EQ(pair.meter->mac.counters().no_ack, lost);
    EXPECT_EQ(coded_since(weak), 80);
    EXPECT_EQ(pair.collector->packets.size(), 127U);
    level = -7000;
    send_many(pair, 600);
    const std::int64_t strong = pair.air.now();
    send_many(pair, 20);
    EXPECT_EQ(coded_since(strong), 0);
}

TEST(MacLink, PowerGoesDownToTheTargetAndAcknowledgementsStayAtFullPower) {
    MacConfig collector = config_of(kCollector, true);
    MacConfig meter = config_of(kMeter, false);
    collector.power_control = meter.power_control = true;
    Pair pair{39, AccessMode::polite, collector, meter};
    // 16 dBm less 76 dB: a margin of 40 dB.
    pair.air.level = [](const OnAir& frame, int) {
        return static_cast<std::int16_t>(frame.power_cdbm - 7620);
    };
    pair.join();
    send_many(pair, 100);
    pair.run(kSecond);
    int last = 0;
    for (const OnAir& frame : pair.air.log()) {
        ASSERT_LE(frame.power_cdbm, 1600);
        if (frame.is_ack) {
            ASSERT_EQ(frame.power_cdbm, 1600);
        }
        if (!frame.is_ack && frame.sender == kMeterBoard) last = frame.power_cdbm;
    }
    const int margin = last - 7620 + 10020;
    EXPECT_GE(margin, 2000);
    EXPECT_LE(margin, 2300);
    // One loss, and the retry and what follows are at full power again.
    bool once = true;
    pair.air.lose = [&once](const OnAir& frame) {
        return frame.sender == kMeterBoard && std::exchange(once, false);
    };
    pair.air.forget_log();
    send_many(pair, 2);
    pair.run(kSecond);
    std::vector<int> powers;
    for (const OnAir& frame : pair.air.log()) {
        if (frame.sender == kMeterBoard) powers.push_back(frame.power_cdbm);
    }
    ASSERT_EQ(powers.size(), 3U);
    EXPECT_EQ(powers[0], last);
    EXPECT_EQ(powers[1], 1600);
    EXPECT_EQ(powers[2], 1500);
}

}  // namespace
}  // namespace meter::radio
