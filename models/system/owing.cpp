#include "models/system/owing.h"

#include <algorithm>

namespace bench::system {

bool Owing::lives(Time now, Time until) const {
    if (!board_.running()) return false;
    Nanoseconds left = supply_.hold_up_remaining(now);
    for (const TimeSpan& gap : gaps_) {
        const Time from = std::max(gap.first, now);
        const Time to = std::min(gap.second, until);
        if (from >= to) continue;
        left -= to - from;
        if (left <= Nanoseconds{0}) return false;
    }
    return true;
}

void Owing::owe(Time now, const Event& event) const {
    trace::EventOnset onset;
    onset.stream = static_cast<std::uint32_t>(event.stream);
    onset.code = static_cast<std::uint16_t>(event.code);
    const Time qualified = std::max(now, event.qualified);
    onset.excused = event.certain && lives(now, qualified + kTimeToStore) ? 0 : 1;
    onset.qualification_ns = (qualified - now).count();
    onset.calendar_us = board_.calendar_us(event.dates.earliest);
    const trace::EventDates dates{onset.calendar_us - kWireStepUs,
                                  board_.calendar_us(event.dates.latest)};
    trace_.record(trace::make(now, entity_, onset), trace::bytes_of(dates));
}

}  // namespace bench::system
