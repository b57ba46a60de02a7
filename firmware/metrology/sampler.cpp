#include "firmware/metrology/sampler.h"

#include <algorithm>
#include <optional>

namespace meter::metrology {
namespace {

constexpr Duration kClockRetry = seconds(1);

std::int64_t boundaries_before(CalendarTime time, Duration period) {
    return time.time_since_epoch() / period;
}

CalendarTime boundary_time(std::int64_t boundary, Duration period) {
    return CalendarTime{boundary * period};
}

}  // namespace

bool Sampler::due(const Track& track, const CalendarReading& calendar, Instant now) const {
    const std::int64_t boundary = boundaries_before(calendar.at(now), track.period);
    const Instant at = calendar.at(boundary_time(boundary, track.period));
    // What lies at or before the boot belongs to the life before, which may have captured it.
    return boundary > track.last && now - at <= kCaptureTolerance && at > Instant{};
}

void Sampler::capture(Track& track, std::int64_t boundary, const Capture& values) {
    track.last = boundary;
    Message message;
    message.id = {track.stream, static_cast<std::uint32_t>(boundary)};
    message.time = boundary_time(boundary, track.period);
    message.capture = values;
    sink_.captured(message);
}

Instant Sampler::step(Instant now) {
    const bool off =
        std::ranges::all_of(tracks_, [](const Track& track) { return track.period <= Duration{}; });
    if (off) return kNever;
    const Result<CalendarReading> reading = CalendarReading::take(board_);
    if (!reading) return now + kClockRetry;
    const CalendarReading& calendar = reading.value();
    if (calendar.at(now) < CalendarTime{}) return now + kClockRetry;

    Instant next = kNever;
    bool read = false;
    std::optional<Capture> values;
    for (Track& track : tracks_) {
        if (track.period <= Duration{}) continue;
        const std::int64_t boundary = boundaries_before(calendar.at(now), track.period);
        if (due(track, calendar, now)) {
            if (!read) values = source_.read();
            read = true;
            if (values) capture(track, boundary, *values);
        }
        next = std::min(next, calendar.at(boundary_time(boundary + 1, track.period)));
    }
    return next;
}

}  // namespace meter::metrology
