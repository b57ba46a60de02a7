#include "firmware/app/metrology_config.h"

#include <gtest/gtest.h>

#include "firmware/core/crc.h"

namespace meter::app {
namespace {

// Resealed by hand: CRC-32 over the record as it stands.
void seal(hal_metrology& record) {
    record.crc =
        crc32(Bytes{reinterpret_cast<const std::uint8_t*>(record.channel), sizeof record.channel});
}

hal_metrology record() {
    hal_metrology made{};
    for (std::int32_t c = 0; c < HAL_METROLOGY_CHANNELS; ++c)
        made.channel[c] = {1'000'000 + c, 10 + c, -100 * c, 20'000 + c};
    made.nominal_hz = 60;
    made.nominal_mv = 120'000;
    made.nominal_ma = 10'000;
    made.max_ma = 80'000;
    made.start_ppm = 4'000;
    made.interruption_ppm = 70'000;
    seal(made);
    return made;
}

TEST(MetrologyConfig, AnIntactRecordIsTakenFieldByField) {
    const waveform::EngineConfig config = engine_config(record());
    EXPECT_TRUE(config.calibration.valid());
    for (std::int32_t c = 0; c < HAL_METROLOGY_CHANNELS; ++c) {
        const auto& channel = config.calibration.channel[static_cast<std::size_t>(c)];
        EXPECT_EQ(channel.gain, 1'000'000 + c);
        EXPECT_EQ(channel.offset, 10 + c);
        EXPECT_EQ(channel.delay_ns, -100 * c);
        EXPECT_EQ(channel.corner_hz, 20'000 + c);
    }
    EXPECT_EQ(config.nominal_hz, 60U);
    EXPECT_EQ(config.nominal_voltage.count(), 120'000);
    EXPECT_EQ(config.max_voltage.count(), 144'000);
    EXPECT_EQ(config.nominal_current.count(), 10'000);
    EXPECT_EQ(config.max_current.count(), 80'000);
    EXPECT_EQ(config.start.count(), 4'000);
}

TEST(MetrologyConfig, ABitThatFlippedInTheRecordMakesTheCalibrationInvalid) {
    for (std::size_t bit = 0; bit < sizeof(hal_metrology::channel) * 8; bit += 13) {
        hal_metrology damaged = record();
        reinterpret_cast<std::uint8_t*>(damaged.channel)[bit / 8] ^=
            static_cast<std::uint8_t>(1U << bit % 8);
        EXPECT_FALSE(engine_config(damaged).calibration.valid()) << bit;
    }
}

TEST(MetrologyConfig, ASealedRecordOutOfRangeIsInvalidToo) {
    hal_metrology wrong = record();
    wrong.channel[3].gain = 0;
    seal(wrong);
    EXPECT_FALSE(engine_config(wrong).calibration.valid());
}

TEST(MetrologyConfig, QualityTakesVoltageFrequencyAndInterruption) {
    const power_quality::Config config = quality_config(record());
    EXPECT_EQ(config.declared.count(), 120'000'000);
    EXPECT_EQ(config.nominal_hz, 60);
    EXPECT_EQ(config.interruption.count(), 70'000);
}

TEST(MetrologyConfig, QualityOutOfRangeFallsBackToTheDefaults) {
    const auto falls_back = [](auto change) {
        hal_metrology wrong = record();
        change(wrong);
        const power_quality::Config config = quality_config(wrong);
        return config.declared.count() == 230'000'000 && config.nominal_hz == 50 &&
               config.interruption.count() == 50'000;
    };
    EXPECT_TRUE(falls_back([](hal_metrology& r) { r.nominal_mv = 49'999; }));
    EXPECT_TRUE(falls_back([](hal_metrology& r) { r.nominal_hz = 55; }));
    EXPECT_TRUE(falls_back([](hal_metrology& r) { r.interruption_ppm = 100'001; }));
    // Times 1000 these leave 32 bits; the first would come back as 230 V.
    EXPECT_TRUE(falls_back([](hal_metrology& r) { r.nominal_mv = 4'524'967; }));
    EXPECT_TRUE(falls_back([](hal_metrology& r) { r.nominal_mv = INT32_MAX; }));
}

}  // namespace
}  // namespace meter::app
