#include "firmware/waveform/sums.h"

namespace meter::waveform {
namespace {

constexpr std::int64_t share_of(std::int64_t value, std::int64_t of_65536) {
    return (value >> 16) * of_65536 + ((value & 0xFFFF) * of_65536 >> 16);
}

constexpr std::int64_t square_current(std::int64_t value) {
    return (value * value + (1 << (kCurrentSquareShift - 1))) >> kCurrentSquareShift;
}

// Each array of a by b, whatever their lengths.
template <typename Apply>
void each(Sums& a, const Sums& b, Apply apply) {
    for (std::size_t p = 0; p < kPhases; ++p) {
        apply(a.uu[p], b.uu[p]);
        apply(a.ui[p], b.ui[p]);
    }
    for (std::size_t p = 0; p <= kPhases; ++p) apply(a.ii[p], b.ii[p]);
}

}  // namespace

Sums& Sums::operator+=(const Sums& other) {
    each(*this, other, [](std::int64_t& a, std::int64_t b) { a += b; });
    return *this;
}

Sums& Sums::operator-=(const Sums& other) {
    each(*this, other, [](std::int64_t& a, std::int64_t b) { a -= b; });
    return *this;
}

Sums Sums::of_phase(std::size_t phase) const {
    Sums out;
    out.ii[phase] = ii[phase];
    if (phase == kPhases) return out;
    out.uu[phase] = uu[phase];
    out.ui[phase] = ui[phase];
    return out;
}

Sums Sums::share(std::int64_t of_65536) const {
    Sums out;
    each(out, *this, [of_65536](std::int64_t& a, std::int64_t b) { a = share_of(b, of_65536); });
    return out;
}

Sums sums_of(const Rows& rows, std::size_t from, std::size_t to) {
    Sums out;
    for (std::size_t p = 0; p < kPhases; ++p) {
        const std::int32_t* u = rows[voltage_of(p)].data();
        const std::int32_t* i = rows[current_of(p)].data();
        std::int64_t uu = 0;
        std::int64_t ii = 0;
        std::int64_t ui = 0;
        for (std::size_t n = from; n < to; ++n) {
            uu += std::int64_t{u[n]} * u[n];
            ii += square_current(i[n]);
            ui += std::int64_t{u[n]} * i[n];
        }
        out.uu[p] = uu;
        out.ii[p] = ii;
        out.ui[p] = ui;
    }
    for (std::size_t n = from; n < to; ++n) out.ii[kPhases] += square_current(rows[kNeutral][n]);
    return out;
}

Microvolts rms_voltage(std::int64_t uu, Ticks length) {
    if (length <= 0) return {};
    const float mean = static_cast<float>(uu) / samples_of(length);
    return Microvolts{to_int32(100.0F * square_root(mean))};
}

Microamperes rms_current(std::int64_t ii, Ticks length) {
    if (length <= 0) return {};
    const float mean = static_cast<float>(ii) / samples_of(length);
    constexpr float kUnit = 16.0F;  // The root of the shift.
    static_assert(kCurrentSquareShift == 8);
    return Microamperes{to_int32(kUnit * square_root(mean))};
}

Milliwatts mean_power(std::int64_t ui, Ticks length) {
    if (length <= 0) return {};
    const float mean = static_cast<float>(ui) / samples_of(length) * 1e-7F;
    return Milliwatts{to_int32(mean)};
}

Span Span::end_at(Ticks end, const Sums& one, SampleIndex index, std::uint8_t one_flags) {
    const Sums before = one.share(end - ticks_of(index));
    Span done = *this;
    done.add(before, one_flags);
    sums = one;
    sums -= before;
    begin = end;
    flags = one_flags;
    return done;
}

}  // namespace meter::waveform
