#pragma once

// What a three-phase meter owes for the quality of its mains: events of voltage by the reference of
// models/quality, limits of 3 s, 10 s and 10-minute values, and alarms of its own inputs, which
// it may raise when they leave their range and must when a voltage is gone whose current flows.
// docs/events.md has the table.

#include <array>
#include <optional>
#include <vector>

#include "models/quality/limit_watch.h"
#include "models/quality/voltage_reference.h"
#include "models/system/analogue.h"
#include "models/system/owing.h"
#include "models/time/agenda.h"

namespace bench::system {

class QualityMint final : public Actor {
public:
    QualityMint(const Analogue& analogue, const MeterConfig& config, const Owing& owing,
                Agenda& agenda);
    void booted(Time now);
    void wake(Time now, std::uint32_t what, std::uint64_t generation) override;

private:
    enum class What : std::uint32_t { voltage, limits, ten_minutes, range, input };
    // A module has no values to judge before this, and none to rely on.
    static constexpr Nanoseconds kTimeToMeasure = std::chrono::milliseconds{700};
    // Nobody can know earlier, and so far ahead everything is known here.
    static constexpr Nanoseconds kAhead = std::chrono::milliseconds{150};

    void look_at_voltage(Time now);
    void look_at_limits(Time now);
    void look_at_ten_minutes(Time now);
    void ten_minutes(std::size_t phase, Time now, Time tick, bool certain);
    void input_broke(Time now, const afe::InputFault& fault);
    void may_tell(Time now, meter::Stream stream, unsigned code);
    void arm(What what, Time time);
    void owe(Time now, const quality::Owed& owed, Nanoseconds date_slack);
    [[nodiscard]] Time next_tick(Time after) const;

    const Analogue& analogue_;
    const Owing& owing_;
    Agenda& agenda_;
    quality::Thresholds thresholds_;
    double nominal_v_;
    std::vector<afe::InputFault> input_faults_;
    double flowing_a_;                 // A phase with so much current has a voltage.
    std::vector<Time> limit_changes_;  // When quantities behind limits may change.
    std::uint64_t generation_ = 0;     // Of the boot; entries of older ones are void.
    Time boot_;
    std::optional<quality::VoltageReference> voltage_;
    std::vector<quality::LimitWatch> limits_;
    std::array<int, 3> beyond_{};  // Of 10-minute values: -1 under, 1 over.
};

}  // namespace bench::system
