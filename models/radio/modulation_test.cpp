// Modulations, coding and energy detection on the air.

#include <gtest/gtest.h>

#include "models/modem/coded_tables.h"
#include "models/radio/test_air.h"

namespace bench::radio {
namespace {

constexpr std::uint8_t kCoded3 = kSunFsk3 | kCodedBit;
const std::uint8_t kFive = 5;

AirConfig pair(double metres) { return line({0, metres}, {{1, 2}}); }

double delivered(const AirConfig& config, std::uint8_t modulation, std::size_t octets, int tries) {
    TestAir air{config};
    air.station(2).radio.listen(0, 1000, {&kFive, 1}, modulation);
    for (int i = 0; i < tries; ++i) {
        TransmitJob job = TestAir::plain(data_frame(2, 1, 1, octets, false), i * 100ms);
        job.modulation = modulation;
        EXPECT_TRUE(air.station(1).radio.submit(job));
        air.run((i + 1) * 100ms);
    }
    return static_cast<double>(air.station(2).receptions.size()) / tries;
}

// The level at which one in ten is lost, from the sensitivity: thermal noise, noise figure 6 dB,
// symbol rate, Es/N0 of the modulation, 2 dB of implementation loss.
AirConfig at_sensitivity(std::uint8_t modulation, double above_db) {
    AirConfig config = pair(10);
    const Phy& phy = *find_phy(modulation);
    const double wanted =
        -173.975 + 10 * std::log10(phy.noise_bandwidth_hz) + 6 + required_db(phy) + 2 + above_db;
    const double loss_at_10 = 31.218 + 28;  // 868 MHz, exponent 2.8.
    config.links[0].path.walls = {};
    config.site.materials = {};
    config.nodes[1].at.x = std::pow(10.0, (16.15 - wanted - 31.218) / 28.0);
    EXPECT_GT(config.nodes[1].at.x, 10.0) << loss_at_10;
    return config;
}

TEST(Modulation, OneInTenIsLostAtTheSensitivityOfEach) {
    for (const std::uint8_t modulation : {std::uint8_t{0x01}, kSunFsk3, kCoded3}) {
        // The PSDU is the MAC frame and four octets of check sequence.
        EXPECT_NEAR(delivered(at_sensitivity(modulation, 0), modulation, 246, 2000), 0.9, 0.025)
            << int{modulation};
    }
}

TEST(Modulation, CodingGainsSixDecibels) {
    EXPECT_NEAR(required_db(*find_phy(kSunFsk3)) - required_db(*find_phy(kCoded3)), 6.0, 0.6);
    const AirConfig weak = at_sensitivity(kCoded3, 1.0);
    EXPECT_GT(delivered(weak, kCoded3, 246, 300), 0.97);
    EXPECT_EQ(delivered(weak, kSunFsk3, 246, 300), 0.0);
}

TEST(Modulation, AReceiverHearsItsRateOnlyButCodedOrNot) {
    TestAir air{pair(20)};
    air.station(2).radio.listen(0, 1000, {&kFive, 1}, kSunFsk3);
    std::uint8_t sequence = 0;
    Nanoseconds at{};
    for (const std::uint8_t modulation :
         {kSunFsk3, kCoded3, std::uint8_t{0x03}, std::uint8_t{0x13}}) {
        TransmitJob job = TestAir::plain(data_frame(2, 1, ++sequence, 60, false), at);
        job.modulation = modulation;
        ASSERT_TRUE(air.station(1).radio.submit(job));
        at += 100ms;
        air.run(at);
    }
    ASSERT_EQ(air.station(2).receptions.size(), 2U);
    EXPECT_EQ(air.station(2).receptions[0].reception.modulation, kSunFsk3);
    EXPECT_EQ(air.station(2).receptions[1].reception.modulation, kCoded3);
    const auto lost = air.log.all<trace::FrameLost>();
    ASSERT_EQ(lost.size(), 2U);
    EXPECT_EQ(lost[0].cause, trace::LossCause::not_tuned);
    EXPECT_EQ(air.log.all<trace::FrameSent>()[1].modulation, kCoded3);
}

TEST(Modulation, TheAcknowledgementGoesAsTheFrameCame) {
    TestAir air{pair(20)};
    TransmitJob job = TestAir::plain(data_frame(2, 1, 1, 60), 0ms);
    job.modulation = kCoded3;
    job.ack_wait = 4ms;
    ASSERT_TRUE(air.station(1).radio.submit(job));
    air.run(1s);
    EXPECT_EQ(air.station(1).outcomes.at(0).outcome.status, status_acked);
    const auto sent = air.log.all<trace::FrameSent>();
    ASSERT_EQ(sent.size(), 2U);
    EXPECT_EQ(sent[1].modulation, kCoded3);
    EXPECT_EQ(sent[1].airtime_ns, airtime(*find_phy(kCoded3), 14).count());
}

TEST(Modulation, OqpskTurnsRoundIn192Microseconds) {
    AirConfig config = pair(10);
    config.plan = kIeee2450;
    TestAir air{config};
    const std::uint8_t channel = 15;
    air.station(2).radio.listen(0, 1000, {&channel, 1}, kOqpsk250);
    TransmitJob job = TestAir::plain(data_frame(2, 1, 1, 60), 0ms);
    job.modulation = kOqpsk250;
    job.channel = channel;
    job.ack_wait = 864us;
    ASSERT_TRUE(air.station(1).radio.submit(job));
    air.run(1s);
    ASSERT_EQ(air.station(1).outcomes.at(0).outcome.status, status_acked);
    const Phy& phy = *find_phy(kOqpsk250);
    EXPECT_EQ(air.station(1).outcomes[0].outcome.ack_start, kStart + airtime(phy, 60) + 192us);
    job.frame.assign(126, 0x41);  // Longer than a PSDU of 127 octets allows.
    ASSERT_TRUE(air.station(1).radio.submit(job));
    air.run(2s);
    EXPECT_EQ(air.station(1).outcomes.at(1).outcome.status, status_busy);
}

TEST(Modulation, AnUnknownOneIsRefused) {
    TestAir air{pair(10)};
    TransmitJob job = TestAir::plain(data_frame(2, 1, 1, 60), 0ms);
    job.modulation = 0x0F;
    EXPECT_FALSE(air.station(1).radio.submit(job));
}

// A burst over a coded frame: the table of models/modem decides, not a product over the pieces.
TEST(Coding, RidesOutAShortBurst) {
    AirConfig config = line({-20, 0, 20}, {{1, 2}, {2, 3}});
    TestAir air{config};
    constexpr int kTries = 400;
    const Phy& phy = *find_phy(kCoded3);
    for (int i = 0; i < kTries; ++i) {
        const Nanoseconds at = i * 100ms;
        TransmitJob wanted = TestAir::plain(data_frame(2, 1, 1, 100, false), at);
        wanted.modulation = kCoded3;
        ASSERT_TRUE(air.station(1).radio.submit(wanted));
        // Eight symbols of overlap at the end, 5 dB below (7 dB with the implementation loss: 3).
        TransmitJob late = TestAir::plain(data_frame(9, 3, 1, 30, false),
                                          at + airtime(phy, 100) - bits_time(phy, 8));
        late.power_cdbm = 1615 - 500;
        ASSERT_TRUE(air.station(3).radio.submit(late));
        air.run(at + 100ms);
    }
    const double share = static_cast<double>(air.station(2).receptions.size()) / kTries;
    EXPECT_NEAR(share, 1.0 - modem::half_index_table().burst_loss(8, 3.0), 0.08);
}

// A frame of 0.65 s begins under the end of another's; that one must not be forgotten before the
// frame ends, although a third tidies up meanwhile.
TEST(Coding, ALongFrameRemembersWhatHitItsBeginning) {
    AirConfig config = line({-20, 0, 20}, {{1, 2}, {2, 3}});
    config.plan = 32;
    TestAir air{config};
    const std::uint8_t slow = 0x11;
    air.station(2).radio.listen(0, 1000, {&kFive, 1}, slow);
    TransmitJob first = TestAir::plain(data_frame(9, 3, 1, 200, false), 0ms);
    first.power_cdbm = 1615 - 600;  // The SFD is found all the same.
    ASSERT_TRUE(air.station(3).radio.submit(first));
    TransmitJob longest = TestAir::plain(data_frame(2, 1, 1, 2000, false), 1ms);
    longest.modulation = slow;
    ASSERT_TRUE(air.station(1).radio.submit(longest));
    air.run(100ms);
    for (const Nanoseconds at : {400ms, 450ms, 500ms, 550ms}) {
        TransmitJob faint = TestAir::plain(data_frame(9, 3, 2, 60, false), at);
        faint.power_cdbm = -9000;
        ASSERT_TRUE(air.station(3).radio.submit(faint));
        air.run(at + 40ms);
    }
    air.run(1s);
    EXPECT_TRUE(air.station(2).receptions.empty());
    const auto lost = air.log.all<trace::FrameLost>();
    ASSERT_EQ(lost.size(), 1U);
    EXPECT_EQ(lost[0].cause, trace::LossCause::payload);
}

TEST(Energy, OfASilentChannelIsTheNoise) {
    TestAir air{pair(10)};
    TransmitJob job = TestAir::plain({}, 5ms);
    job.access = access_cca;
    job.sense = 200us;
    ASSERT_TRUE(air.station(1).radio.submit(job));
    air.run(1s);
    ASSERT_EQ(air.station(1).outcomes.size(), 1U);
    EXPECT_EQ(air.station(1).outcomes[0].outcome.status, status_sent);
    EXPECT_NEAR(air.station(1).outcomes[0].outcome.level_cdbm, -11621, 2);  // 150 kHz, 6 dB.
    EXPECT_EQ(air.medium.frames(), 0U);
}

TEST(Energy, OfAJammedChannelIsTheJammers) {
    TestAir air{pair(10)};
    const std::uint8_t jammed = 5;
    air.medium.jam_start(1, "1-2", -60, {&jammed, 1});
    TransmitJob job = TestAir::plain({}, 5ms);
    job.access = access_cca;
    job.sense = 200us;
    ASSERT_TRUE(air.station(1).radio.submit(job));
    air.run(1s);
    EXPECT_NEAR(air.station(1).outcomes.at(0).outcome.level_cdbm, -6000, 2);
}

}  // namespace
}  // namespace bench::radio
