#include "models/radio/sliding_airtime.h"

#include <algorithm>

namespace bench::radio {

Nanoseconds SlidingAirtime::add(Time start, Time end) {
    spans_.push_back({start, end});
    sum_ += end - start;
    const Time since = end - window_;
    while (spans_.front().end <= since) {
        sum_ -= spans_.front().end - spans_.front().start;
        spans_.pop_front();
    }
    if (spans_.size() > kMost) {
        const Span oldest = spans_.front();
        spans_.pop_front();
        spans_.front().start -= oldest.end - oldest.start;
    }
    const Nanoseconds gone = since - spans_.front().start;
    return sum_ - std::max(gone, Nanoseconds{0});
}

}  // namespace bench::radio
