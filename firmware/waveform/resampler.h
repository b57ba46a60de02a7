#pragma once

// Values between samples: a band-limited interpolation by 16 coefficients (sinc in a Kaiser window,
// beta 6.2), of 64 positions between two samples and linearly between those. Flat within 0.1 % to
// 3 kHz.

#include <array>
#include <cstddef>
#include <cstdint>

#include "firmware/waveform/arithmetic.h"
#include "firmware/waveform/sample_block.h"

namespace meter::waveform {

inline constexpr std::size_t kLanes = 8;  // Channels, and one that is nothing: two vectors of four.
using Lanes = std::array<float, kLanes>;

// Weights of the 16 samples around a position `fraction` (in 1 / 2^32 of a sample) after the
// eighth.
inline constexpr std::size_t kTaps = 16;
using Weights = std::array<float, kTaps>;
[[nodiscard]] Weights weights_at(std::uint32_t fraction);

class Resampler {
public:
    static constexpr std::size_t kKept = kTaps + 8;

    // Samples of this block and those kept from before, each with all channels.
    struct Work {
        std::array<Lanes, kKept + kBlockSamples> row;
        SampleIndex first = 0;  // Of row[0].
        std::size_t count = 0;  // Rows.
    };

    // After samples were lost; what is kept counts as zero.
    void restart() { kept_ = {}; }
    void load(const Block& block, Work& work);
    // Whether all samples that a value at `whole` + a fraction needs are there.
    [[nodiscard]] static bool covers(const Work& work, SampleIndex whole) {
        return whole + kTaps / 2 < work.first + work.count;
    }
    // `fraction` in 1 / 2^32 of a sample. The samples it needs must be there.
    static void at(const Work& work, SampleIndex whole, std::uint32_t fraction, Lanes& out);

private:
    std::array<Lanes, kKept> kept_{};
};

}  // namespace meter::waveform
