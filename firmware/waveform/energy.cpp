#include "firmware/waveform/energy.h"

#include <algorithm>

namespace meter::waveform {
namespace {

// 0.01 Wh is 36 J.
constexpr std::int64_t kActiveUnit = 2'880'000'000'000'000;                   // 36 J / 1.25e-14 J
constexpr std::int64_t kWindowUnit = std::int64_t{36'000} * kTicksPerSecond;  // mvar x ticks
constexpr std::size_t kImport = 0;
constexpr std::size_t kExport = 1;
constexpr std::size_t kReactive = 2;
constexpr std::size_t kApparent = 6;
constexpr std::uint32_t kDecisionCycles = 10;

constexpr std::int64_t unit_of(std::size_t reg) {
    return reg < kReactive ? kActiveUnit : kWindowUnit;
}

// What 1 / 2^24 of a unit stands for; rounded up, so that a fraction fits 24 bits.
constexpr std::int64_t step_of(std::size_t reg) { return (unit_of(reg) >> 24) + 1; }

// 1 mW for a sample is 1e7 of Work.
Work work_of(std::int64_t milliwatts, Ticks length) {
    return (milliwatts * 10'000'000 >> kTickShift) * length;
}

std::size_t quadrant_of(std::int64_t active, std::int64_t reactive) {
    if (reactive >= 0) return active >= 0 ? 0 : 1;
    return active >= 0 ? 3 : 2;
}

}  // namespace

EnergyMeter::EnergyMeter(const EngineConfig& config) {
    const std::int64_t un = config.nominal_voltage.count();
    const std::int64_t in = config.nominal_current.count();
    const std::int64_t start = un * in / 1000 * config.start.count() / 1'000'000;
    max_milliwatts_ = std::int64_t{config.max_voltage.count()} * config.max_current.count() / 1000;
    from_milliwatts_ = start * config.count_from_percent / 100;
    until_milliwatts_ = start * config.count_until_percent / 100;
}

void EnergyMeter::add(Register& to, std::int64_t amount, std::int64_t unit) {
    to.part += amount;
    to.whole = std::min(to.whole + to.part / unit, kRegisterLimit);
    to.part %= unit;
}

void EnergyMeter::add_active(Work net) {
    add(register_[net < 0 ? kExport : kImport], net < 0 ? -net : net, kActiveUnit);
}

void EnergyMeter::cycle(const PhaseWork& work, Ticks length) {
    const Work limit = work_of(max_milliwatts_, length);
    bool too_much = false;
    Work net = 0;
    for (std::size_t p = 0; p < kPhases; ++p) {
        const Work held = std::clamp(work[p], -limit, limit);
        too_much = too_much || held != work[p];
        phase_[p].sum += held;
        (phase_[p].counting ? net : phase_[p].pending) += held;
    }
    if (too_much) ++clamped_;
    add_active(net);
    length_ += length;
    if (++cycles_ == kDecisionCycles) conclude();
}

void EnergyMeter::conclude() {
    const Work from = work_of(from_milliwatts_, length_);
    const Work until = work_of(until_milliwatts_, length_);
    Work net = 0;
    for (Phase& phase : phase_) {
        const Work size = phase.sum < 0 ? -phase.sum : phase.sum;
        const bool counts = size >= (phase.counting ? until : from);
        if (counts && !phase.counting) net += phase.pending;
        phase = {0, 0, counts};
    }
    add_active(net);
    length_ = 0;
    cycles_ = 0;
}

void EnergyMeter::window(const Window& window, Ticks length) {
    std::int64_t active = 0;
    std::int64_t reactive = 0;
    std::int64_t apparent = 0;
    for (std::size_t p = 0; p < kPhases; ++p) {
        const PhaseWindow& phase = window.phase[p];
        const std::int64_t q = phase.reactive.count();
        if (!phase_[p].counting && (q < 0 ? -q : q) < from_milliwatts_) continue;
        active += phase.active.count();
        reactive += std::clamp(q, -max_milliwatts_, max_milliwatts_);
        apparent += std::clamp<std::int64_t>(phase.apparent.count(), 0, max_milliwatts_);
    }
    Register& quadrant = register_[kReactive + quadrant_of(active, reactive)];
    add(quadrant, (reactive < 0 ? -reactive : reactive) * length, kWindowUnit);
    add(register_[kApparent], apparent * length, kWindowUnit);
}

EnergyRegisters EnergyMeter::registers() const {
    EnergyRegisters out;
    out.active_import = Energy{register_[kImport].whole};
    out.active_export = Energy{register_[kExport].whole};
    for (std::size_t q = 0; q < 4; ++q) out.reactive_cvarh[q] = register_[kReactive + q].whole;
    out.apparent_cvah = register_[kApparent].whole;
    return out;
}

void EnergyMeter::save(EnergyBackup& backup) const {
    EnergyImage image;
    const Result<EnergyImage> last = backup.newest();
    image.sequence = static_cast<std::uint16_t>(last.ok() ? last.value().sequence + 1 : 1);
    for (std::size_t r = 0; r < kRegisters; ++r) {
        image.whole[r] = register_[r].whole;
        image.fraction[r] = static_cast<std::uint32_t>(register_[r].part / step_of(r));
    }
    backup.copy[backup.oldest()] = EnergyState::of(image);
}

Result<void> EnergyMeter::restore(const EnergyBackup& backup) {
    const Result<EnergyImage> image = backup.newest();
    if (!image.ok()) return image.error();
    for (std::size_t r = 0; r < kRegisters; ++r) {
        register_[r].whole = image.value().whole[r];
        register_[r].part = std::min(image.value().fraction[r] * step_of(r), unit_of(r) - 1);
    }
    return {};
}

}  // namespace meter::waveform
