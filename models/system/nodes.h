#pragma once

// What one node of the bench is made of. Only models/system sees it.

#include <optional>
#include <utility>
#include <vector>

#include "models/system/analogue.h"
#include "models/system/bench.h"
#include "models/system/capture_truth.h"
#include "models/system/emi_noise.h"
#include "models/system/outage_mint.h"
#include "models/system/quality_mint.h"
#include "models/system/tamper_mint.h"
#include "models/system/upsets.h"
#include "models/system/wire_join.h"

namespace bench::system {

[[nodiscard]] inline secure::SecureElementConfig keys_of(const Identity& identity) {
    const auto& encryption = identity.encryption_key;
    const auto& authentication = identity.authentication_key;
    return {
        {{{encryption.begin(), encryption.end()}, {authentication.begin(), authentication.end()}}}};
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
    explicit AnalogueTruth(const Analogue& analogue) : analogue_{analogue} {}
    [[nodiscard]] std::array<trace::MintedValues, 2> values(Time time) const override {
        return analogue_.bounds(time, *registers(time));
    }
    [[nodiscard]] std::optional<trace::MintedRegisters> registers(Time time) const override {
        return analogue_.registers(time, unmeasured_import_pj_, unmeasured_export_pj_);
    }

    // The module boots at `now`: what flowed since it went down, or since it was reset, was not
    // measured, nor what flows until its front end has settled.
    void booted(Time now) {
        const Time from = down_ ? *down_ : std::max(kStart, now - kReset);
        const Time until = now + kSettling;
        unmeasured_import_pj_ += analogue_.import_pj(until) - analogue_.import_pj(from);
        unmeasured_export_pj_ += analogue_.export_pj(until) - analogue_.export_pj(from);
        down_.reset();
    }
    void powered_down(Time now) { down_ = std::max(kStart, now - kSettling); }

private:
    static constexpr Nanoseconds kReset = std::chrono::seconds{1};
    static constexpr Nanoseconds kSettling = std::chrono::seconds{1};
    const Analogue& analogue_;
    std::optional<Time> down_ = kStart;
    Int128 unmeasured_import_pj_ = 0;
    Int128 unmeasured_export_pj_ = 0;
};

struct ThreePhaseSide {
    ThreePhaseSide(const BenchConfig& config, const MeterConfig& meter,
                   const std::vector<Occurrence>& occurrences, const chance::Key& key,
                   Agenda& agenda)
        : analogue{config, meter, occurrences, key, agenda}, truth{analogue} {}
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
          mint{config, entity, board, supply, truth(bench), bench.agenda_, bench.trace_},
          owing{entity, board, supply, gaps(bench), bench.trace_},
          outage{config.supply.detection, config.outage_qualification, owing},
          cover{{meter::EventCode::meter_cover_removed, meter::EventCode::meter_cover_closed,
                 config.debounce},
                opened(bench),
                owing} {
        board::Parts parts{&flash, &secure, nullptr, &supply, nullptr};
        if (single) parts.metering_ic = &single->metering_ic;
        if (three) {
            parts.samples = &three->analogue.port();
            parts.metrology = &three->analogue.adjustment();
            expose(bench);
            quality.emplace(three->analogue, config, owing, bench.agenda_);
            magnet.emplace(TamperInput{meter::EventCode::strong_magnet,
                                       meter::EventCode::no_strong_magnet, config.debounce},
                           magnets(bench), owing);
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

    template <typename Wanted>
    [[nodiscard]] std::vector<TimeSpan> spans(const Bench& bench, Wanted wanted) const {
        std::vector<TimeSpan> list;
        for (const Occurrence& item : bench.occurrences()) {
            const TimelineEntry& entry = bench.config_.entries[item.entry];
            if (entry.target == config.name && wanted(entry))
                list.emplace_back(item.start, item.end);
        }
        return united(std::move(list));
    }
    [[nodiscard]] std::vector<TimeSpan> opened(const Bench& bench) const {
        return spans(bench, [](const auto& entry) { return entry.action == Action::open_cover; });
    }
    [[nodiscard]] std::vector<TimeSpan> magnets(const Bench& bench) const {
        return spans(bench, [this](const auto& entry) { return saturates(entry); });
    }
    // A Hall switch beside the current transformers closes at the field that saturates them.
    [[nodiscard]] bool saturates(const TimelineEntry& entry) const {
        return entry.action == Action::inject && entry.disturbance.kind == emi::Kind::dc_magnet &&
               entry.disturbance.level > config.three_phase->installation.saturating_mt;
    }
    // When the mains do not feed the meter.
    [[nodiscard]] std::vector<TimeSpan> gaps(const Bench& bench) const {
        if (three) return three->analogue.unfed(config.supply.least_share);
        return spans(bench, [](const auto& entry) { return entry.action == Action::power_off; });
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
    Owing owing;
    OutageMint outage;
    TamperMint cover;
    std::optional<TamperMint> magnet;  // Of a three-phase meter, as the next two.
    std::optional<QualityMint> quality;
    std::optional<Upsets> upsets;
    std::unique_ptr<WireJoin> wire;
    std::array<int, HAL_IO_INPUTS> holds{};            // How many occurrences hold an input open.
    std::vector<TimeSpan> down{{kStart, kEndOfTime}};  // When the module has no power.
    std::uint32_t dark_by = 0;  // The last occurrence that touched the mains.
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
