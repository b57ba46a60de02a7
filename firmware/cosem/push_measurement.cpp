#include "firmware/cosem/push_measurement.h"

#include <algorithm>

namespace meter::cosem {
namespace {

constexpr std::uint8_t kPhaseElements = 11;
constexpr std::uint8_t kFlagged = 1;
constexpr std::uint8_t kReversed = 2;

constexpr bool fits(std::int64_t value, std::int64_t least, std::int64_t most) {
    return value >= least && value <= most;
}

bool write_u32(AxdrWriter& writer, std::int64_t value) {
    writer.u32(static_cast<std::uint32_t>(value));
    return fits(value, 0, UINT32_MAX);
}

bool write_i32(AxdrWriter& writer, std::int64_t value) {
    writer.i32(static_cast<std::int32_t>(value));
    return fits(value, INT32_MIN, INT32_MAX);
}

bool write_angle(ByteWriter& raw, Millidegrees angle) {
    const std::int32_t hundredths = angle.count() / 10;
    raw.be(static_cast<std::uint64_t>(hundredths), 2);
    return fits(hundredths, INT16_MIN, INT16_MAX);
}

template <typename Micro>
void write_harmonics(AxdrWriter& writer, Micro rms,
                     const std::array<Micro, kHarmonicOrders>& harmonics) {
    writer.octet_string_of(2 * kHarmonicOrders);
    for (const Micro value : harmonics) {
        const std::int64_t parts =
            rms.count() == 0 ? 0 : std::int64_t{value.count()} * kHarmonicScale / rms.count();
        writer.raw().be(static_cast<std::uint64_t>(std::clamp<std::int64_t>(parts, 0, UINT16_MAX)),
                        2);
    }
}

bool write_phase(AxdrWriter& writer, const PhaseWindow& phase) {
    writer.structure(kPhaseElements);
    bool ok = write_u32(writer, phase.voltage.count());
    ok &= write_u32(writer, phase.current.count());
    ok &= write_i32(writer, phase.active.count());
    ok &= write_i32(writer, phase.reactive.count());
    ok &= write_u32(writer, phase.apparent.count());
    ok &= write_i32(writer, phase.voltage_angle.count());
    ok &= write_i32(writer, phase.current_angle.count());
    ok &= write_u32(writer, phase.voltage_thd.count());
    ok &= write_u32(writer, phase.current_thd.count());
    write_harmonics(writer, phase.voltage, phase.voltage_harmonics);
    write_harmonics(writer, phase.current, phase.current_harmonics);
    return ok;
}

}  // namespace

bool write_phasors(AxdrWriter& writer, const PhasorSet& phasors) {
    writer.octet_string_of(kPhasorOctets);
    ByteWriter& raw = writer.raw();
    bool ok = fits(phasors.frequency.count(), 0, UINT16_MAX);
    raw.be(static_cast<std::uint64_t>(phasors.frequency.count()), 2);
    raw.u8(phasors.flagged ? kFlagged : 0);
    for (std::size_t p = 0; p < kPhases; ++p) {
        const std::int32_t centivolts = phasors.voltage[p].count() / 10'000;
        const std::int32_t tenths = phasors.current[p].count() / 100;
        ok &= fits(centivolts, 0, UINT16_MAX) && tenths >= 0;
        raw.be(static_cast<std::uint64_t>(centivolts), 2);
        ok &= write_angle(raw, phasors.voltage_angle[p]);
        raw.be(static_cast<std::uint64_t>(tenths), 4);
        ok &= write_angle(raw, phasors.current_angle[p]);
    }
    return ok;
}

bool write_quality(AxdrWriter& writer, const Window& window) {
    bool ok = write_u32(writer, window.frequency.count());
    ok &= write_u32(writer, window.negative_unbalance.count());
    ok &= write_u32(writer, window.zero_unbalance.count());
    ok &= write_u32(writer, window.neutral.count());
    const bool reversed = window.order == PhaseOrder::l1_l3_l2;
    writer.u8(
        static_cast<std::uint8_t>((window.flagged ? kFlagged : 0) | (reversed ? kReversed : 0)));
    writer.array(kPhases);
    for (const PhaseWindow& phase : window.phase) ok &= write_phase(writer, phase);
    return ok;
}

}  // namespace meter::cosem
