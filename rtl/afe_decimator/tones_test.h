#pragma once

// Tones through seven modulators and the decimator, for the tests that measure.

#include <algorithm>
#include <span>
#include <vector>

#include "models/afe/modulator.h"
#include "models/numeric/numeric.h"
#include "rtl/afe_decimator/afe_decimator.h"

namespace bench::afe_decimator {

// A cosine at clock 0 of the modulators.
struct Tone {
    double amplitude = 0;  // Of full scale.
    double hertz = 0;
    double offset = 0;
};
using Tones = std::array<Tone, kChannels>;

inline std::vector<Bits> bits_of(const Tones& tones, std::size_t blocks) {
    std::vector<Bits> stream(blocks);
    std::vector<double> input(kBlockClocks * blocks);
    std::vector<std::uint64_t> words(blocks);
    for (std::size_t c = 0; c < kChannels; ++c) {
        for (std::size_t i = 0; i < input.size(); ++i) {
            const double turns = tones[c].hertz * static_cast<double>(i) / kModulatorHz;
            input[i] = tones[c].offset + tones[c].amplitude * numeric::cos_turns(turns);
        }
        afe::DeltaSigma modulator;
        modulator.run(input, words);
        for (std::size_t i = 0; i < blocks; ++i) {
            stream[i][c] = words[i];
        }
    }
    return stream;
}

// One channel's samples in full scales.
using Samples = std::array<std::vector<double>, kChannels>;

inline Samples samples_of(std::span<const Bits> stream) {
    constexpr std::size_t kRunBlocks = 160;
    AfeDecimator rtl;
    Samples samples;
    for (std::size_t at = 0; at < stream.size(); at += kRunBlocks) {
        rtl.run(stream.subspan(at, std::min(kRunBlocks, stream.size() - at)));
        for (std::size_t i = 0; i < rtl.frames(); ++i) {
            const Frame frame = parse(rtl.read_frame(i)).value();
            for (std::size_t c = 0; c < kChannels; ++c) {
                samples[c].push_back(static_cast<double>(frame.samples[c]) / kFullScale);
            }
        }
        rtl.release(rtl.frames());
    }
    return samples;
}

}  // namespace bench::afe_decimator
