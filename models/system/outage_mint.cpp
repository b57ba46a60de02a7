#include "models/system/outage_mint.h"

#include <algorithm>

namespace bench::system {

using meter::EventCode;
using meter::Stream;

void OutageMint::mains_failed(Time now) {
    if (owing_.board().running()) announce(now, now, true);
}

void OutageMint::announce(Time now, Time since, bool certain) {
    const Time qualified = since + detection_ + qualification_;
    const Time back = next_edge(owing_.gaps(), now);
    if (back < qualified - kMargin || !owing_.lives(now, qualified)) return;
    certain = certain && back > qualified + kMargin;
    announced_ = certain ? Announced::yes : Announced::perhaps;
    owing_.owe(now, {Stream::alarms,
                     static_cast<unsigned>(EventCode::last_gasp),
                     qualified,
                     {since, since + detection_ + kMargin},
                     certain});
}

void OutageMint::mains_returned(Time now) {
    if (!owing_.board().running() || announced_ == Announced::no) return;
    owing_.owe(now, {Stream::events,
                     static_cast<unsigned>(EventCode::power_returned),
                     now,
                     {now, now + detection_},
                     announced_ == Announced::yes});
    announced_ = Announced::no;
}

// A reset in an outage that was announced announces it again, or not.
void OutageMint::booted(Time now, bool power_on) {
    if (!power_on) {
        if (within(owing_.gaps(), now)) announce(now, now, false);
        return;
    }
    announced_ = Announced::no;
    owing_.owe(now, {Stream::events,
                     static_cast<unsigned>(EventCode::power_returned),
                     now,
                     {now - std::chrono::seconds{1}, now + std::chrono::milliseconds{20}},
                     true});
}

}  // namespace bench::system
