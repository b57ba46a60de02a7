#pragma once

// Registers of the four quadrants. Active energy is added each cycle, as the sum of the phases with
// their signs; reactive (of the fundamental) and apparent energy with each window of 10 cycles.

#include <array>
#include <cstdint>

#include "firmware/core/measurement.h"
#include "firmware/waveform/arithmetic.h"
#include "firmware/waveform/config.h"
#include "firmware/waveform/energy_state.h"

namespace meter::waveform {

// Sum of voltage times current over samples: 100 uV x 1 uA x 125 us, so 1.25e-14 J.
using Work = std::int64_t;
using PhaseWork = std::array<Work, kPhases>;

// No-load and start: whether a phase counts is decided over every ten cycles by its mean power.
// What came in while it did not count is added if the ten cycles say that it should have, else
// dropped.
class EnergyMeter {
public:
    explicit EnergyMeter(const EngineConfig& config);

    // `length`: of the cycle. A phase's work beyond Un max x Imax is held at that and the cycle
    // counted as clamped.
    void cycle(const PhaseWork& work, Ticks length);
    // Reactive and apparent energy of a window.
    void window(const Window& window, Ticks length);

    [[nodiscard]] EnergyRegisters registers() const;
    [[nodiscard]] std::uint32_t clamped() const { return clamped_; }
    [[nodiscard]] bool counting(std::size_t phase) const { return phase_[phase].counting; }

    // Fractions are kept to 1 / 2^24 of a unit, rounded down.
    void save(EnergyBackup& backup) const;
    // Error::malformed: neither copy is intact.
    Result<void> restore(const EnergyBackup& backup);

private:
    struct Phase {
        Work sum = 0;      // Of the ten cycles under way.
        Work pending = 0;  // Of them, what is not added yet.
        bool counting = false;
    };
    struct Register {
        std::int64_t whole = 0;
        std::int64_t part = 0;  // 0 .. one unit - 1
    };

    void conclude();
    void add_active(Work net);
    static void add(Register& to, std::int64_t amount, std::int64_t unit);

    std::int64_t max_milliwatts_;  // Of a phase.
    std::int64_t from_milliwatts_;
    std::int64_t until_milliwatts_;
    std::array<Phase, kPhases> phase_{};
    std::array<Register, kRegisters> register_{};
    Ticks length_ = 0;  // Of the ten cycles so far.
    std::uint32_t cycles_ = 0;
    std::uint32_t clamped_ = 0;
};

}  // namespace meter::waveform
