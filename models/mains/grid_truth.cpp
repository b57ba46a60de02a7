// The questions of a grid's judges.

#include <cmath>
#include <vector>

#include "models/mains/grid.h"
#include "models/mains/timeline.h"
#include "models/mains/truth_sums.h"
#include "models/numeric/numeric.h"

namespace bench::mains {
namespace {

constexpr double kTwoPi = 0x1.921fb54442d18p+2;
constexpr double kSameHz = 1e-5;  // A drifting harmonic can meet an inter-harmonic.

// A sine wave: its RMS phasor at the end of the window.
struct Tone {
    double frequency_hz;
    Phasor phasor;
};

std::vector<Tone> tones_of(const Timeline& timeline, std::int64_t at_ns, std::size_t phase,
                           double end_s) {
    const Piece& piece = timeline.at(at_ns);
    const double factor = timeline.modulation().at(at_ns);
    const double cycles = timeline.fundamental().cycles(end_s);
    const double frequency = timeline.fundamental().frequency(end_s);
    std::vector<Tone> tones;
    for (const OrderLine& line : piece.lines) {
        if (line.voltage[phase] == Phasor{}) continue;
        tones.push_back(
            {line.order * frequency, factor * line.voltage[phase] * polar(1, line.order * cycles)});
    }
    for (const InterHarmonic& inter : timeline.config().inter_harmonics) {
        tones.push_back({inter.frequency_hz, factor * piece.lines.front().voltage[phase] *
                                                 polar(inter.share, inter.frequency_hz * end_s)});
    }
    return tones;
}

// The phasors `before_s` before the end of the window.
std::vector<Phasor> turned_back(const std::vector<Tone>& tones, double before_s) {
    std::vector<Phasor> phasors;
    for (const Tone& tone : tones) {
        phasors.push_back(tone.phasor * polar(1, -tone.frequency_hz * before_s));
    }
    return phasors;
}

// Integral of exp(j 2 pi f t) times a phasor, of which only the real part counts: (at b - at a) /
// (j 2 pi f).
double turning_integral(Phasor at_a, Phasor at_b, double frequency_hz) {
    return (at_b - at_a).imag() / (kTwoPi * frequency_hz);
}

// Integral of the square of the sum of the tones, from a_s to b_s before the end (a_s > b_s): twice
// the sum over all pairs of products of cosines, in closed form.
double square_integral(const std::vector<Tone>& tones, double a_s, double b_s) {
    const std::vector<Phasor> a = turned_back(tones, a_s);
    const std::vector<Phasor> b = turned_back(tones, b_s);
    double sum = 0;
    for (std::size_t i = 0; i < tones.size(); ++i) {
        for (std::size_t k = 0; k < tones.size(); ++k) {
            const double fi = tones[i].frequency_hz;
            const double fk = tones[k].frequency_hz;
            sum += turning_integral(a[i] * a[k], b[i] * b[k], fi + fk);
            sum += std::abs(fi - fk) < kSameHz
                       ? (a[i] * std::conj(a[k])).real() * (a_s - b_s)
                       : turning_integral(a[i] * std::conj(a[k]), b[i] * std::conj(b[k]), fi - fk);
        }
    }
    return sum;
}

void add_sums(const Timeline& timeline, std::int64_t at_ns, Truth& truth) {
    const Piece& piece = timeline.at(at_ns);
    const double factor = timeline.modulation().at(at_ns);
    for (std::size_t phase = 0; phase < 3; ++phase) {
        const PhaseSums sums = sums_of(piece, phase, factor, timeline.inter_share_squares());
        truth.phase[phase].voltage_v = numeric::square_root(sums.voltage_square);
        truth.phase[phase].current_a = numeric::square_root(sums.current_square);
        truth.phase[phase].active_w = sums.active_w;
    }
}

double neutral_of(const std::array<PhaseSpectrum, 3>& spectra, const Piece& piece,
                  double inter_share_squares) {
    double square = 0;
    for (std::size_t order = 1; order <= kMaxOrder; ++order) {
        square += std::norm(spectra[0].current[order] + spectra[1].current[order] +
                            spectra[2].current[order]);
    }
    Phasor through_conductances;
    for (std::size_t phase = 0; phase < 3; ++phase) {
        through_conductances += piece.conductance[phase] * spectra[phase].voltage[1];
    }
    square += std::norm(through_conductances) * inter_share_squares;
    return numeric::square_root(square);
}

}  // namespace

Truth Grid::truth_at(Time time) const {
    const Piece& piece = timeline_->at(ns(time));
    const double factor = timeline_->modulation().at(ns(time));
    std::array<PhaseSpectrum, 3> spectra;
    for (const OrderLine& line : piece.lines) {
        const auto order = static_cast<std::size_t>(line.order);
        for (std::size_t phase = 0; phase < 3; ++phase) {
            spectra[phase].voltage[order] = factor * line.voltage[phase];
            spectra[phase].current[order] =
                piece.conductance[phase] * spectra[phase].voltage[order] + line.current[phase];
        }
    }
    Truth truth;
    truth.frequency_hz = frequency_hz(time);
    add_sums(*timeline_, ns(time), truth);
    truth.neutral_a = neutral_of(spectra, piece, timeline_->inter_share_squares());
    complete(truth, spectra, timeline_->config().phases == kAllPhases);
    return truth;
}

double Grid::rms_at(std::size_t phase, Time time) const {
    const PhaseSums sums =
        sums_of(timeline_->at(ns(time)), phase, timeline_->modulation().at(ns(time)),
                timeline_->inter_share_squares());
    return numeric::square_root(sums.voltage_square);
}

double Grid::mean_square(std::size_t phase, Time from, Time to) const {
    double sum = 0;
    for (Time time = from; time < to;) {
        const Time next = std::min(next_change(time), to);
        const double volts = rms_at(phase, time);
        sum += volts * volts * static_cast<double>((next - time).count());
        time = next;
    }
    return sum / static_cast<double>((to - from).count());
}

Time Grid::next_change(Time time) const {
    const std::int64_t next = timeline_->next_change(ns(time));
    return next == INT64_MAX ? kEndOfTime : kStart + Nanoseconds{next};
}

double Grid::half_cycle_rms(std::size_t phase, Time time) const {
    const double end_s = static_cast<double>(ns(time)) * 1e-9;
    const double cycle_s = 1 / frequency_hz(time);
    double from_s = cycle_s;  // Before the end.
    double sum = 0;
    while (from_s > 0) {
        // A nanosecond later is surely inside, wherever rounding put the beginning.
        const std::int64_t inside = ns(time) - static_cast<std::int64_t>(from_s * 1e9);
        const std::int64_t change = timeline_->next_change(inside);
        const double to_s = change < ns(time) ? static_cast<double>(ns(time) - change) * 1e-9 : 0.0;
        sum += square_integral(tones_of(*timeline_, inside, phase, end_s), from_s, to_s);
        from_s = to_s;
    }
    return numeric::square_root(sum > 0 ? sum / cycle_s : 0);
}

}  // namespace bench::mains
