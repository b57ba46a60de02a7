#include "models/quality/limit_watch.h"

#include <algorithm>

namespace bench::quality {

LimitWatch::LimitWatch(const LimitRule& rule, StandingAt standing, const std::vector<Time>& changes,
                       Time boot)
    : rule_{rule},
      standing_{std::move(standing)},
      changes_{changes},
      from_{boot},
      next_{boot},
      earliest_{boot} {}

Time LimitWatch::change_after(Time time) const {
    const auto next = std::ranges::upper_bound(changes_, time);
    return next == changes_.end() ? kEndOfTime : *next;
}

// The first stretch from `time` on in which the limit is left (or, when it is left, come back to).
std::optional<LimitWatch::Stretch> LimitWatch::stretch_from(Time time) const {
    const auto wanted = [&](Time at) {
        const Standing standing = standing_(at);
        return standing == Standing::near_limit ||
               standing == (active_ ? Standing::inside : Standing::beyond);
    };
    while (time != kEndOfTime && !wanted(time)) time = change_after(time);
    if (time == kEndOfTime) return std::nullopt;
    Stretch stretch{time, time, true};
    while (stretch.to != kEndOfTime && wanted(stretch.to)) {
        stretch.certain = stretch.certain && standing_(stretch.to) != Standing::near_limit;
        stretch.to = change_after(stretch.to);
    }
    return stretch;
}

void LimitWatch::advance(Time until, std::vector<Owed>& out) {
    while (next_ < until) {
        const auto stretch = stretch_from(from_);
        if (!stretch) {
            next_ = kEndOfTime;
            return;
        }
        Time decided = stretch->from + rule_.hold;
        if (!active_) decided = std::max(decided, earliest_);
        const Time first = decided - rule_.slack;
        next_ = first;
        if (first >= until) return;
        const Nanoseconds lasts =
            stretch->to == kEndOfTime ? rule_.hold * 1'000 : stretch->to - decided;
        if (lasts <= -rule_.slack) {
            from_ = stretch->to;
            next_ = from_;
            continue;
        }
        Owed owed;
        owed.certain = stretch->certain && lasts >= rule_.slack;
        owed.happening = {rule_.kind,
                          active_,
                          rule_.phase,
                          stretch->from,
                          stretch->from,
                          first,
                          !active_ && rule_.alarm};
        out.push_back(owed);
        from_ = std::max(first, stretch->from);
        if (lasts > Nanoseconds{0} && stretch->certain) {
            if (!active_) earliest_ = decided + rule_.restart;
            active_ = !active_;
        } else {
            from_ = stretch->to;
        }
        next_ = from_;
    }
}

}  // namespace bench::quality
