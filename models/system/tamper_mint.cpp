#include "models/system/tamper_mint.h"

#include <algorithm>

namespace bench::system {

using meter::Stream;

void TamperMint::edge(Time now) {
    if (!owing_.board().running()) return;
    settle(now, now);
}

// The level since `edge` counts if it stays for the debounce time, and is not what was told.
void TamperMint::settle(Time now, Time edge) {
    const bool open = open_at(now);
    const Nanoseconds lasts = next_edge(open_, now) - std::max(now, edge);
    if (open == told_open_ || lasts < input_.debounce - kMargin) return;
    // What closes an opening that need not have been told need not be told either.
    const bool certain = lasts > input_.debounce + kMargin && (open || opening_certain_);
    if (open) opening_certain_ = certain;
    tell(now, edge, open, certain);
}

void TamperMint::tell(Time now, Time edge, bool open, bool certain) {
    told_open_ = open;
    if (open) last_down_ = next_edge(open_, now);
    owing_.owe(now, {open ? Stream::alarms : Stream::events,
                     static_cast<unsigned>(open ? input_.begins : input_.ends),
                     std::max(now, edge) + input_.debounce,
                     {edge, edge < now ? now + input_.debounce : edge + kMargin},
                     certain});
}

void TamperMint::booted(Time now) {
    told_open_ = false;
    // The latest opening that nobody has told.
    for (const TimeSpan& span : open_) {
        const bool unseen = span.first >= last_down_ && span.second <= now;
        if (!unseen || span.second - span.first <= input_.debounce) continue;
        last_down_ = span.second;
        opening_certain_ = true;
        owing_.owe(now, {Stream::alarms,
                         static_cast<unsigned>(input_.begins),
                         now,
                         {span.first, now + std::chrono::seconds{1}},
                         true});
    }
    if (open_at(now)) settle(now, now);
}

}  // namespace bench::system
