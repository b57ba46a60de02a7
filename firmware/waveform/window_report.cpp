#include "firmware/waveform/window_report.h"

#include "firmware/waveform/arithmetic.h"

namespace meter::waveform {
namespace {

constexpr std::uint64_t kSampleDelay = 1;  // Of the calibrator.
constexpr float kMicrovolts = 100;         // In a unit of voltage.

PartsPerMillion parts(float ratio) { return PartsPerMillion{to_int32(ratio * 1e6F)}; }

Millidegrees degrees(Complex phasor) {
    const std::int32_t angle = to_int32(360'000.0F * angle_turns(phasor));
    return Millidegrees{angle == -180'000 ? 180'000 : angle};
}

}  // namespace

WindowReport::WindowReport(const EngineConfig& config)
    : nominal_hz_{static_cast<float>(config.nominal_hz)},
      tiny_voltage_{static_cast<float>(config.nominal_voltage.count()) * 10 / 100},
      // A fifth of the starting current.
      tiny_current_{static_cast<float>(config.nominal_current.count()) * 1000 *
                    static_cast<float>(config.start.count()) * 1e-6F / 5} {
    for (std::size_t c = 0; c < kChannels; ++c) {
        corner_hz_[c] = config.calibration.channel[c].corner_hz;
    }
}

// What a one-pole left of `hertz`, inverted, against what it left of the nominal frequency, at
// which the gain was adjusted: |H|^2 = 1 / (1 + (f / fc)^2).
float WindowReport::droop(std::size_t channel, float hertz) const {
    if (corner_hz_[channel] == 0) return 1;
    const auto corner = static_cast<float>(corner_hz_[channel]);
    const float here = hertz / corner;
    const float there = nominal_hz_ / corner;
    return square_root((1 + here * here) / (1 + there * there));
}

void WindowReport::channel(std::size_t channel, const Spectrum& plain, const Spectrum& side,
                           float points, float hertz) {
    const float scale = 1.41421356F / points;
    float distortion = 0;
    float first = 0;
    const bool is_voltage = channel < kPhases;
    PhaseWindow& phase = window_.phase[channel % kPhases];
    for (std::size_t h = 1; h <= kHarmonicOrders; ++h) {
        const float power = plain[h].power() + side[h].power() + side[kPoints - h].power();
        const float corrected = scale * droop(channel, hertz * static_cast<float>(h));
        const float rms = corrected * square_root(power);
        if (h == 1) first = rms;
        if (h > 1) distortion += rms * rms;
        if (is_voltage) phase.voltage_harmonics[h - 1] = Microvolts{to_int32(rms * kMicrovolts)};
        if (!is_voltage) phase.current_harmonics[h - 1] = Microamperes{to_int32(rms)};
    }
    fundamental_[channel] = plain[1] * (scale * droop(channel, hertz));
    const bool tiny = first < (is_voltage ? tiny_voltage_ : tiny_current_);
    distortion_[channel] = tiny ? 0 : square_root(distortion) / first;
}

// U1, or what stands for it where it is missing.
Complex WindowReport::reference() const {
    constexpr float kThird = 1.0F / 3;
    for (std::size_t p = 0; p < kPhases; ++p) {
        const float size = square_root(fundamental_[p].power());
        if (size < tiny_voltage_) continue;
        const Complex back = unit_phasor(static_cast<float>(p) * kThird);
        return fundamental_[p] * back * (1 / size);
    }
    return {1, 0};
}

void WindowReport::phase(std::size_t p, const Span& span, Ticks length, Complex reference) {
    PhaseWindow& out = window_.phase[p];
    const Complex u = fundamental_[voltage_of(p)];
    const Complex i = fundamental_[current_of(p)];
    out.voltage = rms_voltage(span.sums.uu[p], length);
    out.current = rms_current(span.sums.ii[p], length);
    out.active = mean_power(span.sums.ui[p], length);
    out.reactive = Millivars{to_int32((u * i.conjugate()).im * 1e-7F)};
    const float volts = static_cast<float>(out.voltage.count()) * 1e-6F;
    out.apparent =
        MillivoltAmperes{to_int32(volts * static_cast<float>(out.current.count()) * 1e-3F)};
    out.voltage_angle = degrees(u * reference.conjugate());
    out.current_angle = degrees(i * reference.conjugate());
    out.voltage_thd = parts(distortion_[voltage_of(p)]);
    out.current_thd = parts(distortion_[current_of(p)]);
}

// C. L. Fortescue's components: U0, U1, U2 are thirds of the sums with 1, a and a^2.
void WindowReport::sequences() {
    const Complex a = unit_phasor(1.0F / 3);
    const Complex b = a.conjugate();
    const Complex* u = fundamental_.data();
    const float zero = square_root((u[0] + u[1] + u[2]).power()) / 3;
    const float positive = square_root((u[0] + u[1] * a + u[2] * b).power()) / 3;
    const float negative = square_root((u[0] + u[1] * b + u[2] * a).power()) / 3;
    const bool any = positive >= tiny_voltage_ / 3;
    window_.negative_unbalance = parts(any ? negative / positive : 0);
    window_.zero_unbalance = parts(any ? zero / positive : 0);
    window_.order = PhaseOrder::unknown;
    for (std::size_t p = 0; p < kPhases; ++p) {
        if (u[p].power() < tiny_voltage_ * tiny_voltage_) return;
    }
    if (positive > 2 * negative) window_.order = PhaseOrder::l1_l2_l3;
    if (negative > 2 * positive) window_.order = PhaseOrder::l1_l3_l2;
}

void WindowReport::finish(const Span& span, Ticks end, float hertz) {
    const Ticks length = end - span.begin;
    window_.begin = sample_of(span.begin) - kSampleDelay;
    window_.end = sample_of(end) - kSampleDelay;
    window_.frequency = Millihertz{to_int32(hertz * 1000)};
    window_.flagged = span.flags != 0;
    const Complex against = reference();
    for (std::size_t p = 0; p < kPhases; ++p) phase(p, span, length, against);
    window_.neutral = rms_current(span.sums.ii[kPhases], length);
    sequences();
}

}  // namespace meter::waveform
