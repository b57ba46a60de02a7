#include "models/quality/voltage_reference.h"

#include <algorithm>
#include <cmath>

namespace bench::quality {
namespace {

constexpr std::size_t kOwn = 0;
constexpr std::size_t kOfL1 = 1;
constexpr std::size_t kLenient = 2;
// Values of one cycle, each half a cycle: all have left a step behind after so many cycles.
constexpr double kCyclesToSettle = 2.5;
constexpr int kLooksInACycle = 12;  // Of the lenient judge.
// The judges of crossings see one event within a half cycle of 42.5 Hz of each other, the lenient
// one up to a cycle and a half before.
constexpr Nanoseconds kApart = std::chrono::milliseconds{13};
constexpr Nanoseconds kAhead = std::chrono::milliseconds{36};
// Nothing begins within these levels, however a cycle is cut.
constexpr double kSafeLow = 0.94;
constexpr double kSafeHigh = 1.06;

Thresholds lenient(Thresholds thresholds) {
    thresholds.dip += VoltageReference::kUncertainty;
    thresholds.swell -= VoltageReference::kUncertainty;
    thresholds.interruption += VoltageReference::kUncertainty;
    return thresholds;
}

bool same(const Happening& a, const Happening& b) {
    return a.kind == b.kind && a.ended == b.ended && a.phase == b.phase;
}

// Takes the one nearest to `like` out of the list, from `before` ahead of it to `after` behind.
std::optional<Happening> take_like(std::vector<Happening>& list, const Happening& like,
                                   Nanoseconds before, Nanoseconds after) {
    const auto fits = [&](const Happening& item) {
        return same(item, like) && item.decided >= like.decided - before &&
               item.decided <= like.decided + after;
    };
    const auto found = std::ranges::find_if(list, fits);
    if (found == list.end()) return std::nullopt;
    const Happening item = *found;
    list.erase(found);
    return item;
}

Nanoseconds times(Nanoseconds length, double factor) {
    return Nanoseconds{std::llround(static_cast<double>(length.count()) * factor)};
}

}  // namespace

VoltageReference::VoltageReference(const Voltages& voltages, const Thresholds& thresholds,
                                   Time boot)
    : voltages_{voltages},
      thresholds_{thresholds},
      judges_{VoltageJudge{thresholds}, VoltageJudge{thresholds},
              VoltageJudge{lenient(thresholds)}} {
    const Nanoseconds cycle = voltages.cycle(boot);
    changes_.fill(boot);
    looked_ = boot + 2 * cycle;
    close_until_ = looked_ + times(cycle, kCyclesToSettle);
    for (std::size_t p = 0; p < 3; ++p) own_[p] = voltages.one_cycle(p, looked_);
}

std::vector<Owed> VoltageReference::advance(Time until) {
    while (looked_ < until) {
        if (looked_ < close_until_) {
            look_closely(std::min(until, close_until_));
            continue;
        }
        const Time change = voltages_.next_change(looked_);
        const Time next = std::min(change, due());
        if (next >= until) {
            looked_ = until;
        } else if (next == change) {
            note_change(change);
        } else {
            close_until_ = next + times(voltages_.cycle(next), 1.5);
            looked_ = std::max(looked_, next - voltages_.cycle(next));
        }
    }
    std::vector<Owed> out;
    settle(until - kApart, out);
    doubt(kLenient, until - kApart - kAhead, out);
    return out;
}

void VoltageReference::note_change(Time time) {
    const bool nothing = harmless(time);
    looked_ = time;
    std::ranges::rotate(changes_, changes_.end() - 1);
    changes_.front() = time;
    close_until_ = nothing ? time : time + times(voltages_.cycle(time), kCyclesToSettle);
    if (!nothing) return;
    for (std::size_t p = 0; p < 3; ++p) own_[p] = voltages_.level(p, time);
}

// No event is under way, the levels before and after lie well within all thresholds, and the wave
// goes on at its angle.
bool VoltageReference::harmless(Time time) const {
    const auto safe = [&](Time at) {
        for (std::size_t p = 0; p < 3; ++p) {
            const double level = voltages_.level(p, at);
            if (level < kSafeLow || level > kSafeHigh) return false;
        }
        return true;
    };
    const bool idle =
        std::ranges::all_of(judges_, [](const VoltageJudge& judge) { return judge.idle(); });
    return idle && !voltages_.jumps(time) && safe(time) && safe(time - Nanoseconds{1});
}

void VoltageReference::look_closely(Time until) {
    const Nanoseconds fine = voltages_.cycle(looked_) / kLooksInACycle;
    std::array<Time, 4> next{};
    for (std::size_t p = 0; p < 3; ++p) next[p] = voltages_.crossing_after(p, looked_);
    next[3] = looked_ + fine;
    for (;;) {
        const auto first = static_cast<std::size_t>(std::ranges::min_element(next) - next.begin());
        const Time time = next[first];
        const Time change = voltages_.next_change(looked_);
        if (change <= std::min(time, until)) return note_change(change);
        if (time > until) break;
        looked_ = time;
        const auto value = [&](std::size_t p) { return voltages_.one_cycle(p, time); };
        if (first == 3) {
            judges_[kLenient].take(time, onset_of(time), {value(0), value(1), value(2)},
                                   seen_[kLenient]);
            next[3] = time + fine;
            continue;
        }
        own_[first] = value(first);
        judges_[kOwn].take(time, onset_of(time), own_, seen_[kOwn]);
        if (first == 0)
            judges_[kOfL1].take(time, onset_of(time), {own_[0], value(1), value(2)}, seen_[kOfL1]);
        next[first] = voltages_.crossing_after(first, time + Nanoseconds{1'000});
    }
    looked_ = until;
}

// The first step within the values of a cycle and a half, or the middle of the newest one.
Time VoltageReference::onset_of(Time time) const {
    const Nanoseconds cycle = voltages_.cycle(time);
    Time onset = time - cycle / 2;
    for (const Time change : changes_) {
        if (change <= time && change > time - times(cycle, 1.5)) onset = change;
    }
    return onset;
}

Time VoltageReference::due() const {
    Time first = kEndOfTime;
    for (const VoltageJudge& judge : judges_) first = std::min(first, judge.due());
    return std::max(first, looked_);
}

Time VoltageReference::next(Time after) const {
    constexpr Nanoseconds kSoon = std::chrono::milliseconds{60};
    const bool busy = looked_ < close_until_ ||
                      std::ranges::any_of(seen_, [](const auto& list) { return !list.empty(); });
    if (busy) return after + kSoon;
    const Time waited = due();
    const Time early = waited == kEndOfTime ? waited : waited - kSoon;
    return std::max(after, std::min(voltages_.next_change(looked_), early));
}

// Whatever the cut: after a jump of angle there
// are crossings that no grid has, so the level itself has to lie beyond.
bool VoltageReference::plain(const Happening& item) const {
    if (!voltages_.jumps(item.onset)) return true;
    const double level = voltages_.level(item.phase, item.onset);
    if (item.kind == Kind::dip) return level < thresholds_.dip;
    return item.kind != Kind::swell || level > thresholds_.swell;
}

// What both judges of crossings see is owed, from the earlier of the two on.
void VoltageReference::settle(Time cutoff, std::vector<Owed>& out) {
    std::vector<Happening> later;
    std::vector<Happening> now;
    for (const Happening& item : seen_[kOwn])
        (item.decided <= cutoff ? now : later).push_back(item);
    seen_[kOwn] = std::move(later);
    for (Happening item : now) {
        const auto other = take_like(seen_[kOfL1], item, kApart, kApart);
        if (other) item.decided = std::min(item.decided, other->decided);
        // One that may have begun before, at a level near the threshold, may not be told again.
        const bool fresh = take_like(seen_[kLenient], item, kAhead, kApart).has_value();
        out.push_back({item, other.has_value() && fresh && plain(item)});
    }
    doubt(kOfL1, cutoff - kApart, out);
}

void VoltageReference::doubt(std::size_t judge, Time cutoff, std::vector<Owed>& out) {
    std::erase_if(seen_[judge], [&](const Happening& item) {
        if (item.decided > cutoff) return false;
        out.push_back({item, false});
        return true;
    });
}

}  // namespace bench::quality
