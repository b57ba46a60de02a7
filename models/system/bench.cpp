#include "models/system/bench.h"

#include <algorithm>
#include <stdexcept>

#include "models/system/decoders.h"
#include "models/system/forgery.h"
#include "models/system/nodes.h"

namespace bench::system {

// Joins the collector's modem, the backhaul and the head end, which do not know each other.
class Bench::WanJoin final : public board::ModemPort, public head_end::Uplink {
public:
    explicit WanJoin(Bench& bench) : up_{bench}, down_{bench}, bench_{bench} {}
    void send(std::span<const std::uint8_t> packet) override { bench_.backhaul_->send_up(packet); }
    void send_down(std::span<const std::uint8_t> packet) override {
        bench_.backhaul_->send_down(packet);
    }

    struct ToHeadEnd final : wan::DatagramSink {
        explicit ToHeadEnd(Bench& owner) : bench{owner} {}
        void deliver(Time now, std::uint32_t datagram,
                     std::span<const std::uint8_t> packet) override {
            bench.head_end_->deliver(now, datagram, packet);
        }
        Bench& bench;
    };
    struct ToCollector final : wan::DatagramSink {
        explicit ToCollector(Bench& owner) : bench{owner} {}
        void deliver(Time, std::uint32_t, std::span<const std::uint8_t> packet) override {
            board::Board& board = bench.collector_->board;
            const auto false_one =
                forgers > 0 ? forged_answer(packet) : std::vector<std::uint8_t>{};
            if (!false_one.empty()) board.deliver_packet(false_one);
            board.deliver_packet(packet);
            if (false_one.empty()) return;
            board.deliver_packet(packet);  // Once more: a replay.
            bench.faults_->took_effect(forged_by);
        }
        Bench& bench;
        int forgers = 0;              // Occurrences under way.
        std::uint32_t forged_by = 0;  // The one that began last.
    };
    ToHeadEnd up_;
    ToCollector down_;

private:
    Bench& bench_;
};

// Hands what happens to a module on to all that say what it owes.
class Bench::PowerMint final : public trace::Sink {
public:
    explicit PowerMint(Bench& bench) : bench_{bench} {}
    void record(const trace::Record& item, std::span<const std::uint8_t>) override {
        const bool booted = item.kind == trace::Kind::booted;
        if (!booted && item.kind != trace::Kind::powered_down) return;
        for (const auto& meter : bench_.meters_) {
            if (meter->entity != item.entity) continue;
            if (!booted) {
                meter->down.emplace_back(item.time, kEndOfTime);
                if (meter->three) meter->three->truth.powered_down(item.time);
                return;
            }
            if (meter->down.back().second == kEndOfTime) meter->down.back().second = item.time;
            meter->outage.booted(item.time, item.a == HAL_RESET_POWER_ON);
            meter->cover.booted(item.time);
            if (!meter->three) return;
            meter->three->truth.booted(item.time);
            meter->magnet->booted(item.time);
            meter->quality->booted(item.time);
        }
    }

private:
    Bench& bench_;
};

// Mains that fail and return, of every meter.
class Bench::MainsSwitch final : public Actor {
public:
    explicit MainsSwitch(Bench& bench) : bench_{bench} {
        for (std::size_t i = 0; i < bench.meters_.size(); ++i) {
            for (const TimeSpan& gap : bench.meters_[i]->owing.gaps()) {
                bench.agenda_.at(gap.first, *this, 0, i);
                bench.agenda_.at(gap.second, *this, 1, i);
            }
        }
    }
    void wake(Time now, std::uint32_t present, std::uint64_t index) override {
        bench_.set_mains(now, *bench_.meters_[index], present != 0);
    }

private:
    Bench& bench_;
};

// Beside each power-quality message and each phasor set that the head end has accepted: what was
// true at its time.
class Bench::MeasurementMint final : public trace::Sink {
public:
    explicit MeasurementMint(Bench& bench) : bench_{bench} {}
    void record(const trace::Record& item, std::span<const std::uint8_t> bytes) override {
        const bool quality = item.kind == trace::Kind::measurement_accepted;
        if (!quality && item.kind != trace::Kind::phasors_accepted) return;
        for (const auto& meter : bench_.meters_) {
            if (meter->entity != item.entity || !meter->three) continue;
            if (quality) {
                measured(item, *meter, trace::from_bytes<trace::Measured>(bytes));
            } else {
                phasors(item, *meter, trace::read<trace::PhasorsAccepted>(item).calendar_us);
            }
        }
    }

private:
    static Time world_time(const Meter& meter, std::int64_t calendar_us) {
        const board::Board& board = meter.board;
        return board.clock().at(calendar_us - board.calendar_us(kStart));
    }
    void measured(const trace::Record& item, const Meter& meter, const trace::Measured& said) {
        const Time end = world_time(meter, said.calendar_us);
        const Analogue& analogue = meter.three->analogue;
        trace::Measured truth = analogue.measured_at(end);
        truth.calendar_us = said.calendar_us;
        const bool steady = analogue.steady(end - kInterval, end);
        bench_.trace_.record(
            trace::make(item.time, item.entity, trace::MeasurementTruth{steady ? 1U : 0U, 0}),
            trace::bytes_of(truth));
    }
    void phasors(const trace::Record& item, const Meter& meter, std::int64_t calendar_us) {
        const Time at = world_time(meter, calendar_us);
        const Analogue& analogue = meter.three->analogue;
        const bool steady = analogue.steady(at - kPhasorWindow, at + kPhasorWindow / 4);
        bench_.trace_.record(
            trace::make(item.time, item.entity, trace::PhasorsTruth{steady ? 1U : 0U, 0}),
            trace::bytes_of(analogue.phasors_at(at)));
    }

