#pragma once

// Frequency and phase of the fundamental, from the voltages. Each is multiplied by an oscillator at
// the nominal frequency; four means of one nominal cycle each take away what turns at twice the
// frequency and the harmonics (at 7.5 Hz from nominal still by 3e-5 and 5e-4); the phase of what is
// left advances by the difference from nominal. The frequency is its advance over 200 ms.

#include <array>
#include <cstddef>
#include <cstdint>

#include "firmware/core/measurement.h"
#include "firmware/waveform/arithmetic.h"
#include "firmware/waveform/sample_block.h"

namespace meter::waveform {

// One voltage. Phases in turns times 2^32, modulo one turn.
class Demodulator {
public:
    static constexpr std::size_t kMeans = 4;
    static constexpr std::size_t kMeanChunks = 8;
    static constexpr std::size_t kSettledChunks = kMeans * (kMeanChunks - 1) + 1;
    static constexpr std::size_t kSpanChunks = 80;

    void restart();
    // The sum of a chunk's samples times the oscillator's sine and cosine.
    void feed(Complex chunk, float present);
    [[nodiscard]] bool present() const { return span_ > 0; }
    // Its size does not change: while a voltage comes or goes, its phase is of another instant.
    [[nodiscard]] bool steady() const { return present() && steady_; }
    // Against the oscillator, at the centre of what the means cover.
    [[nodiscard]] std::uint32_t phase() const { return phases_[last_]; }
    // Turns per chunk against the oscillator over up to kSpanChunks of them; `ok` if that is known.
    struct Advance {
        float turns = 0;
        bool ok = false;
    };
    [[nodiscard]] Advance advance() const;

private:
    void keep(std::uint32_t phase);

    std::array<std::array<Complex, kMeanChunks>, kMeans> mean_{};
    std::array<std::uint32_t, kSpanChunks> phases_{};
    std::uint32_t fed_ = 0;
    std::uint32_t span_ = 0;  // Phases that follow one another.
    std::uint32_t last_ = 0;
    std::int64_t turned_ = 0;  // Over the span, with whole turns.
    float power_ = 0;
    bool steady_ = false;
};

class FrequencyTracker {
public:
    // `present_peak`: a fundamental below this peak, in the samples' unit, is none.
    FrequencyTracker(std::uint32_t nominal_hz, float present_peak);

    void process(const Block& block);
    // What follows begins at `next`; the frequency stays.
    void restart(SampleIndex next);

    // Some voltage is there, and its phase is known.
    [[nodiscard]] bool locked() const { return reference_ < kPhases; }
    // The frequency has been measured since the start; before it is the nominal one.
    [[nodiscard]] bool known() const { return known_; }
    [[nodiscard]] float hertz() const { return hertz_; }
    // One cycle.
    [[nodiscard]] Ticks period() const;
    // Turns times 2^32 since the rising zero crossing of U1's fundamental, or of where it was last
    // against the voltage that stands in for it; only while locked.
    [[nodiscard]] std::uint32_t phase_at(Ticks instant) const;

private:
    void end_chunk();
    void choose_reference();
    void measure();
    [[nodiscard]] std::uint32_t oscillator_at(Ticks instant) const;

    std::uint32_t nominal_;
    std::uint32_t chunk_;  // Samples: an eighth of a nominal cycle.
    float present_;        // Of the last mean's value.
    std::array<Demodulator, kPhases> demodulator_{};
    std::array<Complex, kPhases> sum_{};
    std::array<std::uint32_t, kPhases> relative_{};  // Phase against U1's.
    std::size_t reference_ = kPhases;                // kPhases: none.
    SampleIndex next_ = 0;
    std::uint32_t in_chunk_ = 0;
    Ticks centre_ = 0;  // Of the latest phases.
    float hertz_;
    bool known_ = false;
};

}  // namespace meter::waveform
