#include "models/mains/load_current.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "models/numeric/numeric.h"

namespace bench::mains {
namespace {

constexpr double kInrushOver = 1e-3;  // Of the rated current.

// i = cos x - cos 5x / 5 + cos 7x / 7 - cos 11x / 11 + ...
std::vector<Harmonic> six_pulse() {
    std::vector<Harmonic> list;
    for (int order = 5; order <= kMaxOrder; order += 6) {
        list.push_back({order, 1.0 / order, 180});
        if (order + 2 <= kMaxOrder) list.push_back({order + 2, 1.0 / (order + 2), 0});
    }
    return list;
}

// i = cos x - cos 3x / 3 + cos 5x / 5 - ...
std::vector<Harmonic> square_wave() {
    std::vector<Harmonic> list;
    for (int order = 3; order <= kMaxOrder; order += 2) {
        list.push_back({order, 1.0 / order, order % 4 == 3 ? 180.0 : 0.0});
    }
    return list;
}

void scale_to(std::vector<Harmonic>& list, double thd) {
    double squares = 0;
    for (const Harmonic& harmonic : list) squares += harmonic.share * harmonic.share;
    for (Harmonic& harmonic : list) harmonic.share *= thd / numeric::square_root(squares);
}

}  // namespace

std::vector<Harmonic> current_spectrum(const LoadItem& load) {
    const bool bridge = load.kind == LoadKind::rectifier || load.kind == LoadKind::inverter;
    if (!bridge || !load.spectrum.empty()) return load.spectrum;
    if (load.kind == LoadKind::inverter && load.thd == 0) return {};
    std::vector<Harmonic> list = load.phases == kAllPhases ? six_pulse() : square_wave();
    if (load.thd > 0) scale_to(list, load.thd);
    return list;
}

void append_draws(const LoadItem& load, std::size_t index, double frequency_hz,
                  std::vector<Draw>& out) {
    const std::int64_t end = end_ns(load.start, load.length);
    std::int64_t from = ns(load.start);
    if (load.inrush_multiple > 1) {
        const std::int64_t half_cycle = std::llround(5e8 / frequency_hz);
        const auto decay = static_cast<double>(load.inrush_decay.count());
        while (from < end) {
            const double passed = static_cast<double>(from - ns(load.start)) / decay;
            const double excess = (load.inrush_multiple - 1) * numeric::exp(-passed);
            if (excess < kInrushOver) break;
            const std::int64_t to = end - from > half_cycle ? from + half_cycle : end;
            out.push_back({from, to, index, 1 + excess});
            from = to;
        }
    }
    if (from < end) out.push_back({from, end, index, 1});
}

int phase_count(std::uint8_t phases) { return std::popcount(phases); }

double conductance(const LoadItem& load, double nominal_v) {
    if (load.kind != LoadKind::resistive || load.power_w == 0) return 0;
    const double sign = load.direction == LoadDirection::import ? 1 : -1;
    return sign * load.power_w / (phase_count(load.phases) * nominal_v * nominal_v);
}

double rated_current(const LoadItem& load, double nominal_v) {
    if (load.power_w == 0) return load.current_a;
    if (load.kind == LoadKind::resistive) return 0;
    return load.power_w / (phase_count(load.phases) * nominal_v * load.power_factor);
}

Phasor displacement(const LoadItem& load) {
    const double sine = numeric::square_root(1 - load.power_factor * load.power_factor);
    return {load.power_factor, load.sign == PowerFactorSign::lag ? -sine : sine};
}

std::int64_t end_ns(Time start, Nanoseconds length) {
    if (length >= kEndOfTime - start) return INT64_MAX;
    return ns(start + length);
}

}  // namespace bench::mains
