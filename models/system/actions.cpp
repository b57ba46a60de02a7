// What the timeline does to the world. What that makes a meter owe, its mints know by themselves.

#include "models/system/nodes.h"

namespace bench::system {

// Several occurrences may hold an input open: it closes with the last of them.
void Bench::tamper(Time now, Meter& meter, unsigned input, bool open, std::uint32_t fault) {
    int& holds = meter.holds[input];
    holds += open ? 1 : -1;
    const bool level = holds > 0;
    if (meter.board.input(input) == level) {
        if (open) faults_->touched(fault);  // Held open by another already.
        return;
    }
    TamperMint& mint = input == HAL_IO_METER_COVER ? meter.cover : *meter.magnet;
    mint.edge(now);
    faults_->touched(fault);
    meter.board.set_input(now, input, level, fault);
}

void Bench::open_cover(Time now, const std::string& node, bool open, std::uint32_t fault) {
    tamper(now, meter_of(node), HAL_IO_METER_COVER, open, fault);
}

void Bench::set_magnet(Time now, Meter& meter, const TimelineEntry& entry, bool near,
                       std::uint32_t fault) {
    if (meter.saturates(entry)) tamper(now, meter, HAL_IO_MAGNET, near, fault);
}

// The terminals are dead from here on; MainsSwitch tells the supply. Who holds them dead last is
// told when the module notices.
void Bench::power_off(const std::string& node, bool off, std::uint32_t fault) {
    Meter& meter = meter_of(node);
    if (!off) return;
    faults_->touched(fault);
    meter.dark_by = fault;
}

void Bench::set_mains(Time now, Meter& meter, bool present) {
    if (present) {
        meter.outage.mains_returned(now);
    } else {
        meter.outage.mains_failed(now);
    }
    meter.board.set_mains(now, present, meter.dark_by);
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

// The terminals are the meter's own.
void Bench::change_voltage(const TimelineEntry& entry, bool start, std::uint32_t fault) {
    if (!start) return;
    faults_->touched(fault);
    meter_of(entry.target).dark_by = fault;
}

void Bench::inject(Time now, const TimelineEntry& entry, const Occurrence& item,
                   std::uint32_t fault) {
    Meter& meter = meter_of(entry.target);
    if (!meter.three) return;
    set_magnet(now, meter, entry, true, fault);
    if (!meter.board.running()) return;
    const auto seconds = [](Time time) { return static_cast<double>(ns(time)) * 1e-9; };
    const emi::Disturbances& disturbances = meter.three->analogue.disturbances();
    if (disturbances.felt(item.entry + 1, seconds(item.start), seconds(item.end)).any())
        faults_->took_effect(fault);
    meter.upsets->expect(now, item.end);
}

void Bench::end_injection(Time now, const TimelineEntry& entry, std::uint32_t fault) {
    Meter& meter = meter_of(entry.target);
    if (meter.three) set_magnet(now, meter, entry, false, fault);
}

}  // namespace bench::system
