#include "firmware/power_quality/aggregator.h"

namespace meter::power_quality {
namespace {

constexpr SampleIndex kOneSecond = kSampleRateHz;
constexpr Duration kTenMinutesLong = seconds(600);

constexpr SampleIndex distance(SampleIndex a, SampleIndex b) { return a > b ? a - b : b - a; }

}  // namespace

void Aggregator::tick(SampleIndex at, CalendarTime when) {
    if (passed_ != 0 && distance(at, passed_) <= kOneSecond) {  // The one that was just taken.
        next_ = {at + kTenMinutes, when + kTenMinutesLong, false};
        return;
    }
    next_ = {at, when, true};
    ticking_ = true;
}

void Aggregator::window(const Window& window, bool disturbed) {
    if (!ticking_) {
        next_ = {window.begin + kTenMinutes, {}, false};
        ticking_ = true;
    }
    const bool flagged = window.flagged || disturbed;
    if (next_.at <= window.begin) {
        pass_tick();
        skip_to(window.begin);
    }
    if (next_.at >= window.end) frequency_.window(window, flagged);
    add(window, flagged);
    if (next_.at > window.end) return;
    const bool straddles = next_.at < window.end;
    pass_tick();
    if (!straddles) return;
    frequency_.window(window, flagged);  // Dropped there: it straddles.
    add_3s(three_seconds_, window, flagged);
    ten_minutes_.add(window, flagged);
}

void Aggregator::add(const Window& window, bool flagged) {
    if (leftover_.windows() > 0) add_3s(leftover_, window, flagged);
    add_3s(three_seconds_, window, flagged);
    if (ten_minutes_.full()) close_ten_minutes(false);
    ten_minutes_.add(window, flagged);
}

void Aggregator::add_3s(Accumulator& accumulator, const Window& window, bool flagged) {
    accumulator.add(window, flagged);
    if (accumulator.windows() < kWindowsOf3s) return;
    Aggregate aggregate;
    accumulator.read(Interval::cycles_150_180, aggregate);
    aggregate.complete = accumulator.gapless();
    accumulator.clear();
    sink_.aggregated(aggregate);
}

void Aggregator::close_ten_minutes(bool at_told_tick) {
    if (ten_minutes_.windows() > 0) {
        Aggregate aggregate;
        ten_minutes_.read(Interval::ten_minutes, aggregate);
        aggregate.complete = ten_minutes_.gapless() &&
                             distance(aggregate.end - aggregate.begin, kTenMinutes) <= kOneSecond;
        aggregate.synchronised = aggregate.complete && began_at_told_tick_ && at_told_tick;
        if (at_told_tick) aggregate.tick = next_.when;
        ten_minutes_.clear();
        sink_.aggregated(aggregate);
    }
    began_at_told_tick_ = at_told_tick;
}

void Aggregator::pass_tick() {
    close_ten_minutes(next_.told);
    if (three_seconds_.windows() > 0) {
        leftover_ = three_seconds_;
        three_seconds_.clear();
    }
    frequency_.restart(next_.at);
    passed_ = next_.at;
    next_ = {next_.at + kTenMinutes, next_.when + kTenMinutesLong, false};
}

void Aggregator::skip_to(SampleIndex begin) {
    if (next_.at > begin) return;
    const SampleIndex missed = (begin - next_.at) / kTenMinutes + 1;
    next_.at += missed * kTenMinutes;
    next_.when += kTenMinutesLong * static_cast<std::int64_t>(missed);
}

}  // namespace meter::power_quality
