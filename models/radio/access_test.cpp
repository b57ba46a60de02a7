#include <array>
#include <set>

#include <gtest/gtest.h>

#include "models/radio/test_air.h"

namespace bench::radio {
namespace {

const AirConfig kTriangle = line({0, 20, 40}, {{1, 2}, {2, 3}, {1, 3}});

TEST(Access, BackOffIsAWholeNumberOfUnitsThenSensingThenTheTurn) {
    std::set<std::int64_t> units;
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        TestAir air{kTriangle, seed};
        ASSERT_TRUE(air.station(1).radio.submit(TestAir::polite(data_frame(2, 1, 1, 60), 10ms)));
        air.run(1s);
        const Nanoseconds wait = air.station(1).outcomes.at(0).outcome.start - (kStart + 10ms);
        const Nanoseconds backoff = wait - 1054us - kSenseToSend;
        EXPECT_EQ(backoff.count() % 1'054'000, 0);
        units.insert(backoff.count() / 1'054'000);
    }
    EXPECT_EQ(units.size(), 8U);  // 0 .. 2^3 - 1
    EXPECT_EQ(*units.rbegin(), 7);
}

TEST(Access, ABusyChannelDefers) {
    TestAir air{kTriangle};
    ASSERT_TRUE(air.station(3).radio.submit(TestAir::plain(data_frame(9, 3, 1, 1000, false), 0ms)));
    ASSERT_TRUE(air.station(1).radio.submit(TestAir::polite(data_frame(2, 1, 1, 60), 1ms)));
    air.run(1s);
    const TransmitOutcome& outcome = air.station(1).outcomes.at(0).outcome;
    EXPECT_EQ(outcome.status, status_acked);
    EXPECT_GE(outcome.busy_count, 1);
    EXPECT_GE(outcome.start, kStart + airtime(1000) + 1054us);
    const auto busy = air.log.all<trace::ChannelBusy>();
    EXPECT_EQ(busy.size(), outcome.busy_count);
    EXPECT_EQ(busy[0].ticket, 77U);
    EXPECT_GE(busy[0].level_cdbm, -7900);
}

TEST(Access, BelowTheThresholdAChannelIsIdle) {
    TestAir air{line({0, 20, 40}, {{1, 2}, {1, 3}})};
    TransmitJob quiet = TestAir::plain(data_frame(9, 3, 1, 1000, false), 0ms);
    quiet.power_cdbm = -1000;  // At -86 dBm.
    ASSERT_TRUE(air.station(3).radio.submit(quiet));
    TransmitJob job = TestAir::polite(data_frame(2, 1, 1, 60), 1ms);
    job.channel = 5;
    air.station(1).radio.listen(0, 1000,
                                std::array<std::uint8_t, 1>{9});  // Does not lock on to it.
    ASSERT_TRUE(air.station(1).radio.submit(job));
    air.run(1s);
    EXPECT_EQ(air.station(1).outcomes.at(0).outcome.busy_count, 0);
    EXPECT_EQ(air.station(1).outcomes.at(0).outcome.status, status_acked);
}

// A window of one CCA falls into the turnaround between a frame and its acknowledgement and sees
// nothing; one longer than the turnaround sees the one or the other.
TEST(Access, SensingLongerThanTheGapSavesTheAcknowledgement) {
    const auto acked_with_window = [](Nanoseconds sense) {
        TestAir air{kTriangle};
        TransmitJob first = TestAir::plain(data_frame(2, 1, 1, 100), 0ms);
        first.ack_wait = 2ms;
        EXPECT_TRUE(air.station(1).radio.submit(first));
        // Its window ends 500 us into the gap; it comes on the air before the acknowledgement does.
        const Nanoseconds window_end = airtime(100) + 500us;
        TransmitJob second = TestAir::polite(data_frame(9, 3, 1, 200, false), window_end - sense);
        air.station(3).radio.listen(0, 1000, std::array<std::uint8_t, 1>{9});
        second.min_exponent = 0;
        second.sense = sense;
        second.ack_wait = 0ms;
        EXPECT_TRUE(air.station(3).radio.submit(second));
        air.run(1s);
        return air.station(1).outcomes.at(0).outcome.status == status_acked;
    };
    EXPECT_FALSE(acked_with_window(160us));
    EXPECT_TRUE(acked_with_window(1054us));
}

TEST(Access, GivesUpAfterTheLimitOfBusyChannels) {
    TestAir air{kTriangle};
    air.medium.jam_start(1, "1-2", -40, {});
    TransmitJob job = TestAir::polite(data_frame(2, 1, 1, 60), 1ms);
    job.busy_limit = 4;
    ASSERT_TRUE(air.station(1).radio.submit(job));
    air.run(1s);
    const TransmitOutcome& outcome = air.station(1).outcomes.at(0).outcome;
    EXPECT_EQ(outcome.status, status_busy);
    EXPECT_EQ(outcome.busy_count, 4);
    EXPECT_EQ(outcome.start, kStart);
    EXPECT_EQ(air.medium.frames(), 0U);
    EXPECT_EQ(air.log.all<trace::JobDone>().at(0).status, 3U);
}

TEST(Access, OneLookDoesNotLookAgain) {
    TestAir air{kTriangle};
    air.medium.jam_start(1, "1-2", -40, {});
    TransmitJob job = TestAir::polite(data_frame(2, 1, 1, 60), 1ms);
    job.access = access_cca;
    ASSERT_TRUE(air.station(1).radio.submit(job));
    air.run(1s);
    EXPECT_EQ(air.station(1).outcomes.at(0).outcome.busy_count, 1);
    EXPECT_EQ(air.station(1).outcomes.at(0).at, kStart + 1ms + 1054us + kSenseToSend);
}

TEST(Access, AFrameThatWouldStartTooLateIsNotSent) {
    TestAir air{kTriangle};
    TransmitJob job = TestAir::polite(data_frame(2, 1, 1, 60), 10ms);
    job.min_exponent = 0;
    job.latest_start = kStart + 10ms + 1054us + kSenseToSend - 1ns;
    ASSERT_TRUE(air.station(1).radio.submit(job));
    air.run(1ms);
    EXPECT_EQ(air.station(1).outcomes.at(0).outcome.status, status_busy);
    job.latest_start += 1ns;
    ASSERT_TRUE(air.station(1).radio.submit(job));
    air.run(1s);
    EXPECT_EQ(air.station(1).outcomes.at(1).outcome.status, status_acked);
}

TEST(Access, AJobCanBeAbandonedUntilItIsOnTheAir) {
    TestAir air{kTriangle};
    ASSERT_TRUE(air.station(1).radio.submit(TestAir::plain(data_frame(2, 1, 1, 60, false), 10ms)));
    air.run(9ms);
    air.station(1).radio.abandon();
    EXPECT_TRUE(air.station(1).outcomes.empty());  // Not within the call.
    air.run(50ms);
    EXPECT_EQ(air.station(1).outcomes.at(0).outcome.status, status_abandoned);
    EXPECT_EQ(air.medium.frames(), 0U);

    ASSERT_TRUE(air.station(1).radio.submit(TestAir::plain(data_frame(2, 1, 1, 60, false), 60ms)));
    air.run(61ms);
    air.station(1).radio.abandon();
    air.run(100ms);
    EXPECT_EQ(air.station(1).outcomes.at(1).outcome.status, status_sent);
}

TEST(Access, NobodySendsBetweenAFrameAndItsOwnAcknowledgement) {
    TestAir air{kTriangle};
    TransmitJob first = TestAir::plain(data_frame(2, 1, 1, 100), 0ms);
    first.ack_wait = 2ms;
    ASSERT_TRUE(air.station(1).radio.submit(first));
    TransmitJob own =
        TestAir::polite(data_frame(3, 2, 1, 60), airtime(100));  // From the acknowledger.
    own.min_exponent = 0;
    own.sense = 160us;
    ASSERT_TRUE(air.station(2).radio.submit(own));
    air.run(1s);
    EXPECT_EQ(air.station(1).outcomes.at(0).outcome.status, status_acked);
    EXPECT_GE(air.station(2).outcomes.at(0).outcome.busy_count, 1);
    EXPECT_EQ(air.station(2).outcomes.at(0).outcome.status, status_acked);
}

}  // namespace
}  // namespace bench::radio
