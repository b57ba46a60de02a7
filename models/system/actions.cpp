// What the timeline does to the world, and what that makes the meter owe.

#include "models/system/nodes.h"
#include "models/system/quality_onsets.h"

namespace bench::system {

using meter::EventCode;
using meter::Stream;

// An input that shows tampering owes an alarm or an event if it stays for the debounce time.
void Bench::tamper(Time now, Meter& meter, const Tamper& tamper, const Occurrence& item,
                   std::uint32_t fault) {
    const Nanoseconds debounce = meter.config.debounce;
    if (meter.board.running() && item.end - item.start > debounce) {
        const bool late =
            !meter.supply.mains() && meter.supply.hold_up_remaining(now) < debounce + kTimeToStore;
        trace_.record(
            trace::make(now, meter.entity,
                        onset_of(tamper.high ? Stream::alarms : Stream::events, tamper.code,
                                 debounce, meter.board.calendar_us(now), late)));
    }
    meter.board.set_input(now, tamper.input, tamper.high, fault);
}

void Bench::open_cover(Time now, const std::string& node, bool open, const Occurrence& item,
                       std::uint32_t fault) {
    const auto code = open ? EventCode::meter_cover_removed : EventCode::meter_cover_closed;
    tamper(now, meter_of(node), {HAL_IO_METER_COVER, code, open}, item, fault);
}

// A Hall switch beside the current transformers closes at the field that saturates them.
void Bench::set_magnet(Time now, Meter& meter, const TimelineEntry& entry, bool near,
                       const Occurrence& item, std::uint32_t fault) {
    const bool magnet = entry.disturbance.kind == emi::Kind::dc_magnet;
    if (!magnet || entry.disturbance.level <= meter.config.three_phase->installation.saturating_mt)
        return;
    const auto code = near ? EventCode::strong_magnet : EventCode::no_strong_magnet;
    tamper(now, meter, {HAL_IO_MAGNET, code, near}, item, fault);
}

void Bench::power_off(Time now, const std::string& node, bool off, const Occurrence& item,
                      std::uint32_t fault) {
    Meter& meter = meter_of(node);
    const MeterConfig& config = meter.config;
    const Nanoseconds qualification = config.supply.detection + config.outage_qualification;
    const std::int64_t calendar_us = meter.board.calendar_us(now);
    // An outage is owed when it lasts, and the reservoir carries the module, until it is qualified
    // and stored.
    const Nanoseconds hold_up = meter.supply.hold_up_remaining(now);
    if (off && meter.board.running() && item.end - item.start > qualification &&
        hold_up > qualification) {
        meter.outage_minted = true;
        trace_.record(trace::make(now, meter.entity,
                                  onset_of(Stream::alarms, EventCode::last_gasp, qualification,
                                           calendar_us, hold_up < qualification + kTimeToStore)));
    }
    if (!off && meter.board.running() && meter.outage_minted) {
        meter.outage_minted = false;
        trace_.record(trace::make(
            now, meter.entity,
            onset_of(Stream::events, EventCode::power_returned, Nanoseconds{0}, calendar_us)));
    }
    if (off) meter.outages.emplace_back(now, kEndOfTime);
    if (!off && !meter.outages.empty()) meter.outages.back().second = now;
    meter.board.set_mains(now, !off, fault);
}

void Bench::cut(const std::string& link, bool start, std::uint32_t fault) {
    if (link == config_.wan_link) {
        backhaul_->set_cut(start, fault, *faults_);
    } else if (link == config_.ethernet_link) {
        for (const auto& meter : meters_) {
            if (meter->wire) meter->wire->set_cut(start, fault, *faults_);
        }
    } else {
        medium_.set_cut(link, start, fault, faults_.get());
    }
}

void Bench::jam(const TimelineEntry& entry, bool start, std::uint32_t fault) {
    if (start) {
        medium_.jam_start(fault, entry.target, entry.jam_power_dbm, entry.jam_channels,
                          faults_.get());
    } else {
        medium_.jam_stop(fault);
    }
}

void Bench::turn_on(const std::string& interferer, bool start, std::uint32_t fault) {
    if (start) {
        medium_.turn_on(fault, interferer, faults_.get());
    } else {
        medium_.turn_off(fault);
    }
}

void Bench::silence(bool start, std::uint32_t fault) {
    head_end_->set_silent(start, fault, *faults_);
}

namespace {

mains::GridEvent during(mains::GridEvent event, const Occurrence& item) {
    event.start = item.start;
    event.length = item.end - item.start;
    return event;
}

}  // namespace

void Bench::change_voltage(Time now, const TimelineEntry& entry, const Occurrence& item, bool start,
                           std::uint32_t fault) {
    Meter& meter = meter_of(entry.target);
    if (!meter.three || !meter.board.running()) return;
    if (start) faults_->took_effect(fault);  // The terminals are the meter's own.
    const mains::Grid* grid = meter.three->analogue.grid();
    if (grid == nullptr) return;
    const mains::GridEvent event = during(entry.grid_event, item);
    QualityThresholds thresholds;
    thresholds.nominal_v = meter.config.three_phase->grid.nominal_v;
    thresholds.interruption = meter.config.three_phase->interruption_share;
    const auto onsets =
        start ? onsets_at_start(*grid, event, thresholds) : onsets_at_end(*grid, event, thresholds);
    for (const QualityOnset& onset : onsets) {
        trace_.record(trace::make(
            now, meter.entity,
            onset_of(onset.stream, onset.code, onset.qualification, meter.board.calendar_us(now))));
    }
}

void Bench::inject(Time now, const TimelineEntry& entry, const Occurrence& item,
                   std::uint32_t fault) {
    Meter& meter = meter_of(entry.target);
    if (!meter.three) return;
    set_magnet(now, meter, entry, true, item, fault);
    if (!meter.board.running()) return;
    const auto seconds = [](Time time) { return static_cast<double>(ns(time)) * 1e-9; };
    const emi::Disturbances& disturbances = meter.three->analogue.disturbances();
    if (disturbances.felt(item.entry + 1, seconds(item.start), seconds(item.end)).any())
        faults_->took_effect(fault);
    meter.upsets->expect(now, item.end);
}

void Bench::end_injection(Time now, const TimelineEntry& entry, const Occurrence& item,
                          std::uint32_t fault) {
    Meter& meter = meter_of(entry.target);
    if (meter.three) set_magnet(now, meter, entry, false, item, fault);
}

}  // namespace bench::system
