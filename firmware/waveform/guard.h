#pragma once

// Rejects what conducted bursts (IEC 61000-4-4) leave in the samples, before anything sums them. At
// 8 kHz a burst of 5 kHz hits every sample of its 15 ms, so no filter over neighbours helps: each
// sample is compared with the one a cycle before, and replaced by it if it differs too much.
//
// Threshold: the largest of the channel's floor, 6 times the mean difference that undisturbed
// samples show (noise, changing loads), and 1/32 of the peak; all times a caution of 1 at first.
// Caution doubles whenever more than a quarter of the blocks within 320 ms had a sample beyond the
// threshold, and falls by a fifth else: what differs that often is how this waveform is. Bursts of
// 15 ms in 300 ms touch at most 6 of 32 blocks.
// A run of replacements ends after 8 samples in a row within half the threshold. It ends by the new
// waveform being taken as real
//  - after half a nominal cycle, if the difference was a sine of nominal frequency to 95 % of its
//    energy: a dip, a phase jump or a linear load; a burst's pedestal has at most 81 % (8 / pi^2);
//  - after 20 ms in any case.
// Each channel has an allowance of 160 replaced samples, which grows by 1 in 16 samples; a run
// begins with 128 or more, and a new waveform uses it up. So the guard rests for a quarter of a
// second after a step, and at the start while it learns: an inrush or a load that never repeats
// passes. A burst of 15 ms in 300 ms costs less than what grows.

#include <array>
#include <cstddef>
#include <cstdint>

#include "firmware/waveform/resampler.h"
#include "firmware/waveform/sample_block.h"

namespace meter::waveform {

class Guard {
public:
    // Samples before that are needed: one cycle of 42.5 Hz and what interpolation wants.
    static constexpr std::size_t kHistory = 200;

    // Floors of the threshold: 1 % of nominal voltage and current, in the channel's unit.
    Guard(std::uint32_t nominal_hz, std::int32_t voltage_floor, std::int32_t current_floor);

    // Replaces in place. `period`: of a cycle, in samples, 112 .. 189.
    void process(Block& block, float period);
    // After samples were lost: there is no cycle before.
    void restart();
    void enable(bool on) { enabled_ = on; }

    // Bit c of [n]: sample n of channel c of the last block was replaced.
    [[nodiscard]] const std::array<std::uint8_t, kBlockSamples>& marks() const { return marks_; }
    [[nodiscard]] bool any() const { return any_; }
    // Bit c of [n]: a run of channel c ended with sample n; of accepted(): by taking the waveform
    // as real.
    [[nodiscard]] const std::array<std::uint8_t, kBlockSamples>& ended() const { return ended_; }
    [[nodiscard]] const std::array<std::uint8_t, kBlockSamples>& accepted() const {
        return accepted_;
    }
    // Bit c: a run of channel c is under way.
    [[nodiscard]] std::uint8_t running() const;
    // Replaced samples of all channels, since the start.
    [[nodiscard]] std::uint64_t replaced() const { return replaced_; }

private:
    using Row = std::array<std::int32_t, kBlockSamples>;
    using Prediction = std::array<float, kBlockSamples>;
    struct State {
        std::array<std::int32_t, kHistory> history{};
        float mean = 0;  // Of the undisturbed difference's size.
        float peak = 0;
        float caution = 1;
        std::uint32_t beyond = 0;     // Blocks of the 32 under way.
        std::uint32_t allowance = 0;  // Sixteenths of a sample.
        std::uint32_t length = 0;     // Of the run; 0: none.
        std::uint32_t quiet = 0;
        float sine = 0, cosine = 0, energy = 0;  // Of the run's difference.
    };

    static void predict(const State& state, const Weights& weights, std::size_t begin,
                        std::size_t count, Prediction& out);
    void check(State& state, std::size_t channel, Block& block, const Prediction& predicted);
    [[nodiscard]] float threshold_of(const State& state, std::size_t channel) const;
    void judge_caution();
    void run(State& state, std::size_t channel, Block& block, const Prediction& predicted,
             float threshold);
    void replace(State& state, std::size_t channel, Block& block, std::size_t n, float predicted);
    [[nodiscard]] bool is_sine(const State& state) const;
    static void remember(State& state, const Row& row, std::size_t count);

    std::array<State, kChannels> state_{};
    std::array<float, kChannels> floor_{};
    std::uint32_t nominal_;
    std::size_t filled_ = 0;
    std::size_t judged_ = 0;  // Samples since caution was judged.
    std::array<std::uint8_t, kBlockSamples> marks_{};
    std::array<std::uint8_t, kBlockSamples> ended_{};
    std::array<std::uint8_t, kBlockSamples> accepted_{};
    std::uint64_t replaced_ = 0;
    bool any_ = false;
    bool enabled_ = true;
};

}  // namespace meter::waveform
