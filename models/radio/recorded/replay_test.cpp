#include "models/radio/recorded/replay.h"

#include <cmath>
#include <cstdio>
#include <fstream>

#include "models/radio/error_curve.h"

namespace bench::radio {
namespace {

const std::string kFolder = std::string{METERBENCH_SOURCE_DIR} + "/scenarios/recordings/";

const std::vector<LinkSample>& grenoble() {
    static const std::vector<LinkSample> samples = read_k7(kFolder + "grenoble.k7.gz");
    return samples;
}

// ns-3's LrWpanErrorModel survives the same.
TEST(Delivery, OfTheRadiosOqpsk) {
    const double survived[] = {.005022, .310989, .848636, .986967, .999479};
    for (int i = 0; i < 5; ++i)
        EXPECT_NEAR(delivery(oqpsk_2450_error_rate, i - 2, 127 * 8), survived[i], 1e-6);
    EXPECT_EQ(delivery(oqpsk_2450_error_rate, 40, 1000), 1);
}

TEST(Dbpsk, ItsTextbookValue) {
    EXPECT_NEAR(dbpsk_bit_error_rate(10), 0.5 * std::exp(-10.0), 1e-12);
}

TEST(Replay, TheNoiseFollowsFromTheSensitivity) {
    EXPECT_NEAR(delivery(oqpsk_2450_error_rate, -101 - m3_noise_dbm(), 160), 0.99, 1e-6);
    // kTB in 2 MHz is -110.96 dBm: a noise figure between 9 and 10 dB.
    EXPECT_NEAR(m3_noise_dbm(), -101.4, 0.05);
}

TEST(Grenoble, IsReadWhole) {
    ASSERT_EQ(grenoble().size(), 108'659U);
    const LinkSample& third = grenoble()[2];
    EXPECT_EQ(third.from, 0);
    EXPECT_EQ(third.to, 42);
    EXPECT_EQ(third.channel, 11);
    EXPECT_DOUBLE_EQ(third.mean_rssi_dbm, -80.06);
    EXPECT_DOUBLE_EQ(third.delivery, 0.6);
    EXPECT_GT(grenoble().back().since_start, std::chrono::hours{47});
}

// The delivery that the data's own note computes, and that of the receiver at these levels: noise
// alone loses next to nothing, all of what is missing was lost to others.
TEST(Grenoble, NoiseDoesNotExplainTheLossPerChannel) {
    const auto channels = by_channel(grenoble(), -200);
    ASSERT_EQ(channels.size(), 16U);
    EXPECT_NEAR(channels[13 - 11].recorded, 0.79, 0.005);
    EXPECT_NEAR(channels[15 - 11].recorded, 0.945, 0.005);
    for (const Compared& channel : channels) {
        EXPECT_GT(channel.predicted, 0.9999);
        EXPECT_GT(channel.predicted - channel.recorded, 0.05) << channel.of;
        EXPECT_LT(channel.predicted - channel.recorded, 0.22) << channel.of;
    }
    const Errors all = errors(grenoble());
    EXPECT_NEAR(all.mean, 0.125, 0.001);
    EXPECT_NEAR(all.absolute, 0.125, 0.001);
}

TEST(Grenoble, StrongLinksAreRightToFivePercent) {
    for (const Compared& channel : by_channel(grenoble(), kStrongDbm)) {
        EXPECT_NEAR(channel.predicted, channel.recorded, 0.05) << channel.of;
    }
}

TEST(Grenoble, TheErrorGrowsAsLevelsFall) {
    double last = 1;
    for (const Compared& level : by_level(grenoble(), 10)) {
        const double error = level.predicted - level.recorded;
        if (level.of >= -90 && level.of < -50) {
            EXPECT_LT(error, last) << level.of;
        }
        last = error;
    }
}

TEST(Sfx, SixteenGroupsOfAHundred) {
    const auto packets = read_sfx(kFolder + "jsi_868_sfxlib_norep_30att.json");
    ASSERT_EQ(packets.size(), 1600U);
    const auto groups = sfx_groups(packets, dbpsk_bit_error_rate);
    ASSERT_EQ(groups.size(), 16U);
    EXPECT_DOUBLE_EQ(groups[0].recorded, 0.80);
    EXPECT_DOUBLE_EQ(groups[8].recorded, 0.61);
}

// From its level none is lost, from its reported ratio too few, and neither follows what was: the
// station's ratio hardly moves with the level.
TEST(Sfx, NeitherLevelNorRatioExplainsTheLoss) {
    const auto groups =
        sfx_groups(read_sfx(kFolder + "jsi_868_sfxlib_norep_30att.json"), dbpsk_bit_error_rate);
    double from_rssi = 0;
    double from_snr = 0;
    for (const SfxGroup& group : groups) {
        EXPECT_GT(group.from_rssi, 0.999);
        EXPECT_GT(group.mean_snr_db, 7.5);
        EXPECT_LT(group.mean_snr_db, 9.5);
        from_rssi += std::abs(group.from_rssi - group.recorded) / 16;
        from_snr += std::abs(group.from_snr - group.recorded) / 16;
    }
    EXPECT_NEAR(from_rssi, 0.154, 0.005);
    EXPECT_LT(from_snr, 0.12);
}

// Our own receiver is another modulation: at these ratios it would get little.
TEST(Sfx, TheFskReceiverIsNoModelOfIt) {
    const auto groups =
        sfx_groups(read_sfx(kFolder + "jsi_868_sfxlib_norep_30att.json"), gfsk_half_error_rate);
    for (const SfxGroup& group : groups) EXPECT_LT(group.from_snr, 0.6);
}

TEST(Recordings, SayWhatIsWrong) {
    EXPECT_THROW((void)read_k7(kFolder + "nothing.gz"), std::runtime_error);
    const std::string path = std::string{METERBENCH_BINARY_DIR} + "/broken.k7";
    std::ofstream{path} << "{\"start_date\": \"2018-01-11T16:32:22.0\"}\nnames\n"
                           "2018-01-11T16:32:22.0,0,18,eleven,-69.9,1.0,100\n";
    try {
        (void)read_k7(path);
        FAIL();
    } catch (const std::runtime_error& error) {
        EXPECT_NE(std::string{error.what()}.find("broken.k7:3: 'eleven' is not a number"),
                  std::string::npos)
            << error.what();
    }
    std::remove(path.c_str());
}

}  // namespace
}  // namespace bench::radio
