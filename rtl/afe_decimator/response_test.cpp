// Gain and delay: of the table exactly, and of the RTL with tones through modulators.

#include <cmath>
#include <complex>
#include <numbers>

#include <fmt/core.h>

#include "rtl/afe_decimator/reference.h"
#include "rtl/afe_decimator/tones_test.h"

namespace bench::afe_decimator {
namespace {

double db(double ratio) { return 20 * std::log10(ratio); }

// The largest |gain| in dB over a band, both ends with it.
double highest_db(double from, double to) {
    double highest = -1000;
    for (double hertz = from; hertz <= to; hertz += 50) {
        highest = std::max(highest, db(gain_at(hertz)));
    }
    return highest;
}

TEST(AfeDecimatorResponse, is_flat_to_the_50th_harmonic_of_50_and_of_60_hertz) {
    for (const double edge : {2500.0, 3000.0}) {
        double worst = 0;
        for (double hertz = 0; hertz <= edge; hertz += 20) {
            worst = std::max(worst, std::abs(db(gain_at(hertz))));
        }
        fmt::print("0 .. {:.0f} Hz: within {:.4f} dB\n", edge, worst);
        EXPECT_LT(worst, 0.05);
    }
}

TEST(AfeDecimatorResponse, lets_nothing_through_that_folds_onto_the_passband) {
    fmt::print(
        "5.5 kHz: {:.1f} dB; 5.5 .. 16 kHz: at most {:.1f} dB; 5 .. 16 kHz: at most {:.1f} dB\n",
        db(gain_at(5500)), highest_db(5500, 16'000), highest_db(5000, 16'000));
    EXPECT_LT(highest_db(5500, 16'000), -60);
    EXPECT_LT(highest_db(5000, 16'000), -60);
    // Beyond half of 32 kHz the low-pass repeats itself, and around 32 kHz only sinc3 is left.
    for (double around = 8000; around <= 128'000; around += 8000) {
        EXPECT_LT(highest_db(around - 2500, around + 2500), -60) << around;
    }
    fmt::print("29.5 .. 34.5 kHz: at most {:.1f} dB; 29 .. 35 kHz: {:.1f} dB\n",
               highest_db(29'500, 34'500), highest_db(29'000, 35'000));
}

// The tone as the frames show it: over a whole number of its cycles.
std::complex<double> seen(const std::vector<double>& samples, double hertz) {
    constexpr std::size_t kFrames = 800;  // A tenth of a second: multiples of 10 Hz fit.
    std::complex<double> sum = 0;
    for (std::size_t k = 0; k < kFrames; ++k) {
        const double clock = kFirstCentreClock + static_cast<double>(k) * kClocksPerFrame;
        const double turns = hertz * (clock - afe::DeltaSigma::kDelayClocks) / kModulatorHz;
        sum += samples[k] * std::polar(1.0, -2 * std::numbers::pi * turns);
    }
    return sum * (2.0 / kFrames);
}

constexpr std::size_t kBlocks = 1'650;  // A tenth of a second and what the filters need first.

TEST(AfeDecimatorResponse, tones_come_through_with_their_amplitude_and_the_stated_delay) {
    constexpr std::array<double, kChannels> kHertz{50, 150, 650, 1250, 1850, 2500, 3000};
    Tones tones;
    for (std::size_t c = 0; c < kChannels; ++c) {
        tones[c] = {0.5, kHertz[c], 0};
    }
    const Samples samples = samples_of(bits_of(tones, kBlocks));
    for (std::size_t c = 0; c < kChannels; ++c) {
        const std::complex<double> tone = seen(samples[c], kHertz[c]);
        const double late = -std::arg(tone) / (2 * std::numbers::pi) * kModulatorHz / kHertz[c];
        fmt::print("{:.0f} Hz: {:+.4f} dB, {:+.3f} clocks late\n", kHertz[c],
                   db(std::abs(tone) / 0.5), late);
        EXPECT_NEAR(db(std::abs(tone) / 0.5), 0, 0.05);
        EXPECT_NEAR(std::arg(tone), 0, 1e-4);  // 0.006 degrees.
    }
}

TEST(AfeDecimatorResponse, tones_beyond_the_passband_do_not_fold_onto_it) {
    constexpr std::array<double, kChannels> kHertz{5500,   5000,   7950,  10'500,
                                                   13'500, 29'500, 34'500};
    Tones tones;
    for (std::size_t c = 0; c < kChannels; ++c) {
        tones[c] = {0.7, kHertz[c], 0};
    }
    const Samples samples = samples_of(bits_of(tones, kBlocks));
    for (std::size_t c = 0; c < kChannels; ++c) {
        const double folds_onto = std::abs(kHertz[c] - 8000 * std::round(kHertz[c] / 8000));
        const double ratio = std::abs(seen(samples[c], folds_onto)) / 0.7;
        fmt::print("{:.0f} Hz at {:.0f} Hz: {:.1f} dB\n", kHertz[c], folds_onto, db(ratio));
        EXPECT_LT(db(ratio), -60);
    }
}

TEST(AfeDecimatorResponse, an_offset_comes_through_as_it_is) {
    Tones tones;
    for (std::size_t c = 0; c < kChannels; ++c) {
        tones[c] = {0, 0, -0.75 + 0.25 * static_cast<double>(c)};
    }
    const Samples samples = samples_of(bits_of(tones, 1'000));
    for (std::size_t c = 0; c < kChannels; ++c) {
        double sum = 0;
        for (const double sample : samples[c]) {
            sum += sample;
        }
        const double mean = sum / static_cast<double>(samples[c].size());
        EXPECT_NEAR(mean, tones[c].offset, 2e-6);
    }
}

}  // namespace
}  // namespace bench::afe_decimator
