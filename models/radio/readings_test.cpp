// What a receiver says of a level, and that nothing hangs on it.

#include "models/radio/readings.h"

#include <cmath>

#include <gtest/gtest.h>

#include "models/radio/test_air.h"

namespace bench::radio {
namespace {

struct Moments {
    double mean = 0;
    double deviation = 0;
};

Moments moments(const std::vector<double>& values) {
    Moments m;
    for (const double value : values) m.mean += value / static_cast<double>(values.size());
    for (const double value : values)
        m.deviation += (value - m.mean) * (value - m.mean) / static_cast<double>(values.size());
    m.deviation = std::sqrt(m.deviation);
    return m;
}

TEST(Readings, PartsAreOffByADecibel) {
    std::vector<double> offsets;
    for (std::uint64_t i = 0; i < 2000; ++i)
        offsets.push_back(Readings{{}, chance::Key{1}.of(i)}.offset_db());
    const Moments m = moments(offsets);
    EXPECT_NEAR(m.mean, 0, 0.08);
    EXPECT_NEAR(m.deviation, 1, 0.06);
    EXPECT_EQ(Readings({}, chance::Key{1}).offset_db(), Readings({}, chance::Key{1}).offset_db());
}

// 1.5 dB of error and the twelfth of a step squared.
TEST(Readings, OfOnePartSpreadAboutItsOffsetInWholeDecibels) {
    const Readings part{{}, chance::Key{3}};
    std::vector<double> errors;
    for (int i = 0; i < 4000; ++i) {
        const int said = part.cdbm(-9130, kStart + i * 1ms);
        EXPECT_EQ(said % 100, 0);
        errors.push_back(said / 100.0 + 91.3);
    }
    const Moments m = moments(errors);
    EXPECT_NEAR(m.mean, part.offset_db(), 0.1);
    EXPECT_NEAR(m.deviation, std::sqrt(1.5 * 1.5 + 1.0 / 12), 0.06);
}

TEST(Readings, AreRoundedToTheNearestStep) {
    const Readings part{{.offset_sigma_db = 0, .reading_sigma_db = 0, .step_db = 2},
                        chance::Key{1}};
    EXPECT_EQ(part.cdbm(-9000, kStart), -9000);
    EXPECT_EQ(part.cdbm(-9099, kStart), -9000);
    EXPECT_EQ(part.cdbm(-9101, kStart), -9200);
    EXPECT_EQ(part.cdbm(99, kStart), 0);
    EXPECT_EQ(part.cdbm(101, kStart), 200);
    EXPECT_EQ(Readings(kExactRssi, chance::Key{1}).cdbm(-9101, kStart), -9101);
    EXPECT_THROW(Readings({.step_db = -1}, chance::Key{1}), std::invalid_argument);
}

struct Played {
    std::vector<Time> starts;
    std::vector<int> levels;
    std::vector<std::int16_t> sinr;
    std::vector<std::int16_t> traced;
};

Played play(const RssiConfig& rssi) {
    AirConfig config = line({0, 22}, {{1, 2}});
    config.links[0].fading = FadingConfig{.rician_db = 0, .doppler_hz = 3};
    for (NodeConfig& node : config.nodes) node.rssi = rssi;
    TestAir air{config};
    Played played;
    for (int i = 0; i < 300; ++i) {
        TransmitJob job = TestAir::plain(data_frame(2, 1, 1, 246, false), i * 20ms);
        job.power_cdbm = -2700;
        EXPECT_TRUE(air.station(1).radio.submit(job));
        air.run((i + 1) * 20ms);
    }
    for (const StoredReception& got : air.station(2).receptions) {
        played.starts.push_back(got.reception.start);
        played.levels.push_back(got.reception.rssi_cdbm);
    }
    for (const auto& received : air.log.all<trace::FrameReceived>()) {
        played.sinr.push_back(received.sinr_cdb);
        played.traced.push_back(received.rssi_cdbm);
    }
    return played;
}

TEST(Readings, ReachTheFirmwareAndTheTraceAndDecideNothing) {
    const Played exact = play(kExactRssi);
    const Played real = play({});
    ASSERT_GT(exact.starts.size(), 100U);
    ASSERT_LT(exact.starts.size(), 290U);
    EXPECT_EQ(real.starts, exact.starts);
    EXPECT_EQ(real.sinr, exact.sinr);
    EXPECT_NE(real.levels, exact.levels);
    EXPECT_TRUE(std::ranges::equal(real.levels, real.traced));
    EXPECT_TRUE(std::ranges::equal(exact.levels, exact.traced));
}

}  // namespace
}  // namespace bench::radio
