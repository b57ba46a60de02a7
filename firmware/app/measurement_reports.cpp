#include "firmware/app/measurement_reports.h"

namespace meter::app {
namespace {

Window completed(const Window& last, const power_quality::Aggregate& aggregate) {
    Window report = last;
    report.begin = aggregate.begin;
    report.end = aggregate.end;
    report.frequency = aggregate.frequency;
    report.neutral = aggregate.neutral;
    report.negative_unbalance = aggregate.negative_unbalance;
    report.zero_unbalance = aggregate.zero_unbalance;
    report.flagged = aggregate.flagged;
    for (std::size_t p = 0; p < kPhases; ++p) {
        const power_quality::PhaseAggregate& from = aggregate.phase[p];
        PhaseWindow& to = report.phase[p];
        to.voltage = from.voltage;
        to.current = from.current;
        to.active = from.active;
        to.voltage_thd = from.voltage_thd;
        to.current_thd = from.current_thd;
        to.voltage_harmonics = from.voltage_harmonics;
        to.current_harmonics = from.current_harmonics;
    }
    return report;
}

}  // namespace

void MeasurementReports::aggregated(const power_quality::Aggregate& aggregate) {
    if (period_ <= Duration{} || last_ == nullptr ||
        aggregate.interval != power_quality::Interval::cycles_150_180 || !aggregate.complete)
        return;
    const auto period = static_cast<SampleIndex>(period_ / kSamplePeriod);
    // An interval may end a little before the period has passed: half of it is near enough.
    const SampleIndex length = aggregate.end - aggregate.begin;
    if (sent_ && aggregate.end + length / 2 < *sent_ + period) return;
    sent_ = aggregate.end;
    const CalendarTime when = clock_.calendar(aggregate.end);
    uplink_.measured(completed(*last_, aggregate), when,
                     static_cast<std::uint32_t>(when.time_since_epoch() / seconds(1)));
}

}  // namespace meter::app
