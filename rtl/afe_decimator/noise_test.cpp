// How much noise the decimator adds to that of the bits: nothing that counts.

#include <cmath>

#include <fmt/core.h>

#include "rtl/afe_decimator/spectrum.h"
#include "rtl/afe_decimator/tones_test.h"

namespace bench::afe_decimator {
namespace {

constexpr std::size_t kFrames = 2048;
constexpr std::size_t kClocks = kFrames * kClocksPerFrame;  // 0.256 s, bins of 3.906 Hz.
constexpr std::size_t kTone = 13;                           // 50.8 Hz
constexpr std::size_t kBins = 641;                          // To 2500 Hz.
// The clock at which the window of the bits begins, so that it lies around the same time.
constexpr std::size_t kFirstClock =
    static_cast<std::size_t>(kFirstCentreClock + 0.5) - kClocksPerFrame / 2;

// `count` words of one channel from any clock on.
std::vector<std::uint64_t> words_from(const std::vector<Bits>& stream, std::size_t channel,
                                      std::size_t clock, std::size_t count) {
    std::vector<std::uint64_t> words(count);
    const std::size_t shift = clock % kBlockClocks;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t at = clock / kBlockClocks + i;
        words[i] = stream[at][channel] >> shift;
        if (shift != 0) {
            words[i] |= stream[at + 1][channel] << (kBlockClocks - shift);
        }
    }
    return words;
}

TEST(AfeDecimatorNoise, is_that_of_the_bits_through_an_ideal_filter) {
    constexpr std::array kLevelsDb{-3.0, -10.0, -40.0, -60.0};
    Tones tones;
    for (std::size_t c = 0; c < kLevelsDb.size(); ++c) {
        tones[c] = {std::pow(10, kLevelsDb[c] / 20), kTone * double{kModulatorHz} / kClocks, 0};
    }
    const std::size_t clocks = kFirstFrameClocks + kClocks;
    const std::vector<Bits> stream = bits_of(tones, clocks / kBlockClocks + 1);
    const Samples samples = samples_of(stream);
    for (std::size_t c = 0; c < kLevelsDb.size(); ++c) {
        const std::vector<std::uint64_t> words =
            words_from(stream, c, kFirstClock, kClocks / kBlockClocks);
        const double ideal = signal_to_noise_db(spectrum_of_bits(words, kBins), kTone);
        const double ours =
            signal_to_noise_db(spectrum(std::span{samples[c]}.first(kFrames), kBins), kTone);
        fmt::print(
            "{:.0f} dBFS: 0 .. 2500 Hz, SNR of the bits {:.2f} dB, of the frames {:.2f} dB\n",
            kLevelsDb[c], ideal, ours);
        EXPECT_NEAR(ours, ideal, 0.5);
        // 95.5 dB at -3 dBFS is what the loop is known for; each dB less of tone is a dB less of
        // SNR.
        EXPECT_GT(ideal, 90 + kLevelsDb[c]);
    }
}

}  // namespace
}  // namespace bench::afe_decimator
