#include "firmware/power_quality/span.h"

namespace meter::power_quality {

Span::Change Span::update(const Reading& reading) {
    if (!(active_ ? reading.leave : reading.enter)) {
        wishing_ = false;
        return Change::none;
    }
    if (!wishing_) {
        wishing_ = true;
        since_ = reading.since;
    }
    if (!reading.decisive || reading.now - since_ < reading.hold) return Change::none;
    if (!active_ && reading.now < reading.not_before) return Change::none;
    wishing_ = false;
    active_ = !active_;
    (active_ ? begin_ : end_) = since_;
    return active_ ? Change::started : Change::ended;
}

}  // namespace meter::power_quality
