#include "models/mains/piece.h"

#include <cmath>

#include "models/numeric/numeric.h"

namespace bench::mains {
namespace {

std::int64_t nano(double value) { return std::llround(value * 1e9); }

std::size_t quadrant(double active, double reactive) {
    if (active >= 0) return reactive >= 0 ? 0 : 3;
    return reactive >= 0 ? 1 : 2;
}

}  // namespace

PhaseSums sums_of(const Piece& piece, std::size_t phase, double factor,
                  double inter_share_squares) {
    PhaseSums sums;
    const double conductance = piece.conductance[phase];
    for (const OrderLine& line : piece.lines) {
        const Phasor voltage = factor * line.voltage[phase];
        const Phasor current = conductance * voltage + line.current[phase];
        const Phasor power = voltage * std::conj(current);
        sums.voltage_square += std::norm(voltage);
        sums.current_square += std::norm(current);
        sums.active_w += power.real();
        if (line.order == 1) sums.reactive_var = power.imag();
    }
    const double fundamental = std::norm(factor * piece.lines.front().voltage[phase]);
    const double inter = fundamental * inter_share_squares;
    sums.voltage_square += inter;
    sums.current_square += inter * conductance * conductance;
    sums.active_w += inter * conductance;
    return sums;
}

EnergyRate rate_of(const Piece& piece, double factor, double inter_share_squares, double faint_w) {
    EnergyRate rate;
    double active = 0;
    double reactive = 0;
    for (std::size_t phase = 0; phase < 3; ++phase) {
        const PhaseSums sums = sums_of(piece, phase, factor, inter_share_squares);
        active += sums.active_w;
        reactive += sums.reactive_var;
        rate.apparent += nano(numeric::square_root(sums.voltage_square * sums.current_square));
        const std::int64_t size = nano(std::abs(sums.active_w));
        rate.gross += size;
        rate.gross_reactive += nano(std::abs(sums.reactive_var));
        if (std::abs(sums.active_w) < faint_w) rate.faint += size;
    }
    rate.active = nano(active);
    rate.reactive[quadrant(active, reactive)] = nano(std::abs(reactive));
    return rate;
}

void add(EnergySums& sum, const EnergyRate& rate, std::int64_t duration_ns) {
    const auto duration = static_cast<Int128>(duration_ns);
    sum.net += rate.active * duration;
    for (std::size_t q = 0; q < 4; ++q) sum.reactive[q] += rate.reactive[q] * duration;
    sum.apparent += rate.apparent * duration;
    sum.gross += rate.gross * duration;
    sum.gross_reactive += rate.gross_reactive * duration;
    sum.faint += rate.faint * duration;
}

}  // namespace bench::mains
