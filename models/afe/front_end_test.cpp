#include "models/afe/front_end.h"

#include <cmath>
#include <stdexcept>

#include <gtest/gtest.h>

#include "models/afe/decimator_response.h"
#include "models/afe/test_signals.h"

namespace bench::afe {
namespace {

constexpr std::size_t kSettled = 80;

double db(double ratio) { return 20 * std::log10(ratio); }
double degrees(std::complex<double> value) { return std::arg(value) * 180 / M_PI; }

TEST(FrontEnd, CountsAreVoltsByTheRatioOfFullScale) {
    Tones wave;
    wave.channel[0] = {325.27, 50};
    wave.channel[4] = {5 * std::sqrt(2), 50};
    FrontEnd front_end{ideal(), wave, nullptr, chance::Key{1}};
    const auto frames = frames_of(front_end, kSettled + 320);
    const double pole = std::cos(std::atan(50 / 7234.0));
    EXPECT_NEAR(std::abs(phasor(frames, 0, 50, kSettled)), 325.27 / 511.2 / 1.2 * (1 << 23) * pole,
                10);
    EXPECT_NEAR(std::abs(phasor(frames, 4, 50, kSettled)),
                5 * std::sqrt(2) * 0.064 / 1.2 * (1 << 23) * pole, 10);
    // One and a half times the rated voltage takes about 80 % of full scale.
    EXPECT_NEAR(front_end.true_gain(0) * 1.5 * 230 * std::sqrt(2) / (1 << 23), 0.8, 0.01);
}

TEST(FrontEnd, TrueGainAndDelayAreWhatTheFramesShow) {
    Tones wave;
    for (std::size_t i = 0; i < 3; ++i) wave.channel[i] = {325, 50, static_cast<double>(i) / 3};
    // Without offset in the flux: the peak at the first sample's input.
    for (std::size_t i = 3; i < kChannels; ++i) wave.channel[i] = {7, 50, 0.287};
    for (std::uint64_t part = 0; part < 3; ++part) {
        FrontEnd front_end{FrontEndConfig{}, wave, nullptr, chance::Key{8}.of(part)};
        const auto frames = frames_of(front_end, 800 + 1600);
        for (std::size_t i = 0; i < kChannels; ++i) {
            const auto seen = phasor(frames, i, 50, 800);
            const double peak = wave.channel[i].peak;
            EXPECT_NEAR(std::abs(seen) / peak / front_end.true_gain(i), 1, 2e-5) << i;
            const double lag = 360 * 50 * front_end.true_phase_delay(i);
            const auto turned =
                seen * std::polar(1.0, lag * M_PI / 180 - 2 * M_PI * wave.channel[i].turns);
            EXPECT_NEAR(degrees(turned), 0, 0.001) << i;
        }
        // The transformer leads: less delay than the voltage.
        EXPECT_LT(front_end.true_phase_delay(3), front_end.true_phase_delay(0));
    }
}

TEST(FrontEnd, PoleAndDecimatorFollowTheClosedFormToTheFiftiethHarmonic) {
    for (const Decimator decimator : {Decimator::two_stage, Decimator::single_sinc3}) {
        FrontEndConfig config = ideal();
        config.decimator = decimator;
        for (const double hz : {50.0, 250.0, 650.0, 1250.0, 2000.0, 2500.0}) {
            Tones wave;
            wave.channel[2] = {300, hz};
            FrontEnd front_end{config, wave, nullptr, chance::Key{1}};
            const auto frames = frames_of(front_end, kSettled + 320);
            const auto seen = phasor(frames, 2, hz, kSettled);
            const double pole = 1 / std::sqrt(1 + hz * hz / 7234 / 7234);
            const double chain = DecimatorResponse::of(decimator).amplitude(hz);
            EXPECT_NEAR(db(std::abs(seen) / (300 / 511.2 / 1.2 * (1 << 23))), db(pole * chain),
                        0.02)
                << hz;
            EXPECT_NEAR(std::abs(seen) / 300 / front_end.true_gain(2, hz), 1, 1e-3);
            const double lag = 360 * hz * front_end.true_phase_delay(2, hz);
            EXPECT_NEAR(degrees(seen * std::polar(1.0, lag * M_PI / 180)), 0, 0.03) << hz;
        }
    }
}

TEST(FrontEnd, SignalToNoiseIsThatOfTheConfiguration) {
    for (const double wanted : {85.0, 101.0}) {
        FrontEndConfig config = ideal();
        config.converter.snr_db = wanted;
        const Tones silence;
        FrontEnd front_end{config, silence, nullptr, chance::Key{2}};
        const auto frames = frames_of(front_end, 8000);
        double squares = 0;
        for (const Frame& frame : frames) squares += std::pow(frame.counts[5], 2);
        const double rms = std::sqrt(squares / static_cast<double>(frames.size()));
        EXPECT_NEAR(db((1 << 23) / std::sqrt(2) / rms), wanted, 0.2);
        EXPECT_NEAR(rms / front_end.true_noise(), 1, 0.03);
    }
}

TEST(FrontEnd, WhatExceedsFullScaleIsHeldAndMarked) {
    Tones wave;
    wave.channel[1] = {700, 50};  // 1.37 V at the modulator.
    wave.channel[0] = {600, 50};  // 1.17 V.
    FrontEnd front_end{ideal(), wave, nullptr, chance::Key{1}};
    const auto frames = frames_of(front_end, 800);
    std::size_t marked = 0;
    for (std::size_t n = kSettled; n < frames.size(); ++n) {
        const Frame& frame = frames[n];
        const bool held = frame.counts[1] == (1 << 23) - 1 || frame.counts[1] == -(1 << 23);
        EXPECT_EQ(frame.saturated, held ? 2 : 0);
        marked += held ? 1 : 0;
    }
    // Beyond 1.2 of 1.369 V: acos(0.876) / (pi / 2) of the time.
    EXPECT_NEAR(static_cast<double>(marked) / 720, 0.32, 0.02);
}

TEST(FrontEnd, FramesDoNotDependOnThePartitionBeyondARounding) {
    Tones wave;
    for (std::size_t i = 0; i < kChannels; ++i) wave.channel[i] = {i < 3 ? 325.0 : 7.0, 50.03, 0.1};
    Trouble trouble;
    trouble.pulses = {{0.0101, 1e-6}, {0.0199, -1e-6}, {0.02, 2e-7}};
    trouble.flux = 0.4;
    trouble.from_s = 0.031;
    FrontEnd whole{FrontEndConfig{}, wave, &trouble, chance::Key{1}};
    const auto frames = frames_of(whole, 400);
    FrontEnd pieces{FrontEndConfig{}, wave, &trouble, chance::Key{1}};
    for (std::size_t from = 0, size = 1; from < 400; from += size, size = size % 97 + 13) {
        std::vector<Frame> some(std::min<std::size_t>(size, 400 - from));
        pieces.produce(from, static_cast<double>(from + 1) * kNominalStep, kNominalStep, some);
        for (std::size_t n = 0; n < some.size(); ++n) {
            for (std::size_t i = 0; i < kChannels; ++i) {
                EXPECT_NEAR(some[n].counts[i], frames[from + n].counts[i], 1);
            }
        }
    }
}

TEST(FrontEnd, AnImpulseKeepsItsAreaInTheSamples) {
    const Tones silence;
    Trouble trouble;
    for (const double at_s : {0.00999, 0.0101, 0.01234}) {
        trouble.pulses = {{at_s, 1e-6}};  // Some of it in the block after.
        FrontEnd front_end{ideal(), silence, &trouble, chance::Key{1}};
        double sum = 0;
        for (const Frame& frame : frames_of(front_end, 240)) {
            sum += frame.counts[0];
            EXPECT_EQ(frame.counts[1], 0);
        }
        const double area = sum * kNominalStep * 1.2 / (1 << 23);
        EXPECT_NEAR(area / 1e-6, 1, 0.002);
    }
}

TEST(FrontEnd, SlowVoltageAndMagnetAreFeltAndNothingElseAsked) {
    Tones wave;
    wave.channel[3] = {7, 50};
    Trouble trouble;
    FrontEnd quiet{ideal(), wave, &trouble, chance::Key{1}};
    (void)frames_of(quiet, 160);
    EXPECT_EQ(trouble.asked, 0);
    trouble.volts = 0.1;
    trouble.flux = 1.4;
    trouble.from_s = 0.1;
    FrontEndConfig config = ideal();
    config.current[0] = CurrentInput{};
    FrontEnd front_end{config, wave, &trouble, chance::Key{1}};
    const auto frames = frames_of(front_end, 2400);
    EXPECT_EQ(frames[700].counts[1], 0);
    EXPECT_NEAR(frames[2000].counts[1], 0.1 / 1.2 * (1 << 23), 200);  // Flat but for the fit.
    const auto before = phasor({frames.data(), 640}, 3, 50, 320);
    const auto after = phasor(frames, 3, 50, 1600);
    EXPECT_GT(degrees(after / before), 1);
}

TEST(FrontEnd, OpenWireReadsOffsetAndNoiseAndAStuckConverterOneValue) {
    Tones wave;
    for (std::size_t i = 0; i < kChannels; ++i) wave.channel[i] = {i < 3 ? 325.0 : 7.0, 50};
    FrontEndConfig config;
    config.faults = {{0, InputFaultKind::open, 0.05, 0.08},
                     {4, InputFaultKind::stuck, 0.05001, 0.07001, -77}};
    FrontEnd front_end{config, wave, nullptr, chance::Key{1}};
    const auto frames = frames_of(front_end, 960);
    for (std::size_t n = 440; n < 540; ++n) {
        EXPECT_NEAR(frames[n].counts[0], front_end.true_offset(0), 6 * front_end.true_noise());
    }
    for (std::size_t n = 0; n < frames.size(); ++n) {
        const double at = static_cast<double>(n + 1) * kNominalStep;
        EXPECT_EQ(frames[n].counts[4] == -77, at >= 0.05001 && at < 0.07001) << n;
    }
    EXPECT_NEAR(std::abs(phasor(frames, 0, 50, 800)) / 325 / front_end.true_gain(0), 1, 1e-3);
}

TEST(FrontEnd, TemperatureMovesGainsWithinTheirCoefficients) {
    const Tones silence;
    for (std::uint64_t part = 0; part < 20; ++part) {
        FrontEnd front_end{FrontEndConfig{}, silence, nullptr, chance::Key{4}.of(part)};
        const double cold = front_end.true_gain(0);
        front_end.set_temperature(65);
        const double shift = front_end.true_gain(0) / cold - 1;
        EXPECT_LE(std::abs(shift), 40 * 35.1e-6);
        EXPECT_NE(shift, 0);
    }
}

TEST(FrontEnd, APowerCycleBeginsAnew) {
    Tones wave;
    wave.channel[0] = {325, 50};
    wave.channel[3] = {7, 50};
    FrontEnd front_end{FrontEndConfig{}, wave, nullptr, chance::Key{1}};
    const auto first = frames_of(front_end, 160);
    front_end.restart();
    EXPECT_EQ(frames_of(front_end, 160), first);
    EXPECT_EQ(frames_of(front_end, 160), first);  // Not the index that follows: anew as well.
}

// A longer low-pass, as an RTL may have, is followed as well; nobody is asked what was before.
TEST(FrontEnd, TakesTheTapsOfAnotherLowPass) {
    struct FromStart : Tones {
        void fill(double start_s, double step_s,
                  const std::array<std::span<double>, kChannels>& out) const override {
            EXPECT_GE(start_s, 0);
            Tones::fill(start_s, step_s, out);
        }
    } wave;
    FrontEndConfig config = ideal();
    for (int n = -39; n <= 39; ++n) {  // Hann over a sinc with its cut-off at 4 kHz.
        const double x = M_PI * n / 4;
        const double sinc = n == 0 ? 1 : std::sin(x) / x;
        config.low_pass_taps.push_back(sinc * std::pow(std::cos(M_PI * n / 80), 2));
    }
    for (const double hz : {50.0, 1000.0, 2500.0}) {
        wave.channel[0] = {300, hz};
        FrontEnd front_end{config, wave, nullptr, chance::Key{1}};
        const auto seen = phasor(frames_of(front_end, kSettled + 320), 0, hz, kSettled);
        EXPECT_NEAR(db(std::abs(seen) / 300 / front_end.true_gain(0, hz)), 0, 0.02) << hz;
        const double lag = 360 * hz * front_end.true_phase_delay(0, hz);
        EXPECT_NEAR(degrees(seen * std::polar(1.0, lag * M_PI / 180)), 0, 0.05) << hz;
    }
    config.low_pass_taps[3] += 1;
    EXPECT_THROW((FrontEnd{config, wave, nullptr, chance::Key{1}}), std::invalid_argument);
}

TEST(FrontEnd, AStepFarFromTheNominalOneIsRefused) {
    const Tones silence;
    FrontEnd front_end{FrontEndConfig{}, silence, nullptr, chance::Key{1}};
    std::array<Frame, 1> out;
    EXPECT_THROW(front_end.produce(0, 0, 130e-6, out), std::invalid_argument);
    EXPECT_NO_THROW(front_end.produce(0, 0, 125.1e-6, out));
}

}  // namespace
}  // namespace bench::afe
