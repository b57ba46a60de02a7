// Sample fidelity against modulators and RTL: what a meter sees of either must be the same.

#include "models/afe/rtl_converter.h"

#include <cmath>
#include <numeric>

#include <fmt/core.h>
#include <gtest/gtest.h>

#include "models/afe/test_signals.h"
#include "rtl/afe_decimator/spectrum.h"

namespace bench::afe {
namespace {

constexpr std::size_t kSettled = 80;

double db(double ratio) { return 20 * std::log10(ratio); }

FrontEndConfig with_taps(FrontEndConfig config) {
    config.low_pass_taps = RtlConverter::low_pass_taps();
    return config;
}

// The same part, converted either way.
struct Pair {
    Pair(const FrontEndConfig& config, const mains::WaveSource& wave,
         const emi::FrontEndDisturbance* disturbance = nullptr)
        : converter{config.converter.full_scale_v},
          samples{with_taps(config), wave, disturbance, chance::Key{1}},
          rtl{with_taps(config), wave, disturbance, chance::Key{1}, &converter} {}
    RtlConverter converter;
    FrontEnd samples;
    FrontEnd rtl;
};

double rms(std::span<const Frame> frames, std::size_t channel) {
    double squares = 0;
    for (const Frame& frame : frames) squares += std::pow(frame.counts[channel], 2);
    return std::sqrt(squares / static_cast<double>(frames.size()));
}

double mean(std::span<const Frame> frames, std::size_t channel) {
    double sum = 0;
    for (const Frame& frame : frames) sum += frame.counts[channel];
    return sum / static_cast<double>(frames.size());
}

TEST(RtlConverter, RmsAndOffsetAgreeWithSampleFidelity) {
    Tones wave;
    for (std::size_t i = 0; i < kChannels; ++i) {
        wave.channel[i] = {i < 3 ? 325.27 : 7.0711, 50, static_cast<double>(i) / 3};
    }
    Pair pair{FrontEndConfig{}, wave};
    const auto samples = frames_of(pair.samples, kSettled + 1600);
    const auto rtl = frames_of(pair.rtl, kSettled + 1600);
    double worst = 0;
    for (std::size_t c = 0; c < kChannels; ++c) {
        const std::span ours = std::span{rtl}.subspan(kSettled);
        const double ratio = rms(ours, c) / rms(std::span{samples}.subspan(kSettled), c) - 1;
        worst = std::max(worst, std::abs(ratio));
        EXPECT_NEAR(ratio, 0, 5e-4) << c;
        const auto seen = phasor(rtl, c, 50, kSettled);
        const double lag = 2 * M_PI * (50 * pair.rtl.true_phase_delay(c) - wave.channel[c].turns);
        EXPECT_NEAR(std::abs(seen) / wave.channel[c].peak / pair.rtl.true_gain(c), 1, 1e-4) << c;
        EXPECT_NEAR(std::arg(seen * std::polar(1.0, lag)) * 180 / M_PI, 0, 0.01) << c;
        // Currents have what the cores' flux began with.
        if (c >= 3) continue;
        EXPECT_NEAR(mean(ours, c), pair.rtl.true_offset(c), 20) << c;
    }
    fmt::print("RMS at 50 Hz: within {:.5f} %\n", worst * 100);
}

TEST(RtlConverter, AmplitudesAgreeWithSampleFidelityTo2500Hz) {
    constexpr std::array<double, kChannels> kHertz{50, 150, 650, 1250, 1850, 2350, 2500};
    Tones wave;
    for (std::size_t i = 0; i < kChannels; ++i) wave.channel[i] = {i < 3 ? 300.0 : 9.0, kHertz[i]};
    Pair pair{ideal(), wave};
    const auto samples = frames_of(pair.samples, kSettled + 800);
    const auto rtl = frames_of(pair.rtl, kSettled + 800);
    for (std::size_t c = 0; c < kChannels; ++c) {
        const auto ours = phasor(rtl, c, kHertz[c], kSettled);
        const double apart = db(std::abs(ours) / std::abs(phasor(samples, c, kHertz[c], kSettled)));
        const double off =
            db(std::abs(ours) / wave.channel[c].peak / pair.rtl.true_gain(c, kHertz[c]));
        const double lag = 2 * M_PI * kHertz[c] * pair.rtl.true_phase_delay(c, kHertz[c]);
        const double degrees = std::arg(ours * std::polar(1.0, lag)) * 180 / M_PI;
        fmt::print("{:.0f} Hz: {:+.4f} dB against samples, {:+.4f} dB, {:+.4f} deg against truth\n",
                   kHertz[c], apart, off, degrees);
        EXPECT_NEAR(apart, 0, 0.02) << kHertz[c];
        EXPECT_NEAR(off, 0, 0.005) << kHertz[c];
        EXPECT_NEAR(degrees, 0, 0.02) << kHertz[c];
    }
}

constexpr std::size_t kLong = 8192;
constexpr std::size_t kBins = kLong * 2500 / 8000 + 1;  // To 2.5 kHz.
constexpr std::size_t kToneBin = 51;                    // 49.8 Hz

double signal_to_noise(std::span<const Frame> frames, std::size_t channel) {
    std::vector<double> values;
    for (const Frame& frame : frames) values.push_back(frame.counts[channel]);
    return afe_decimator::signal_to_noise_db(afe_decimator::spectrum(values, kBins), kToneBin);
}

TEST(RtlConverter, SignalToNoiseAgreesWithSampleFidelity) {
    // Of full scale: 1.5 and 1 times 230 V, 5 A, and small ones.
    constexpr std::array<double, kChannels> kLevelDb{-2, -5.5, -8, -10, -20, -40, -60};
    Tones wave;
    for (std::size_t i = 0; i < kChannels; ++i) {
        const double full = i < 3 ? 1.2 * 511.2 : 1.2 / (0.004 * 16);
        wave.channel[i] = {full * std::pow(10, kLevelDb[i] / 20), 8000.0 * kToneBin / kLong};
    }
    FrontEndConfig config = ideal();
    config.converter.snr_db = 101;
    Pair pair{config, wave};
    config.converter.snr_db = RtlConverter::kEquivalentSnrDb;
    FrontEnd same{with_taps(config), wave, nullptr, chance::Key{1}};
    const auto rtl = frames_of(pair.rtl, kSettled + kLong);
    const auto samples = frames_of(same, kSettled + kLong);
    for (std::size_t c = 0; c < kChannels; ++c) {
        const double ours = signal_to_noise(std::span{rtl}.subspan(kSettled), c);
        const double theirs = signal_to_noise(std::span{samples}.subspan(kSettled), c);
        fmt::print("{:.1f} dBFS: SNR to 2.5 kHz {:.2f} dB with RTL, {:.2f} dB at samples\n",
                   kLevelDb[c], ours, theirs);
        // A modulator's noise depends on its input, that of samples does not.
        const bool alike = c == 1 || c == 2 || c >= 5;
        EXPECT_NEAR(ours, theirs, alike ? 0.5 : 3.2) << kLevelDb[c];
    }
}

TEST(RtlConverter, APulseKeepsItsAreaAsAtSampleFidelity) {
    const Tones silence;
    for (const double at : {0.012345, 0.0123453, 0.0123455, 0.01234575}) {
        Trouble trouble;
        trouble.pulses = {{at, 20e-6}};
        Pair pair{ideal(), silence, &trouble};
        const auto area = [](const std::vector<Frame>& frames) {
            double sum = 0;
            for (const Frame& frame : frames) sum += frame.counts[0];
            return sum * kNominalStep * 1.2 / kFullScaleCounts / 20e-6;
        };
        const double ours = area(frames_of(pair.rtl, 160));
        const double theirs = area(frames_of(pair.samples, 160));
        fmt::print("area {:.5f} with RTL, {:.5f} at samples\n", ours, theirs);
        EXPECT_NEAR(ours, 1, 1e-3);
        EXPECT_NEAR(theirs, 1, 1e-3);
    }
}

TEST(RtlConverter, WhatExceedsFullScaleIsHeldAndMarked) {
    Tones wave;
    wave.channel[1] = {700, 50};  // 1.37 V at the modulator.
    wave.channel[0] = {560, 50};  // 1.095 V: 91 %.
    Pair pair{ideal(), wave};
    int marked = 0;
    for (const Frame& frame : frames_of(pair.rtl, kSettled + 320)) {
        EXPECT_EQ(frame.saturated & ~2, 0);
        marked += frame.saturated != 0 ? 1 : 0;
        EXPECT_LT(frame.counts[1], kFullScaleCounts);
        EXPECT_GE(frame.counts[1], -kFullScaleCounts);
    }
    // Beyond 15/16 of full scale, 1.125 V of 1.369 V: acos(0.822) / (pi / 2) of the time, 38.6 %,
    // and what the modulator then needs to come back, some samples of each half cycle of 80.
    EXPECT_GT(marked / 400.0, 0.386);
    EXPECT_LT(marked / 400.0, 0.386 + 8.0 / 80);
}

TEST(RtlConverter, ARestartBeginsAnewAndBlocksMayBeParted) {
    Tones wave;
    for (std::size_t i = 0; i < kChannels; ++i) wave.channel[i] = {i < 3 ? 325.0 : 7.0, 50, 0.1};
    Pair pair{FrontEndConfig{}, wave};
    const auto once = frames_of(pair.rtl, 160);
    pair.rtl.restart();
    EXPECT_EQ(frames_of(pair.rtl, 160), once);
    pair.rtl.restart();
    std::vector<Frame> parts(160);
    std::size_t done = 0;
    for (const std::size_t count : {1U, 30U, 80U, 49U}) {
        pair.rtl.produce(done, static_cast<double>(done + 1) * kNominalStep, kNominalStep,
                         std::span{parts}.subspan(done, count));
        done += count;
    }
    // A modulator is chaotic: one rounding changes its bits, and a frame by its noise.
    for (std::size_t n = 0; n < parts.size(); ++n) {
        EXPECT_NEAR(parts[n].counts[2], once[n].counts[2], 2000) << n;
    }
}

}  // namespace
}  // namespace bench::afe
