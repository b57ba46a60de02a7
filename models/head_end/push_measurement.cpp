#include "models/head_end/push_measurement.h"

namespace bench::head_end {
namespace {

constexpr std::size_t kPhasorOctets = 33;
constexpr std::size_t kPhaseFields = 11;
constexpr std::size_t kPhases = 3;
constexpr std::size_t kOrders = 50;
constexpr std::int64_t kHarmonicParts = 50'000;

// Values that must not be negative in the trace.
std::int32_t positive(Body& body, bool& ok) {
    const std::uint32_t value = body.u32();
    ok = ok && value <= INT32_MAX;
    return static_cast<std::int32_t>(value);
}

void read_harmonics(Body& body, std::int32_t rms, std::int32_t (&out)[kOrders]) {
    Reader reader{body.octet_string(2 * kOrders)};
    for (std::int32_t& value : out)
        value = static_cast<std::int32_t>(reader.u16() * std::int64_t{rms} / kHarmonicParts);
}

bool read_phase(Body& body, trace::MeasuredPhase& phase) {
    bool ok = body.structure() == kPhaseFields;
    phase.voltage_uv = positive(body, ok);
    phase.current_ua = positive(body, ok);
    phase.active_mw = body.i32();
    phase.reactive_mvar = body.i32();
    phase.apparent_mva = body.u32();
    phase.voltage_angle_mdeg = body.i32();
    phase.current_angle_mdeg = body.i32();
    phase.voltage_thd_ppm = positive(body, ok);
    phase.current_thd_ppm = positive(body, ok);
    read_harmonics(body, phase.voltage_uv, phase.voltage_harmonics_uv);
    read_harmonics(body, phase.current_ua, phase.current_harmonics_ua);
    return ok;
}

}  // namespace

std::optional<trace::PhasorValues> read_phasors(Body& body) {
    Reader reader{body.octet_string(kPhasorOctets)};
    trace::PhasorValues values;
    values.frequency_mhz = reader.u16();
    values.flagged = reader.u8() & 1U;
    for (trace::PhasorPair& phase : values.phase) {
        phase.voltage_uv = reader.u16() * 10'000;
        phase.voltage_angle_mdeg = static_cast<std::int16_t>(reader.u16()) * 10;
        const std::int64_t current_ua = std::int64_t{reader.u32()} * 100;
        if (current_ua > INT32_MAX) return std::nullopt;
        phase.current_ua = static_cast<std::int32_t>(current_ua);
        phase.current_angle_mdeg = static_cast<std::int16_t>(reader.u16()) * 10;
    }
    if (reader.failed() || values.frequency_mhz == 0) return std::nullopt;
    return values;
}

std::optional<trace::Measured> read_quality(Body& body) {
    trace::Measured measured;
    bool ok = true;
    measured.frequency_mhz = positive(body, ok);
    measured.negative_unbalance_ppm = positive(body, ok);
    measured.zero_unbalance_ppm = positive(body, ok);
    measured.neutral_ua = positive(body, ok);
    const auto flags = static_cast<std::uint8_t>(body.number(kUnsigned, 1));
    measured.flagged = flags & 1U;
    measured.reversed_order = flags >> 1U & 1U;
    ok = ok && body.array() == kPhases;
    for (trace::MeasuredPhase& phase : measured.phase) ok = ok && read_phase(body, phase);
    if (!ok) return std::nullopt;
    return measured;
}

}  // namespace bench::head_end
