#include <gtest/gtest.h>

#include "models/radio/test_air.h"

namespace bench::radio {
namespace {

using trace::LossCause;

// Two senders that do not hear each other and one receiver between them.
AirConfig hidden(double near_m, double far_m) {
    return line({-near_m, 0, far_m}, {{1, 2}, {2, 3}});
}

TEST(Interference, HiddenNodesCollideInspiteOfCarrierSense) {
    TestAir air{hidden(20, 20)};
    TransmitJob first = TestAir::plain(data_frame(2, 1, 1, 200, false), 0ms);
    ASSERT_TRUE(air.station(1).radio.submit(first));
    TransmitJob second = TestAir::polite(data_frame(2, 3, 1, 200), 2ms);
    second.min_exponent = 0;
    ASSERT_TRUE(air.station(3).radio.submit(second));
    air.run(1s);
    EXPECT_EQ(air.station(3).outcomes.at(0).outcome.busy_count, 0);
    EXPECT_TRUE(air.station(2).receptions.empty());
    const auto lost = air.log.all<trace::FrameLost>();
    ASSERT_EQ(lost.size(), 2U);
    EXPECT_EQ(lost[0].cause, LossCause::payload);
    EXPECT_NEAR(lost[0].sinr_cdb, 0, 5);  // Equal powers.
    EXPECT_EQ(lost[1].cause, LossCause::busy);
}

TEST(Interference, TheStrongerOfTwoFramesSurvivesIfItWasFirst) {
    TestAir air{hidden(5, 40)};  // 25 dB apart.
    ASSERT_TRUE(air.station(1).radio.submit(TestAir::plain(data_frame(2, 1, 1, 200, false), 0ms)));
    ASSERT_TRUE(air.station(3).radio.submit(TestAir::plain(data_frame(2, 3, 1, 200, false), 2ms)));
    air.run(1s);
    ASSERT_EQ(air.station(2).receptions.size(), 1U);
    EXPECT_EQ(air.station(2).receptions[0].reception.start, kStart);
    const auto received = air.log.all<trace::FrameReceived>();
    EXPECT_NEAR(received.at(0).sinr_cdb, 2529, 10);  // 28 log10(8), hardly any noise.
}

// Of two frames to one receiver, the second during the first.
struct Fates {
    std::size_t received_late = 0;
    LossCause early{};
};

Fates later_frame(std::optional<double> restart_db, double stronger_db, std::uint8_t channel = 5,
                  std::uint64_t seed = 1) {
    AirConfig config = hidden(40, 40);
    for (NodeConfig& node : config.nodes) node.restart_db = restart_db;
    TestAir air{config, seed};
    EXPECT_TRUE(air.station(1).radio.submit(TestAir::plain(data_frame(2, 1, 1, 200, false), 0ms)));
    TransmitJob late = TestAir::plain(data_frame(2, 3, 1, 60, false), 2ms);
    late.power_cdbm += static_cast<int>(stronger_db * 100);
    late.channel = channel;
    EXPECT_TRUE(air.station(3).radio.submit(late));
    air.run(1s);
    Fates fates;
    for (const StoredReception& got : air.station(2).receptions)
        fates.received_late += got.reception.start == kStart + 2ms ? 1U : 0U;
    for (const auto& lost : air.log.all<trace::FrameLost>())
        if (lost.from == 1) fates.early = lost.cause;
    return fates;
}

TEST(Capture, AReceiverGoesOverToALaterFrameThatIsStrongEnough) {
    const Fates fates = later_frame(8.0, 20.0);
    EXPECT_EQ(fates.received_late, 1U);
    EXPECT_EQ(fates.early, LossCause::busy);
}

TEST(Capture, NotToAWeakerOneNorToOneOnAnotherChannel) {
    EXPECT_EQ(later_frame(12.0, 11.9).early, LossCause::payload);
    EXPECT_EQ(later_frame(12.0, 12.1).early, LossCause::busy);
    EXPECT_EQ(later_frame(8.0, 20.0, 7).received_late, 0U);
    EXPECT_EQ(later_frame(8.0, 20.0, 7).early, LossCause{});  // Received.
}

TEST(Capture, APartWithoutItStaysWithTheFirst) {
    const Fates fates = later_frame(std::nullopt, 30.0);
    EXPECT_EQ(fates.received_late, 0U);
    EXPECT_EQ(fates.early, LossCause::payload);
}

// It must read the start of the later frame through the earlier one: at -6 dB half the bits are
// wrong, and at most three of sixteen may be.
TEST(Capture, WithoutSynchronisationTheReceiverStays) {
    int left = 0;
    for (std::uint64_t seed = 1; seed <= 50; ++seed)
        left += later_frame(-10.0, -6.0, 5, seed).early == LossCause::busy ? 1 : 0;
    EXPECT_LT(left, 10);
}

TEST(Interference, OtherChannelsDoNotMatter) {
    TestAir air{hidden(20, 20)};
    ASSERT_TRUE(air.station(1).radio.submit(TestAir::plain(data_frame(2, 1, 1, 200, false), 0ms)));
    TransmitJob other = TestAir::plain(data_frame(2, 3, 1, 200, false), 2ms);
    other.channel = 6;
    ASSERT_TRUE(air.station(3).radio.submit(other));
    air.run(1s);
    EXPECT_EQ(air.station(2).receptions.size(), 1U);
}

// SINR falls to 10 dB after the implementation loss for the last bits alone: 8 octets at
// BER 3.78e-3 are all right with probability 0.785; whole frames so hit would never be.
TEST(Interference, AShortOverlapCostsOnlyItsOwnBits) {
    AirConfig config = hidden(20, 20);
    int received = 0;
    constexpr int kTries = 1500;
    TestAir air{config};
    for (int i = 0; i < kTries; ++i) {
        const Nanoseconds at = i * 100ms;
        ASSERT_TRUE(
            air.station(1).radio.submit(TestAir::plain(data_frame(2, 1, 1, 200, false), at)));
        TransmitJob late =
            TestAir::plain(data_frame(9, 3, 1, 30, false), at + airtime(200) - octets_time(8));
        late.power_cdbm = 1615 - 1200;  // 10 dB + 2 dB implementation loss.
        ASSERT_TRUE(air.station(3).radio.submit(late));
        air.run(at + 100ms);
    }
    received = static_cast<int>(air.station(2).receptions.size());
    EXPECT_NEAR(static_cast<double>(received) / kTries, 0.785, 0.035);
}

TEST(Jam, KillsEveryFrameWhileItLastsAndSaysSoOnce) {
    TestAir air{hidden(20, 20)};
    Effects effects;
    air.run(10ms);
    air.medium.jam_start(42, "1-2", -40, {}, &effects);
    for (int i = 0; i < 3; ++i) {
        ASSERT_TRUE(
            air.station(1).radio.submit(TestAir::plain(data_frame(2, 1, 1, 60, false), 0ms)));
        air.run(100ms * (i + 1));
    }
    EXPECT_TRUE(air.station(2).receptions.empty());
    EXPECT_EQ(effects.faults, std::vector<std::uint32_t>{42});
    air.medium.jam_stop(42);
    ASSERT_TRUE(air.station(1).radio.submit(TestAir::plain(data_frame(2, 1, 1, 60, false), 0ms)));
    air.run(1s);
    EXPECT_EQ(air.station(2).receptions.size(), 1U);
}

TEST(Jam, OnOtherChannelsHasNoEffect) {
    TestAir air{hidden(20, 20)};
    Effects effects;
    const std::uint8_t channels[] = {4, 6, 7};
    air.medium.jam_start(42, "1-2", -40, channels, &effects);
    ASSERT_TRUE(air.station(1).radio.submit(TestAir::polite(data_frame(2, 1, 1, 60), 0ms)));
    air.run(1s);
    EXPECT_EQ(air.station(1).outcomes.at(0).outcome.status, status_acked);
    EXPECT_TRUE(effects.faults.empty());
}

TEST(Jam, ThatStartsInAFrameHitsTheRestOfIt) {
    TestAir air{hidden(20, 20)};
    ASSERT_TRUE(air.station(1).radio.submit(TestAir::plain(data_frame(2, 1, 1, 200, false), 0ms)));
    air.run(8ms);
    air.medium.jam_start(1, "1-2", -40, {});
    air.run(9ms);
    air.medium.jam_stop(1);
    air.run(1s);
    EXPECT_TRUE(air.station(2).receptions.empty());
    EXPECT_EQ(air.log.all<trace::FrameLost>().at(0).cause, LossCause::payload);
}

TEST(Jam, MakesTheChannelBusy) {
    TestAir air{hidden(20, 20)};
    Effects effects;
    air.medium.jam_start(7, "1-2", -78, {}, &effects);
    TransmitJob job = TestAir::polite(data_frame(2, 1, 1, 60), 0ms);
    job.busy_limit = 1;
    ASSERT_TRUE(air.station(1).radio.submit(job));
    air.run(100ms);
    EXPECT_EQ(air.station(1).outcomes.at(0).outcome.status, status_busy);
    EXPECT_EQ(air.log.all<trace::ChannelBusy>().at(0).level_cdbm, -7800);
    EXPECT_EQ(effects.faults, std::vector<std::uint32_t>{7});
}

TEST(Cut, LosesEveryFrameOfTheLinkUntilAllFaultsHaveEnded) {
    TestAir air{hidden(20, 20)};
    Effects effects;
    air.medium.set_cut("1-2", true, 1, &effects);
    air.medium.set_cut("1-2", true, 2, &effects);
    EXPECT_TRUE(effects.faults.empty());
    const auto send = [&] {
        const Time now = air.agenda.now();
        EXPECT_TRUE(air.station(1).radio.submit(
            TestAir::plain(data_frame(2, 1, 1, 60, false), now - kStart)));
        air.run(now - kStart + 50ms);
    };
    send();
    EXPECT_EQ(effects.faults, (std::vector<std::uint32_t>{1, 2}));
    EXPECT_EQ(air.log.all<trace::FrameLost>().at(0).cause, LossCause::cut);
    air.medium.set_cut("1-2", false, 1);
    send();
    EXPECT_TRUE(air.station(2).receptions.empty());
    air.medium.set_cut("1-2", false, 2);
    send();
    EXPECT_EQ(air.station(2).receptions.size(), 1U);
    EXPECT_EQ(effects.faults.size(), 2U);
}

TEST(Fading, DataAndAcknowledgementCostFewEvaluations) {
    AirConfig config = hidden(20, 20);
    config.links[0].fading = FadingConfig{};
    TestAir air{config};
    for (int i = 0; i < 10; ++i) {
        ASSERT_TRUE(air.station(1).radio.submit(TestAir::polite(data_frame(2, 1, 1, 196), i * 1s)));
        air.run((i + 1) * 1s);
    }
    EXPECT_EQ(air.medium.frames(), 20U);
    EXPECT_LE(air.medium.channel_evaluations(), 20U);
    EXPECT_LE(air.agenda.executed(), 50U);
}

}  // namespace
}  // namespace bench::radio
