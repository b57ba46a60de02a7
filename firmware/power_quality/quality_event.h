#pragma once

// What happened to the quality of the mains, told when it starts and when it ends.

#include <cstdint>

#include "firmware/core/alarm.h"
#include "firmware/core/measurement.h"
#include "firmware/core/message.h"
#include "firmware/core/result.h"

namespace meter::power_quality {

enum class QualityKind : std::uint8_t {
    dip,
    swell,
    interruption,   // All phases without voltage.
    phase_loss,     // One or two phases without voltage while another stands.
    under_voltage,  // From here on: limits of aggregated values.
    over_voltage,
    thd,
    unbalance,
    frequency,
    phase_order
};
inline constexpr std::size_t kQualityKinds = 10;

enum class QualityStage : std::uint8_t {
    started,
    joined,  // A further phase takes part in a polyphase event that goes on.
    ended
};

// By duration, as IEEE 1159-2009, table 2, divides them: dips and swells of up to 30 cycles are
// instantaneous, up to 3 s momentary, up to 1 min temporary, above that sustained. Interruptions
// are never instantaneous.
enum class DurationClass : std::uint8_t { none, instantaneous, momentary, temporary, sustained };

using PhaseMask = std::uint8_t;  // Bit 0 is L1.
inline constexpr PhaseMask kAllPhases = 7;

struct QualityEvent {
    std::uint32_t number = 0;  // Counts the starts of one source from 1; the same until its end.
    QualityKind kind{};
    QualityStage stage{};
    PhaseMask phases = 0;  // All that have taken part; 0 for frequency, unbalance and order.
    PhaseMask fresh = 0;   // Whom this notice concerns: started, joined, or returned.
    PhaseMask alarm = 0;   // Those of `fresh` whose start is an alarm, not only a line in the log.
    DurationClass duration_class{};  // When ended, of dips, swells, interruptions, phase losses.
    bool flagged = false;            // Disturbed samples lie in some value of the event.
    bool interrupted = false;        // A dip within which an interruption began.
    // When the mains changed, to within a half cycle for a step (voltage_events.h), or the begin of
    // the first aggregated value that was beyond its limit. `end` is 0 until the event has ended.
    SampleIndex begin = 0;
    SampleIndex end = 0;
    SampleIndex noticed = 0;  // End of the value that decided. What latency is counted from.
    // The worst value so far. Microvolts for voltages (dip, interruption: the residual), parts per
    // million for distortion and unbalance, millihertz for frequency, PhaseOrder for the order.
    std::int32_t extreme = 0;

    // Samples; 0 until ended.
    [[nodiscard]] constexpr SampleIndex duration() const { return end == 0 ? 0 : end - begin; }
};

class QualityEventSink {
public:
    virtual void quality_event(const QualityEvent& event) = 0;

protected:
    ~QualityEventSink() = default;
};

// What to send for one phase (0 to 2) of `fresh`; for kinds without phases ask for phase 0. The
// alarm bits are those of that phase, at a start only. Error::empty: nothing to send (a dip's or
// swell's end has no code), Error::range: that phase is not concerned.
[[nodiscard]] Result<EventNote> note_of(const QualityEvent& event, std::size_t phase);

}  // namespace meter::power_quality
