#include "models/mains/truth_sums.h"

#include <algorithm>

#include "models/numeric/numeric.h"

namespace bench::mains {
namespace {

double magnitude(Phasor phasor) { return numeric::square_root(std::norm(phasor)); }

double distortion(const std::array<double, kMaxOrder + 1>& amplitude) {
    double squares = 0;
    for (std::size_t order = 2; order <= kMaxOrder; ++order) {
        squares += amplitude[order] * amplitude[order];
    }
    return amplitude[1] > 0 ? numeric::square_root(squares) / amplitude[1] : 0;
}

void complete(PhaseTruth& truth, const PhaseSpectrum& spectrum, Phasor reference) {
    for (std::size_t order = 1; order <= kMaxOrder; ++order) {
        truth.voltage_harmonic_v[order] = magnitude(spectrum.voltage[order]);
        truth.current_harmonic_a[order] = magnitude(spectrum.current[order]);
    }
    truth.voltage_thd = distortion(truth.voltage_harmonic_v);
    truth.current_thd = distortion(truth.current_harmonic_a);
    truth.apparent_va = truth.voltage_v * truth.current_a;
    truth.reactive_var = (spectrum.voltage[1] * std::conj(spectrum.current[1])).imag();
    truth.voltage_angle_deg = degrees_of(spectrum.voltage[1] * std::conj(reference));
    truth.current_angle_deg = degrees_of(spectrum.current[1] * std::conj(reference));
}

void symmetrical(Truth& truth, Phasor a, Phasor b, Phasor c) {
    const Phasor third = polar(1, 1.0 / 3);
    const Phasor two_thirds = polar(1, 2.0 / 3);
    const double positive = magnitude(a + third * b + two_thirds * c);
    const double negative = magnitude(a + two_thirds * b + third * c);
    truth.reversed = negative > positive;
    const double larger = std::max(positive, negative);
    if (larger == 0) return;
    truth.u2 = std::min(positive, negative) / larger;
    truth.u0 = magnitude(a + b + c) / larger;
}

}  // namespace

void complete(Truth& truth, const std::array<PhaseSpectrum, 3>& spectra, bool three_phases) {
    const Phasor first = spectra[0].voltage[1];
    const Phasor reference = first == Phasor{} ? Phasor{1, 0} : first;
    for (std::size_t phase = 0; phase < 3; ++phase) {
        complete(truth.phase[phase], spectra[phase], reference);
    }
    if (!three_phases) return;
    symmetrical(truth, first, spectra[1].voltage[1], spectra[2].voltage[1]);
}

}  // namespace bench::mains
