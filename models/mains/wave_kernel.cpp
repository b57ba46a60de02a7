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

void add_scaled(const Lanes& lanes, double factor, Lanes& out) {
    for (std::size_t n = 0; n < kLanes; ++n) out[n] += lanes[n] * factor;
}

void scaled(const Lanes& lanes, double factor, std::span<double> out) {
    for (std::size_t n = 0; n < out.size(); ++n) out[n] = lanes[n] * factor;
}

namespace {

// All three phases at once: the harmonic is read once. `out` is none of the others.
void add_three(const std::array<Phasor, 3>& phasors, const PhasorLanes& harmonic,
               std::array<Lanes, 3>& out) {
    const Phasor a = phasors[0];
    const Phasor b = phasors[1];
    const Phasor c = phasors[2];
    double* __restrict first = out[0].data();
    double* __restrict second = out[1].data();
    double* __restrict third = out[2].data();
    for (std::size_t n = 0; n < kLanes; ++n) {
        const double re = harmonic.re[n];
        const double im = harmonic.im[n];
        first[n] += a.real() * re - a.imag() * im;
        second[n] += b.real() * re - b.imag() * im;
        third[n] += c.real() * re - c.imag() * im;
    }
}

bool silent(const std::array<Phasor, 3>& phasors) {
    return phasors[0] == Phasor{} && phasors[1] == Phasor{} && phasors[2] == Phasor{};
}

}  // namespace

void add_lines(const Piece& piece, const PhasorLanes& fundamental, SixWaves& out) {
    PhasorLanes harmonic = fundamental;
    PhasorLanes twice = fundamental;
    if (piece.lines.size() > 1) multiply(twice, fundamental);
    int order = 1;
    for (const OrderLine& line : piece.lines) {
        for (; order + 2 <= line.order; order += 2) multiply(harmonic, twice);
        for (; order < line.order; ++order) multiply(harmonic, fundamental);
        if (!silent(line.voltage)) add_three(line.voltage, harmonic, out.voltage);
        if (!silent(line.current)) add_three(line.current, harmonic, out.current);
    }
}

}  // namespace bench::mains
