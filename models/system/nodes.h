#pragma once

// What one node of the bench is made of. Only models/system sees it.

#include <optional>
#include <utility>
#include <vector>

#include "models/system/analogue.h"
#include "models/system/bench.h"
#include "models/system/capture_truth.h"
#include "models/system/emi_noise.h"
#include "models/system/upsets.h"
#include "models/system/wire_join.h"

namespace bench::system {

[[nodiscard]] inline secure::SecureElementConfig keys_of(const Identity& identity) {
    const auto& encryption = identity.encryption_key;
    const auto& authentication = identity.authentication_key;
    return {
        {{{encryption.begin(), encryption.end()}, {authentication.begin(), authentication.end()}}}};
}

[[nodiscard]] inline trace::EventOnset onset_of(meter::Stream stream, meter::EventCode code,
                                                Nanoseconds qualification, std::int64_t calendar_us,
                                                bool excused = false) {
    return {static_cast<std::uint32_t>(stream), static_cast<std::uint16_t>(code),
            static_cast<std::uint16_t>(excused ? 1 : 0), qualification.count(), calendar_us};
}

// What stands for the measuring of a meter: an IC of its own, or the firmware's.
struct SinglePhaseSide {
    SinglePhaseSide(const MeterConfig& config, const chance::Key& key)
        : load{config.load},
          metering_ic{config.metering_ic, load, key.of("metering_ic")},
          truth{metering_ic} {}
    mains::Load load;
    afe::MeteringIc metering_ic;
    IcTruth truth;
};

class AnalogueTruth final : public CaptureTruth {
public:
    AnalogueTruth(const Analogue& analogue, Time since) : analogue_{analogue}, since_{since} {}
    [[nodiscard]] std::array<trace::MintedValues, 2> values(Time time) const override {
        return analogue_.bounds(time, since_);
    }
    [[nodiscard]] bool measured() const override { return true; }

private:
    const Analogue& analogue_;
    Time since_;
};

struct ThreePhaseSide {
    ThreePhaseSide(const BenchConfig& config, const MeterConfig& meter,
                   const std::vector<Occurrence>& occurrences, const chance::Key& key,
                   Agenda& agenda)
        : analogue{config, meter, occurrences, key, agenda},
          truth{analogue, kStart + meter.supply.start_up} {}
    Analogue analogue;
    AnalogueTruth truth;
};

// One meter's module and the world around it.
struct Bench::Meter {
    Meter(Bench& bench, const MeterConfig& its_config, trace::Entity its_entity,
          const Identity& identity, const fw_image& image, board::StepMarker* marker)
        : config{its_config},
          entity{its_entity},
          key{bench.key_.of(config.name)},
          board{{entity, LocalClock{config.drift_ppb}, bench.config_.calendar_start_us,
                 make_factory(bench.config_, identity, &config)},
                image,
                bench.agenda_,
                key.of("board"),
                bench.trace_,
                *bench.faults_,
                marker},
          transceiver{bench.medium_, entity, board.clock(), key.of("transceiver"), board},
          supply{config.supply, bench.agenda_, board},
          flash{config.flash, bench.agenda_, key.of("flash"), board},
          secure{keys_of(identity)},
          mint{config, entity, board, supply, truth(bench), bench.agenda_, bench.trace_} {
        board::Parts parts{&flash, &secure, nullptr, &supply, nullptr};
        if (single) parts.metering_ic = &single->metering_ic;
        if (three) {
            parts.samples = &three->analogue.port();
            parts.metrology = &three->analogue.adjustment();
            expose(bench);
        }
        if (config.ethernet) {
            const emi::Disturbances* disturbances =
                three ? &three->analogue.disturbances() : nullptr;
            wire = std::make_unique<WireJoin>(*config.ethernet, bench.agenda_, key.of("ethernet"),
                                              bench.trace_, entity, bench.head_end_entity(), board,
                                              bench.head_end_, disturbances);
            parts.modem = wire.get();
        }
        board.fit(transceiver, parts);
    }

    // To what the timeline injects.
    void expose(Bench& bench) {
        const emi::Disturbances& disturbances = three->analogue.disturbances();
        upsets.emplace(disturbances, config.three_phase->installation.ecc, board, bench.agenda_,
                       entity, bench.trace_);
        if (disturbances.none()) return;
        transceiver.suffer(*upsets);
        bench.medium_.add_noise_at(entity, "disturbances of " + config.name,
                                   std::make_unique<EmiNoise>(disturbances));
    }

    const CaptureTruth& truth(Bench& bench) {
        if (!config.three_phase) return single.emplace(config, key).truth;
        return three.emplace(bench.config_, config, bench.occurrences(), key, bench.agenda_).truth;
    }

    const MeterConfig& config;
    trace::Entity entity;
    chance::Key key;
    std::optional<SinglePhaseSide> single;  // One of the two.
    std::optional<ThreePhaseSide> three;
    board::Board board;
    radio::Transceiver transceiver;
    supply::Supply supply;
    flash::NorFlash flash;
    secure::SecureElement secure;
    Mint mint;
    std::optional<Upsets> upsets;
    std::unique_ptr<WireJoin> wire;
    bool outage_minted = false;
    std::vector<std::pair<Time, Time>> outages;  // Mains absent: start, end.
};

struct Bench::Collector {
    Collector(Bench& bench, trace::Entity entity, const Identity& identity, board::ModemPort& modem,
              const fw_image& image, board::StepMarker* marker)
        : key{bench.key_.of(bench.config_.collector.name)},
          board{{entity, LocalClock{bench.config_.collector.drift_ppb},
                 bench.config_.calendar_start_us, make_factory(bench.config_, identity, nullptr)},
                image,
                bench.agenda_,
                key.of("board"),
                bench.trace_,
                *bench.faults_,
                marker},
          transceiver{bench.medium_, entity, board.clock(), key.of("transceiver"), board},
          flash{bench.config_.collector.flash, bench.agenda_, key.of("flash"), board} {
        board.fit(transceiver, {&flash, nullptr, nullptr, nullptr, &modem});
    }

    chance::Key key;
    board::Board board;
    radio::Transceiver transceiver;
    flash::NorFlash flash;
};

}  // namespace bench::system
