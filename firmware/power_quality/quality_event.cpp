#include "firmware/power_quality/quality_event.h"

#include <array>

namespace meter::power_quality {
namespace {

// The code of the start and of the end, each of L1 (0: none), and the alarm bits of L1.
struct Codes {
    std::uint8_t started;
    std::uint8_t ended;
    std::uint32_t register_1;
    std::uint32_t register_2;
};

constexpr std::uint8_t number(EventCode code) { return static_cast<std::uint8_t>(code); }

constexpr Codes kOutage{number(EventCode::phase_outage_l1), number(EventCode::phase_returned_l1),
                        kAlarm1PhaseOutage, 0};

// In the order of QualityKind.
constexpr std::array<Codes, kQualityKinds> kCodes{{
    {number(EventCode::voltage_sag_l1), 0, 0, kAlarm2Sag},
    {number(EventCode::voltage_swell_l1), 0, 0, kAlarm2Swell},
    kOutage,
    kOutage,
    {number(EventCode::under_voltage_l1), number(EventCode::voltage_normal_l1), 0, 0},
    {number(EventCode::over_voltage_l1), number(EventCode::voltage_normal_l1), 0, 0},
    {number(EventCode::thd_over_limit_l1), number(EventCode::thd_normal_l1), 0,
     kAlarm2ThdOverLimit},
    {number(EventCode::unbalance_over_limit), number(EventCode::unbalance_normal), 0, 0},
    {number(EventCode::frequency_out_of_range), number(EventCode::frequency_normal), 0, 0},
    {number(EventCode::phase_order_wrong), number(EventCode::phase_order_right), 0, 0},
}};

constexpr bool concerns(const QualityEvent& event, std::size_t phase) {
    if (event.phases == 0) return phase == 0;
    return phase < kPhases && (event.fresh >> phase & 1U) != 0;
}

}  // namespace

Result<EventNote> note_of(const QualityEvent& event, std::size_t phase) {
    if (!concerns(event, phase)) return Error::range;
    const Codes& codes = kCodes[static_cast<std::size_t>(event.kind)];
    const bool ended = event.stage == QualityStage::ended;
    const std::uint8_t first = ended ? codes.ended : codes.started;
    if (first == 0) return Error::empty;
    EventNote note{.code = static_cast<EventCode>(first + phase), .alarms = {}};
    if (!ended) {
        note.alarms.register_1 = codes.register_1 << phase;
        note.alarms.register_2 = codes.register_2 << phase;
    }
    return note;
}

}  // namespace meter::power_quality
