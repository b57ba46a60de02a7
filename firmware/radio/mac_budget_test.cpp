// The law over hours: what a pair of MACs really puts on the air, summed exactly.

#include <algorithm>
#include <array>
#include <deque>

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

// Band of a channel of plan EU 33, from its number: 863-865, 865-868, 868-868.6, 868.7-869.2,
// 869.7-870.
std::size_t band_of(std::uint8_t channel) {
    if (channel < 10) return 0;
    if (channel < 25) return 1;
    if (channel < 27) return 2;
    return channel == 29 ? 3 : 4;
}
constexpr std::array<std::int64_t, 5> kLimitMs{3600, 36000, 36000, 3600, 36000};

// The most time in any hour that one sender spends in each band, acknowledgements included.
std::array<std::int64_t, 5> busiest_hours(const std::vector<OnAir>& log, int sender) {
    std::array<std::int64_t, 5> most{};
    std::array<std::int64_t, 5> sum{};
    std::array<std::deque<const OnAir*>, 5> window;
    for (const OnAir& frame : log) {
        if (frame.sender != sender) continue;
        const std::size_t band = band_of(frame.channel);
        window[band].push_back(&frame);
        sum[band] += frame.end_ns - frame.start_ns;
        while (frame.end_ns - window[band].front()->end_ns > 3600 * kSecond) {
            sum[band] -= window[band].front()->end_ns - window[band].front()->start_ns;
            window[band].pop_front();
        }
        most[band] = std::max(most[band], sum[band]);
    }
    return most;
}

TEST(MacBudget, AReadingASecondKeepsTheDutyCycleForTwoHours) {
    Pair pair{21, AccessMode::duty_cycle};
    pair.join();
    int accepted = 0;
    for (int i = 0; i < 7200; ++i) {
        pair.run(kSecond / 2);
        accepted += pair.meter->send(kCollector, 122).ok() ? 1 : 0;
        pair.run(kSecond / 2);
        static_cast<void>(pair.collector->send(kMeter, 40));
    }
    for (const int sender : {0, 1}) {
        const auto most = busiest_hours(pair.air.log(), sender);
        for (std::size_t band = 0; band < most.size(); ++band) {
            EXPECT_LE(most[band], kLimitMs[band] * kMillisecond) << sender << ' ' << band;
        }
    }
    // 150 octets a second, 9.07 ms each: 32.6 s an hour, of which 863-865 MHz takes its 3.06 s.
    EXPECT_GE(busiest_hours(pair.air.log(), 1)[0], 3000 * kMillisecond);
    EXPECT_GE(busiest_hours(pair.air.log(), 1)[1], 24000 * kMillisecond);
    EXPECT_GE(accepted, 7190);
    EXPECT_GE(pair.collector->packets.size(), 7190U);
}

TEST(MacBudget, SaturationKeepsTheDutyCycleAndLeavesRoomForAlarms) {
    Pair pair{22, AccessMode::duty_cycle};
    pair.join();
    int alarms = 0;
    for (int i = 0; i < 7200 * 4; ++i) {
        pair.run(kSecond / 4);
        const bool alarm = i % 1200 == 0;
        if (alarm) pair.meter->mac.abandon();
        if (alarm) pair.run(kSecond / 10);
        pair.meter->statuses.clear();
        const bool taken = pair.meter->send(kCollector, 180, alarm).ok();
        if (!alarm) continue;
        pair.run(kSecond / 5);
        const bool delivered = taken && pair.meter->statuses.size() == 1 &&
                               pair.meter->statuses[0] == SendStatus::delivered;
        alarms += delivered ? 1 : 0;
    }
    for (const int sender : {0, 1}) {
        const auto most = busiest_hours(pair.air.log(), sender);
        for (std::size_t band = 0; band < most.size(); ++band) {
            EXPECT_LE(most[band], kLimitMs[band] * kMillisecond) << sender << ' ' << band;
        }
    }
    EXPECT_EQ(alarms, 24);
}

}  // namespace
}  // namespace meter::radio
