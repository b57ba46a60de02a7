#pragma once

// The composition root: a whole bench from plain configuration, driven by advance().

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "models/board/board.h"
#include "models/board/image.h"
#include "models/head_end/head_end.h"
#include "models/mains/load.h"
#include "models/modem/decoder.h"
#include "models/radio/medium.h"
#include "models/radio/regulatory.h"
#include "models/system/config.h"
#include "models/system/counters.h"
#include "models/system/faults.h"
#include "models/system/mint.h"
#include "models/system/provisioning.h"
#include "models/system/traffic.h"
#include "models/time/clockwork.h"
#include "models/trace/record.h"
#include "models/wan/backhaul.h"

namespace bench::system {

class Bench {
public:
    // Throws std::invalid_argument for a configuration that cannot be built. `sink` gets every
    // record.
    Bench(const BenchConfig& config, const Images& images, trace::Sink& sink,
          board::StepMarker* marker);
    ~Bench();
    Bench(const Bench&) = delete;
    Bench& operator=(const Bench&) = delete;

    void advance(Time until);
    [[nodiscard]] Time now() const { return agenda_.now(); }
    [[nodiscard]] Counters counters() const;
    [[nodiscard]] const std::vector<Occurrence>& occurrences() const {
        return faults_->occurrences();
    }
    // Energy that truly flowed into the first meter's load, and out of it, in Wh.
    [[nodiscard]] double true_import_wh(Time from, Time to) const;
    [[nodiscard]] double true_export_wh(Time from, Time to) const;
    // How much more or less of both a right register may count (mains::EnergyTruth::apart_pj).
    [[nodiscard]] double apart_wh(Time from, Time to) const;
    // By how much its register may lag behind what has flowed by `time`.
    [[nodiscard]] Nanoseconds register_age(Time time) const;
    [[nodiscard]] const std::vector<Identity>& identities() const { return identities_; }

private:
    friend class Faults;
    struct Meter;
    struct Collector;
    class WanJoin;
    class PowerMint;
    class MainsSwitch;
    class MeasurementMint;

    // What the timeline does; `fault` is the index of the occurrence.
    void open_cover(Time now, const std::string& node, bool open, std::uint32_t fault);
    // An input whose level is that of `item` and of what overlaps it.
    void tamper(Time now, Meter& meter, unsigned input, bool open, std::uint32_t fault);
    void set_magnet(Time now, Meter& meter, const TimelineEntry& entry, bool near,
                    std::uint32_t fault);
    void set_mains(Time now, Meter& meter, bool present);
    void power_off(const std::string& node, bool off, std::uint32_t fault);
    void cut(const std::string& link, bool start, std::uint32_t fault);
    void jam(const TimelineEntry& entry, bool start, std::uint32_t fault);
    void turn_on(const std::string& interferer, bool start, std::uint32_t fault);
    void silence(bool start, std::uint32_t fault);
    void change_voltage(const TimelineEntry& entry, bool start, std::uint32_t fault);
    void inject(Time now, const TimelineEntry& entry, const Occurrence& item, std::uint32_t fault);
    void end_injection(Time now, const TimelineEntry& entry, std::uint32_t fault);
    void reset(const std::string& node, std::uint32_t fault);
    void forge(bool start, std::uint32_t fault);

    void build_meter(std::size_t index, const fw_image& image, board::StepMarker* marker);
    void build_collector(const fw_image& image, board::StepMarker* marker);
    void build_head_end();
    [[nodiscard]] trace::Entity entity_of(const std::string& node) const;
    [[nodiscard]] trace::Entity head_end_entity() const {
        return static_cast<trace::Entity>(config_.air.nodes.size() + 1);
    }
    [[nodiscard]] Meter& meter_of(const std::string& node);

    const BenchConfig config_;
    const chance::Key key_;
    Agenda agenda_;
    trace::Fan trace_;
    Clockwork clockwork_;
    std::unique_ptr<modem::Decoder> decoder_;  // Of the bit level.
    radio::Medium medium_;
    radio::RegulatoryMonitor monitor_;
    std::vector<Identity> identities_;
    std::unique_ptr<WanJoin> wan_join_;
    std::unique_ptr<wan::Backhaul> backhaul_;
    std::unique_ptr<head_end::HeadEnd> head_end_;
    std::unique_ptr<Faults> faults_;
    std::vector<std::unique_ptr<Meter>> meters_;
    std::unique_ptr<Collector> collector_;
    std::optional<TrafficNodes> traffic_;
    std::unique_ptr<PowerMint> power_mint_;
    std::unique_ptr<MainsSwitch> mains_switch_;
    std::unique_ptr<MeasurementMint> measurement_mint_;
};

}  // namespace bench::system
