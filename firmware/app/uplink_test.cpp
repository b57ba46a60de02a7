#include "firmware/app/uplink.h"

#include <gtest/gtest.h>

#include "firmware/app/fake_module.h"

namespace meter::app {
namespace {

using test::field;
using test::sequence_of;
using test::UplinkBench;

constexpr Instant kNow{seconds(100)};
constexpr CalendarTime kWhen{seconds(1'795'349'730)};

PhasorSet phasors(std::int32_t volts) {
    PhasorSet set;
    set.frequency = Millihertz{50'000};
    set.voltage[0] = Microvolts{volts * 1'000'000};
    return set;
}

std::uint64_t centivolts(const std::vector<std::uint8_t>& octets) { return field(octets, 40, 2); }

TEST(UplinkMeasured, TheNewestReplacesWhatWaits) {
    UplinkBench bench;
    for (std::uint32_t n = 1; n <= 5; ++n)
        bench.uplink.measured(phasors(static_cast<std::int32_t>(220 + n)), kWhen, n);
    const auto first = bench.pump(kNow);
    ASSERT_TRUE(first);
    EXPECT_EQ(sequence_of(*first), 5U);
    EXPECT_EQ(centivolts(*first), 22'500U);
    bench.delivered(kNow);
    EXPECT_FALSE(bench.pump(kNow));
}

TEST(UplinkMeasured, WhatIsUnderWayStaysAndTheNewestFollows) {
    UplinkBench bench;
    bench.uplink.measured(phasors(221), kWhen, 1);
    EXPECT_EQ(sequence_of(bench.pump(kNow).value()), 1U);
    bench.uplink.measured(phasors(222), kWhen, 2);
    bench.uplink.measured(phasors(223), kWhen, 3);
    EXPECT_FALSE(bench.pump(kNow));
    bench.delivered(kNow);
    const auto next = bench.pump(kNow);
    ASSERT_TRUE(next);
    EXPECT_EQ(sequence_of(*next), 3U);
    EXPECT_EQ(centivolts(*next), 22'300U);
}

// Values that say another instant than their message would be worse than none.
TEST(UplinkMeasured, WhatTheLinkGaveUpIsNotSentAgain) {
    for (const net::LinkStatus status :
         {net::LinkStatus::no_ack, net::LinkStatus::channel_busy, net::LinkStatus::abandoned}) {
        UplinkBench bench;
        bench.uplink.measured(phasors(221), kWhen, 1);
        ASSERT_TRUE(bench.pump(kNow));
        bench.uplink.link_ended(kNow, status);
        EXPECT_FALSE(bench.pump(kNow + seconds(60)));
    }
}

TEST(UplinkMeasured, ABusyLinkLeavesTheNewestToBeSentLater) {
    UplinkBench bench;
    bench.link.busy = true;
    bench.uplink.measured(phasors(221), kWhen, 1);
    ASSERT_TRUE(bench.pump(kNow));
    bench.uplink.measured(phasors(222), kWhen, 2);
    bench.link.busy = false;
    const auto later = bench.pump(kNow + seconds(1));
    ASSERT_TRUE(later);
    EXPECT_EQ(sequence_of(*later), 2U);
    EXPECT_EQ(centivolts(*later), 22'200U);
}

TEST(UplinkMeasured, ValuesThatNoMessageCarriesDoNotHoldUpTheOthers) {
    UplinkBench bench;
    PhasorSet broken = phasors(221);
    broken.frequency = Millihertz{-1};
    bench.uplink.measured(broken, kWhen, 1);
    Message reading;
    reading.id = {Stream::readings, 7};
    reading.time = kWhen;
    bench.uplink.captured(reading);
    static_cast<void>(bench.pump(kNow));
    const auto next = bench.pump(kNow + seconds(1));
    ASSERT_TRUE(next);
    EXPECT_EQ(sequence_of(*next), 7U);
}

TEST(UplinkMeasured, TheTwoKindsDoNotReplaceEachOther) {
    UplinkBench bench;
    bench.uplink.measured(Window{}, kWhen, 8);
    bench.uplink.measured(phasors(221), kWhen, 9);
    EXPECT_EQ(sequence_of(bench.pump(kNow).value()), 9U);
    bench.delivered(kNow);
    EXPECT_EQ(sequence_of(bench.pump(kNow).value()), 8U);
}

}  // namespace
}  // namespace meter::app
