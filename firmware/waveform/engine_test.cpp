#include "firmware/waveform/engine.h"

#include <ctime>

#include <gtest/gtest.h>

#include "firmware/waveform/test_wave.h"

namespace meter::waveform {
namespace {

TEST(Engine, AGapFakesNoEnergy) {
    TestMeter meter;
    TestWave wave = TestWave::balanced(230, 10, 0);
    wave.freeze();
    meter.run(wave, 8000);
    const double before = meter.energy()[0];
    meter.forget();
    meter.engine->gap(8000, 4000);
    meter.next += 4000;
    meter.run(wave, 8000);
    // One second was measured; the cycle that the gap tore gave what it had.
    EXPECT_NEAR(meter.energy()[0] - before, 6900.0 / 3600, 6900.0 / 3600 * 0.021);
    EXPECT_LE(meter.energy()[0] - before, 6900.0 / 3600 * 1.001);
    EXPECT_EQ(meter.engine->missing_samples(), 4000U);
    ASSERT_FALSE(meter.halves.empty());
    EXPECT_TRUE(meter.halves.front().flagged);
    EXPECT_GE(meter.halves.front().end, 12000U + 159);
    EXPECT_FALSE(meter.halves.back().flagged);
    ASSERT_FALSE(meter.windows.empty());
    EXPECT_TRUE(meter.windows.front().flagged);
    EXPECT_GE(meter.windows.front().begin, 12000U);
    EXPECT_FALSE(meter.windows.back().flagged);
    for (const HalfCycle& half : meter.halves) {
        EXPECT_NEAR(half.voltage[0].count() * 1e-6, 230, 0.3);
    }
}

TEST(Engine, ABlockThatSkipsIsAGapAndOneThatRepeatsIsNot) {
    TestMeter meter;
    TestWave wave = TestWave::balanced(230, 10, 0);
    wave.freeze();
    meter.run(wave, 8000);
    const double before = meter.energy()[0];
    meter.next -= 120;  // One block and a half again.
    meter.run(wave, 120);
    EXPECT_EQ(meter.energy()[0], before);
    EXPECT_EQ(meter.engine->missing_samples(), 0U);
    meter.next += 7;
    meter.run(wave, 80);
    EXPECT_EQ(meter.engine->missing_samples(), 7U);
}

TEST(Engine, GoesOnFromItsBackupAfterAReset) {
    TestWave wave = TestWave::balanced(230, 50, 30);
    wave.freeze();
    TestMeter before;
    before.run(wave, 8000);
    EnergyBackup backup;
    before.engine->save(backup);
    TestMeter after;
    ASSERT_TRUE(after.engine->restore(backup).ok());
    EXPECT_EQ(after.engine->registers().active_import, before.engine->registers().active_import);
    EXPECT_EQ(after.engine->registers().apparent_cvah, before.engine->registers().apparent_cvah);
    after.run(wave, 8000);
    EXPECT_GT(after.engine->registers().active_import, before.engine->registers().active_import);
}

TEST(Engine, SaysWhichChannelsCannotBeBelieved) {
    TestMeter meter;
    TestWave wave = TestWave::balanced(230, 5, 0);
    wave.noise_counts = 3;
    meter.run(wave, 3200);
    for (const ChannelHealth health : meter.engine->channel_health()) {
        EXPECT_EQ(health, ChannelHealth::good);
    }
    wave.channel[1].clear();          // A fuse.
    wave.channel[3] = {{1, 150, 0}};  // Clips: 212 A of peak against 150.
    meter.run(wave, 3200);
    EXPECT_EQ(meter.engine->channel_health()[1], ChannelHealth::silent);
    EXPECT_EQ(meter.engine->channel_health()[3], ChannelHealth::saturated);
    EXPECT_EQ(meter.engine->channel_health()[4], ChannelHealth::good);
    wave = TestWave::balanced(230, 5, 0);
    wave.channel[4].clear();  // Without noise: a converter that gives one code.
    meter.run(wave, 3200);
    EXPECT_EQ(meter.engine->channel_health()[3], ChannelHealth::good);
    EXPECT_EQ(meter.engine->channel_health()[4], ChannelHealth::silent);
}

TEST(Engine, AChannelsDelayTurnsItByLessThanAHundredthOfADegreeWrong) {
    // 0.1 degree at 50 Hz is 5 556 ns, and 0.30 % of energy at power factor 0.5.
    for (const std::int32_t delay_ns : {-60'000, -5'556, 556, 5'556, 30'000, 60'000}) {
        EngineConfig config = test_config();
        config.calibration.channel[current_of(0)].delay_ns = delay_ns;
        config.calibration.seal();
        ASSERT_TRUE(config.calibration.valid());
        TestMeter meter{config};
        meter.run(TestWave::balanced(230, 5, 60), 6400);
        const PhaseWindow& phase = meter.windows.back().phase[0];
        const double turned = delay_ns * 1e-9 * 50 * 360;
        EXPECT_NEAR(phase.current_angle.count() * 1e-3, -60 - turned, 0.002) << delay_ns;
        EXPECT_NEAR(phase.current.count() * 1e-6, 5, 5e-5);
    }
}

TEST(Engine, RefusesACalibrationOutOfRangeOrAltered) {
    Calibration good = test_config().calibration;
    EXPECT_TRUE(good.valid());
    Calibration altered = good;
    altered.channel[2].offset = 5;
    EXPECT_FALSE(altered.valid());
    const auto with = [&good](auto change) {
        Calibration c = good;
        change(c.channel[1]);
        c.seal();
        return c.valid();
    };
    EXPECT_TRUE(with([](ChannelCalibration& c) { c.offset = 5; }));
    EXPECT_FALSE(with([](ChannelCalibration& c) { c.gain = 0; }));
    EXPECT_FALSE(with([](ChannelCalibration& c) { c.gain = (2 << kGainShift) + 1; }));
    EXPECT_FALSE(with([](ChannelCalibration& c) { c.offset = kMaxOffset + 1; }));
    EXPECT_FALSE(with([](ChannelCalibration& c) { c.delay_ns = kMaxDelayNs + 1; }));
    EXPECT_FALSE(with([](ChannelCalibration& c) { c.corner_hz = 1999; }));
}

TEST(Engine, AnOffsetIsTakenOff) {
    EngineConfig config = test_config();
    config.calibration.channel[3].offset = 20'000;  // 0.36 A
    config.calibration.seal();
    TestMeter meter{config};
    TestWave wave = TestWave::balanced(230, 5, 0);
    wave.disturbance = [](std::size_t c, std::uint64_t) { return c == 3 ? 20'000.0 : 0.0; };
    meter.run(wave, 6400);
    EXPECT_NEAR(meter.windows.back().phase[0].current.count() * 1e-6, 5, 5e-5);
}

TEST(Engine, WithstandsFullScaleEverywhere) {
    TestMeter meter;
    TestWave wave;
    wave.disturbance = [](std::size_t, std::uint64_t n) {
        return (n / 80) % 2 == 0 ? 0x1p23 : -0x1p23;
    };
    meter.run(wave, 8000);
    EXPECT_GT(meter.engine->clamped_cycles(), 10U);
    const EnergyRegisters registers = meter.engine->registers();
    EXPECT_LE(registers.active_import.count(), 3 * 27'600 * 100 / 3600 + 1);
}

// Multiply-accumulates for each of the seven channels' samples, counted from the code.
constexpr double kMacsPerSample =
    2 +                                              // Gain and all-pass.
    16 +                                             // Prediction.
    (3 * 2 * 2 + 10) / 7.0 +                         // Oscillators, sums of products.
    6400.0 / 8000 * (16 + 16 / 7.0 + 2 * 6 / 7.0) +  // Points, folding.
    2 * 6 * 448 * 4 / (1600 * 7.0);                  // Transforms.
static_assert(kMacsPerSample < 40);

TEST(Engine, CostsLittle) {
    TestWave wave = TestWave::balanced(230, 5, 20, 50);
    wave.channel[3].push_back({5, 1, 30});
    wave.freeze();
    std::vector<SampleBlock> blocks;
    for (std::uint64_t n = 0; n < 8000; n += kBlockSamples) {
        blocks.push_back(test_block(wave, n, kBlockSamples));
    }
    TestMeter meter;
    double least = 1e9;
    for (int second = 0; second < 20; ++second) {
        const std::clock_t begin = std::clock();
        for (SampleBlock& block : blocks) {
            meter.engine->process(block);
            block.first += 8000;
        }
        const double spent = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
        least = std::min(least, spent);
    }
    std::printf(
        "%.1f MAC per sample and channel, %.2f million per second; host %.3f ms per second; "
        "state %zu octets\n",
        kMacsPerSample, kMacsPerSample * 7 * 8000 / 1e6, least * 1e3, sizeof(Engine));
#if !defined(__SANITIZE_ADDRESS__)
    // Measured alone it takes 0.7 ms; a busy machine may take longer.
    EXPECT_LE(least, 3.0e-3);
#endif
    EXPECT_EQ(meter.engine->missing_samples(), 0U);
}

}  // namespace
}  // namespace meter::waveform
