#pragma once

// From samples to half cycles, windows and registers. Owns everything; its state is all of this
// room's memory.

#include <cstdint>

#include "firmware/core/measurement.h"
#include "firmware/core/result.h"
#include "firmware/waveform/calibration.h"
#include "firmware/waveform/config.h"
#include "firmware/waveform/cycle_sums.h"
#include "firmware/waveform/energy.h"
#include "firmware/waveform/energy_state.h"
#include "firmware/waveform/frequency.h"
#include "firmware/waveform/guard.h"
#include "firmware/waveform/harmonics.h"
#include "firmware/waveform/health.h"
#include "firmware/waveform/phasors.h"
#include "firmware/waveform/sample_block.h"
#include "firmware/waveform/sinks.h"

namespace meter::waveform {

class Engine {
public:
    // The sinks outlive the engine. `config.calibration.valid()` is the caller's to ask.
    Engine(const EngineConfig& config, HalfCycleSink& half_cycles, WindowSink& windows);

    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    // Blocks in the order of their samples. One that does not follow the last is preceded by the
    // gap that it implies; samples that were there already are left out. Bounded: one transform of
    // one channel at most, and at most two calls of a sink of each kind.
    void process(const SampleBlock& block);
    // Samples [from, from + count) were lost. Nothing is counted for them; what was measured before
    // is kept. The cycle and the window under way are dropped, the next of each is flagged.
    void gap(SampleIndex from, std::uint64_t count);

    [[nodiscard]] EnergyRegisters registers() const { return energy_.registers(); }
    // Writes the older copy over. What came after it is lost by a reset.
    void save(EnergyBackup& backup) const { energy_.save(backup); }
    // At start. Error::malformed: neither copy is intact; the registers are as before.
    Result<void> restore(const EnergyBackup& backup) { return energy_.restore(backup); }

    // Of the reference voltage; the last known, or nominal, while there is none.
    [[nodiscard]] Millihertz frequency() const;
    // Fundamental phasors of the cycle before sample `end`. Error::empty: it is not of the newest
    // 10 ms, or something of its cycle is missing.
    [[nodiscard]] Result<PhasorSet> phasors(SampleIndex end) const;
    [[nodiscard]] const Health& channel_health() const { return health_.health(); }
    // Samples of any channel that were replaced, since the start.
    [[nodiscard]] std::uint64_t disturbed_samples() const { return guard_.replaced(); }
    // Cycles whose energy was more than the meter can carry, since the start.
    [[nodiscard]] std::uint32_t clamped_cycles() const { return energy_.clamped(); }
    // Samples lost, since the start.
    [[nodiscard]] std::uint64_t missing_samples() const { return missing_; }
    // Off: samples are summed as they come. On at start.
    void set_guard(bool on) { guard_.enable(on); }

private:
    void restart(SampleIndex at, bool flagged);
    void follow(const SampleBlock& block);
    void sum(const Block& original, const Block& clean);
    void split(const Block& original, const Block& clean, std::size_t n, bool half, bool window);
    void settle(std::size_t from, std::size_t to);
    // What samples [from, to) lack, whose sums without disturbance are `clean`.
    [[nodiscard]] Sums withheld(const Block& original, const Sums& clean, std::size_t from,
                                std::size_t to) const;
    [[nodiscard]] std::uint8_t any_of(const std::array<std::uint8_t, kBlockSamples>& bits,
                                      std::size_t from, std::size_t to) const;

    WindowSink& windows_;
    Calibrator calibrator_;
    HealthMonitor health_;
    Guard guard_;
    FrequencyTracker frequency_;
    EnergyMeter energy_;
    CycleSums cycles_;
    HarmonicAnalyser harmonics_;
    Phasors phasors_{};
    float present_;  // Peak of a voltage that is there.
    SampleIndex expected_ = 0;
    std::uint64_t missing_ = 0;
    bool started_ = false;
};

static_assert(sizeof(Engine) <= 42 * 1024);

}  // namespace meter::waveform
