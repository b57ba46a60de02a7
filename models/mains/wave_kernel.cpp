#include "models/mains/wave_kernel.h"

namespace bench::mains {

PhasorLanes turning(double cycles_per_step) {
    const Phasor step = polar(1, cycles_per_step);
    PhasorLanes lanes;
    Phasor now{1, 0};
    for (std::size_t n = 0; n < kLanes; ++n) {
        lanes.re[n] = now.real();
        lanes.im[n] = now.imag();
        now = {now.real() * step.real() - now.imag() * step.imag(),
               now.real() * step.imag() + now.imag() * step.real()};
    }
    return lanes;
}

void multiply(PhasorLanes& by, const PhasorLanes& with) {
    for (std::size_t n = 0; n < kLanes; ++n) {
        const double re = by.re[n] * with.re[n] - by.im[n] * with.im[n];
        by.im[n] = by.re[n] * with.im[n] + by.im[n] * with.re[n];
        by.re[n] = re;
    }
}

void multiply(PhasorLanes& by, Phasor with) {
    const double x = with.real();
    const double y = with.imag();
    for (std::size_t n = 0; n < kLanes; ++n) {
        const double re = by.re[n] * x - by.im[n] * y;
        by.im[n] = by.re[n] * y + by.im[n] * x;
        by.re[n] = re;
    }
}

void turn_by(PhasorLanes& by, const Fundamental::Chirp& chirp, double step_s) {
    constexpr double kTwoPi = 0x1.921fb54442d18p+2;
    PhasorLanes turn;
    for (std::size_t n = 0; n < kLanes; ++n) {
        // Below 0.13 rad the series' first omitted terms are below 1e-13.
        const double x = kTwoPi * chirp.cycles(static_cast<double>(n) * step_s);
        const double s = x * x;
        turn.re[n] = 1 - s / 2 * (1 - s / 12 * (1 - s / 30 * (1 - s / 56)));
        turn.im[n] = x * (1 - s / 6 * (1 - s / 20 * (1 - s / 42 * (1 - s / 72))));
    }
    multiply(by, turn);
}

void add_real(Phasor phasor, const PhasorLanes& lanes, Lanes& out) {
    const double x = phasor.real();
    const double y = phasor.imag();
    if (x == 0 && y == 0) return;
    for (std::size_t n = 0; n < kLanes; ++n) out[n] += x * lanes.re[n] - y * lanes.im[n];
}

void blend(Lanes& out, double out_factor, const Lanes& other, double other_factor) {
    for (std::size_t n = 0; n < kLanes; ++n) {
        out[n] = out[n] * out_factor + other[n] * other_factor;
    }
}

void add_lines(const Piece& piece, const PhasorLanes& fundamental, SixWaves& out) {
    PhasorLanes harmonic = fundamental;
    PhasorLanes twice = fundamental;
    multiply(twice, fundamental);
    int order = 1;
    for (const OrderLine& line : piece.lines) {
        for (; order + 2 <= line.order; order += 2) multiply(harmonic, twice);
        for (; order < line.order; ++order) multiply(harmonic, fundamental);
        for (std::size_t phase = 0; phase < 3; ++phase) {
            add_real(line.voltage[phase], harmonic, out.voltage[phase]);
            add_real(line.current[phase], harmonic, out.current[phase]);
        }
    }
}

}  // namespace bench::mains