    // A cycle, and what the frequency tracker remembers of before.
    static constexpr Nanoseconds kPhasorWindow = std::chrono::milliseconds{200};
    // 150 cycles, and what the filters remember of before.
    static constexpr Nanoseconds kInterval = std::chrono::milliseconds{3'300};
    Bench& bench_;
};

Bench::Bench(const BenchConfig& config, const Images& images, trace::Sink& sink,
             board::StepMarker* marker)
    : config_{with_traffic(config)},
      key_{config.seed},
      clockwork_{"clockwork", agenda_},
      decoder_{make_decoder(config_.radio_fidelity)},
      medium_{config_.air, agenda_, key_.of("air"), trace_},
      monitor_{{.mode = config_.radio.access, .plan = config_.radio.plan}, trace_} {
    if (decoder_) medium_.use_bit_level(*decoder_);
    trace_.add(sink);
    trace_.add(monitor_);
    power_mint_ = std::make_unique<PowerMint>(*this);
    trace_.add(*power_mint_);
    measurement_mint_ = std::make_unique<MeasurementMint>(*this);
    trace_.add(*measurement_mint_);
    faults_ = std::make_unique<Faults>(*this, config_, agenda_, trace_);
    wan_join_ = std::make_unique<WanJoin>(*this);
    build_collector(*images.collector, marker);
    for (std::size_t i = 0; i < config_.meters.size(); ++i) build_meter(i, *images.meter, marker);
    mains_switch_ = std::make_unique<MainsSwitch>(*this);
    build_head_end();
    if (config_.traffic.count > 0) {
        traffic_.emplace(config_, TrafficNodes::World{agenda_, medium_, trace_, *faults_, marker},
                         images.traffic);
    }
    collector_->board.power_on(HAL_RESET_POWER_ON);
    for (const auto& meter : meters_)
        meter->board.power_on_at(kStart + meter->config.supply.start_up);
}

Bench::~Bench() = default;

trace::Entity Bench::entity_of(const std::string& node) const {
    const auto found = std::ranges::find(config_.air.nodes, node, &radio::NodeConfig::name);
    if (found == config_.air.nodes.end())
        throw std::invalid_argument("no node '" + node + "' in the air");
    return static_cast<trace::Entity>(found - config_.air.nodes.begin() + 1);
}

Bench::Meter& Bench::meter_of(const std::string& node) {
    const auto found =
        std::ranges::find_if(meters_, [&](const auto& m) { return m->config.name == node; });
    if (found == meters_.end()) throw std::invalid_argument("no meter '" + node + "'");
    return **found;
}

void Bench::build_meter(std::size_t index, const fw_image& image, board::StepMarker* marker) {
    const MeterConfig& config = config_.meters[index];
    const Identity identity =
        make_identity(static_cast<std::uint32_t>(index + 2), key_.of("keys").of(index));
    identities_.push_back(identity);
    meters_.push_back(
        std::make_unique<Meter>(*this, config, entity_of(config.name), identity, image, marker));
}

void Bench::build_collector(const fw_image& image, board::StepMarker* marker) {
    const Identity identity = collector_identity(key_);
    collector_ = std::make_unique<Collector>(*this, entity_of(config_.collector.name), identity,
                                             *wan_join_, image, marker);
}

void Bench::build_head_end() {
    const trace::Entity entity = head_end_entity();
    head_end::HeadEndConfig head_end;
    head_end.system_title = head_end_title();
    head_end.address = head_end_address();
    head_end.processing = config_.head_end_processing;
    for (std::size_t i = 0; i < meters_.size(); ++i) {
        head_end.meters.push_back({meters_[i]->entity, identities_[i].system_title,
                                   identities_[i].encryption_key,
                                   identities_[i].authentication_key});
    }
    head_end_ = std::make_unique<head_end::HeadEnd>(head_end, agenda_, trace_, entity, *wan_join_);
    backhaul_ = std::make_unique<wan::Backhaul>(config_.wan, agenda_, key_.of("wan"), trace_,
                                                entity_of(config_.collector.name), entity);
    backhaul_->attach(wan_join_->down_, wan_join_->up_);
}

void Bench::reset(const std::string& node, std::uint32_t fault) {
    board::Board& board = node == config_.collector.name ? collector_->board : meter_of(node).board;
    if (!board.running()) return;
    board.reset(HAL_RESET_PIN, std::chrono::milliseconds{5});
    faults_->took_effect(fault);
}

void Bench::forge(bool start, std::uint32_t fault) {
    wan_join_->down_.forgers += start ? 1 : -1;
    if (start) wan_join_->down_.forged_by = fault;
}

void Bench::advance(Time until) { clockwork_.advance(until); }

Counters Bench::counters() const {
    Counters counters;
    counters.events = agenda_.executed();
    counters.records = trace_.count();
    counters.aead_calls = head_end_->aead_operations();
    counters.channel_evaluations = medium_.channel_evaluations();
    counters.frames = medium_.frames();
    for (const auto& meter : meters_) {
        counters.aead_calls += meter->secure.counters().sealed + meter->secure.counters().opened;
        counters.firmware_steps += meter->board.steps();
        counters.hal_calls += meter->board.calls();
        if (!meter->upsets) continue;
        counters.memory_corrected += meter->upsets->corrected();
        counters.memory_flipped += meter->upsets->flipped();
    }
    if (traffic_) {
        counters.firmware_steps += traffic_->steps();
        counters.hal_calls += traffic_->calls();
    }
    counters.firmware_steps += collector_->board.steps();
    counters.hal_calls += collector_->board.calls();
    return counters;
}

}  // namespace bench::system
