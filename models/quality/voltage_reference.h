#pragma once

// What a meter owes for the voltages at its terminals: two judges that must agree, one on the
// values of each channel at its own zero crossings (IEC 61000-4-30), one on those of all channels
// at the crossings of L1; and a lenient third, who looks at every instant with thresholds nearer by
// what class A may be wrong. What only some of them see, a right meter may tell or not.
//
// Voltages are functions of time, so values are looked at around their steps only.

#include <array>
#include <vector>

#include "models/quality/voltage_judge.h"
#include "models/quality/voltages.h"

namespace bench::quality {

struct Owed {
    Happening happening;  // `decided`: the earliest instant at which it can be known.
    bool certain = true;  // Else a right meter may tell it or not.
};

class VoltageReference {
public:
    // Measurement uncertainty of class A: 0.2 % of the declared voltage, and half as much again.
    static constexpr double kUncertainty = 0.003;

    // Begins anew at `boot`, as a meter does. `voltages` outlives this.
    VoltageReference(const Voltages& voltages, const Thresholds& thresholds, Time boot);

    // All that is decided before `until`, each once, in no particular order. `until` never goes
    // back.
    [[nodiscard]] std::vector<Owed> advance(Time until);
    // Nothing will be decided before this, unless it has passed.
    [[nodiscard]] Time next(Time after) const;

private:
    void look_closely(Time until);
    void note_change(Time time);
    [[nodiscard]] Time onset_of(Time time) const;
    [[nodiscard]] bool harmless(Time time) const;
    [[nodiscard]] bool plain(const Happening& item) const;
    [[nodiscard]] Time due() const;
    void settle(Time cutoff, std::vector<Owed>& out);
    void doubt(std::size_t judge, Time cutoff, std::vector<Owed>& out);

    const Voltages& voltages_;
    const Thresholds thresholds_;
    std::array<VoltageJudge, 3> judges_;  // Own crossings, those of L1, lenient.
    std::array<std::vector<Happening>, 3> seen_;
    PerPhase own_{};               // Newest values, each at its phase's own crossing.
    Time looked_;                  // Everything before is judged.
    Time close_until_;             // Every value is looked at until then.
    std::array<Time, 4> changes_;  // The last steps, newest first.
};

}  // namespace bench::quality
