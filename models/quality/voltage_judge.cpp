#include "models/quality/voltage_judge.h"

#include <algorithm>

namespace bench::quality {
namespace {

using Flags = std::array<bool, 3>;

template <typename Predicate>
Flags where(const PerPhase& values, Predicate predicate) {
    return {predicate(values[0]), predicate(values[1]), predicate(values[2])};
}

bool all(const Flags& flags) { return flags[0] && flags[1] && flags[2]; }
bool any(const Flags& flags) { return flags[0] || flags[1] || flags[2]; }

}  // namespace

void VoltageJudge::take(Time time, Time onset, const PerPhase& values,
                        std::vector<Happening>& out) {
    Happening at;
    at.onset = onset;
    at.began = onset;
    at.decided = time;
    const double back = limits_.hysteresis;
    const Flags dead = where(values, [&](double u) { return u < limits_.interruption; });
    const Flags dead_end = where(values, [&](double u) { return u < limits_.interruption + back; });
    group(Kind::dip, dip_, where(values, [&](double u) { return u < limits_.dip; }),
          !any(where(values, [&](double u) { return u < limits_.dip + back; })), at, out);
    group(Kind::swell, swell_, where(values, [&](double u) { return u > limits_.swell; }),
          !any(where(values, [&](double u) { return u > limits_.swell - back; })), at, out);
    interruption(dead, dead_end, at, out);
    for (std::size_t p = 0; p < 3; ++p) loss(p, dead[p] && !all(dead), !dead_end[p], at, out);
}

void VoltageJudge::group(Kind kind, Group& group, const Flags& beyond, bool recovered,
                         const Happening& at, std::vector<Happening>& out) {
    if (group.active && recovered) {
        group = {};
        return;
    }
    if (!group.active && !any(beyond)) return;
    if (!group.active) group.began = at.onset;
    group.active = true;
    Happening joining = at;
    joining.began = group.began;
    for (std::size_t p = 0; p < 3; ++p) {
        if (!beyond[p] || group.phases[p]) continue;
        group.phases[p] = true;
        tell(kind, p, false, joining, out);
    }
}

// Phases lost before are known to be out, and stay so when the others return.
void VoltageJudge::interruption(const Flags& dead, const Flags& dead_end, const Happening& at,
                                std::vector<Happening>& out) {
    const bool begins = !interrupted_ && all(dead);
    const bool ends = interrupted_ && !all(dead_end);
    if (!begins && !ends) return;
    interrupted_ = begins;
    for (std::size_t p = 0; p < 3; ++p) {
        if (!loss_[p].active) tell(Kind::interruption, p, ends, at, out);
    }
}

void VoltageJudge::loss(std::size_t phase, bool enter, bool leave, const Happening& at,
                        std::vector<Happening>& out) {
    Loss& loss = loss_[phase];
    const bool wants = loss.active ? leave : enter;
    if (!wants) {
        loss.since.reset();
        return;
    }
    if (!loss.since) loss.since = at.onset;
    if (at.decided - *loss.since < limits_.phase_debounce) return;
    loss.active = !loss.active;
    Happening begun = at;
    begun.onset = *loss.since;
    begun.began = begun.onset;
    loss.since.reset();
    tell(Kind::phase_loss, phase, !loss.active, begun, out);
}

void VoltageJudge::tell(Kind kind, std::size_t phase, bool ended, const Happening& at,
                        std::vector<Happening>& out) {
    Happening happening = at;
    happening.kind = kind;
    happening.phase = phase;
    happening.ended = ended;
    happening.alarm = !ended && budget(kind, phase, at.decided);
    out.push_back(happening);
}

// Interruptions and lost phases, which have one code, share theirs.
bool VoltageJudge::budget(Kind kind, std::size_t phase, Time time) {
    const std::size_t row = kind == Kind::dip ? 0 : kind == Kind::swell ? 1 : 2;
    Time& paid = paid_until_[row][phase];
    const Time from = std::max(paid, time);
    if (from - time + limits_.alarm_interval > limits_.alarm_burst * limits_.alarm_interval)
        return false;
    paid = from + limits_.alarm_interval;
    return true;
}

Time VoltageJudge::due() const {
    Time first = kEndOfTime;
    for (const Loss& loss : loss_) {
        if (loss.since) first = std::min(first, *loss.since + limits_.phase_debounce);
    }
    return first;
}

bool VoltageJudge::idle() const {
    const bool lost =
        std::ranges::any_of(loss_, [](const Loss& loss) { return loss.active || loss.since; });
    return !dip_.active && !swell_.active && !interrupted_ && !lost;
}

}  // namespace bench::quality
