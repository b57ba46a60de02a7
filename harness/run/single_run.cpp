#include "harness/run/single_run.h"

#include <algorithm>
#include <cstring>
#include <exception>
#include <utility>

#include <fmt/format.h>

#include "harness/checks/faults.h"
#include "harness/checks/summary.h"
#include "harness/checks/verdict.h"
#include "harness/run/air_capture.h"
#include "harness/run/behaviour_digest.h"
#include "harness/run/fingerprint.h"
#include "harness/run/last_measurement.h"
#include "harness/run/stream_names.h"
#include "harness/run/ways_lost.h"
#include "reports/json/json.h"

namespace bench::run {
namespace {

const char* words_of(trace::Failure failure) {
    switch (failure) {
        case trace::Failure::call_budget:
            return "a step made more than 10 000 calls: it would not have returned";
        case trace::Failure::watchdog:
            return "the watchdog was not fed";
        case trace::Failure::bad_wake:
            return "a step asked to be called again at once";
    }
    return "unknown failure";
}

// A firmware that fails decides the run, whatever the checks say.
class FailureWatch final : public trace::Sink {
public:
    explicit FailureWatch(const system::BenchConfig& config) : config_{config} {}
    void record(const trace::Record& item, std::span<const std::uint8_t>) override {
        if (item.kind != trace::Kind::firmware_failed || !text.empty()) return;
        const auto failed = trace::read<trace::FirmwareFailed>(item);
        if (failed.failure == trace::Failure::watchdog)
            return;  // It reboots; checks judge the outcome.
        text = fmt::format("firmware of '{}' failed at {:.6f} s: {}",
                           config_.air.nodes[item.entity - 1U].name,
                           static_cast<double>(ns(item.time)) * 1e-9, words_of(failed.failure));
    }
    std::string text;

private:
    const system::BenchConfig& config_;
};

class TruthOfBench final : public checks::EnergyTruth {
public:
    [[nodiscard]] double import_wh(Time from, Time to) const override {
        return bench->true_import_wh(from, to);
    }
    [[nodiscard]] double export_wh(Time from, Time to) const override {
        return bench->true_export_wh(from, to);
    }
    [[nodiscard]] double apart_wh(Time from, Time to) const override {
        return bench->apart_wh(from, to);
    }
    [[nodiscard]] Nanoseconds register_age(Time time) const override {
        return bench->register_age(time);
    }
    const system::Bench* bench = nullptr;
};

std::string action_words(const system::TimelineEntry& entry) {
    switch (entry.action) {
        case system::Action::open_cover:
            return "open_cover " + entry.target;
        case system::Action::power_off:
            return "power_off " + entry.target;
        case system::Action::cut:
            return "cut " + entry.target;
        case system::Action::jam:
            return "jam " + entry.target;
        case system::Action::turn_on:
            return "turn_on " + entry.target;
        case system::Action::head_end_silent:
            return "head_end silent";
        case system::Action::voltage:
            return "voltage " + entry.target;
        case system::Action::inject:
            return "inject " + entry.target;
        case system::Action::reset:
            return "reset " + entry.target;
        case system::Action::forge:
            return "forge " + entry.target;
    }
    return {};
}

checks::RunFacts facts_of(const system::BenchConfig& config,
                          const std::vector<std::string>& unfelt) {
    checks::RunFacts facts;
    const system::MeterConfig& meter = config.meters.front();
    const std::vector<std::string> names = stream_names(config);
    for (std::size_t stream = 0; stream < names.size(); ++stream) {
        facts.streams.push_back(
            {names[stream], meter.streams[stream].period, meter.streams[stream].deadline});
    }
    if (meter.three_phase) {
        facts.nominal_v = meter.three_phase->grid.nominal_v;
        facts.nominal_a = meter.three_phase->front_end.current.front().rated_a;
        facts.starting_a = facts.nominal_a * meter.three_phase->start_share;
    }
    facts.report_period = report_period(config);
    facts.warmup = config.warmup;
    facts.drain = config.drain;
    facts.duration = config.duration;
    for (const auto& entry : config.entries)
        facts.entries.push_back({entry.id,
                                 action_words(entry),
                                 {},
                                 std::ranges::find(unfelt, entry.id) != unfelt.end()});
    for (const auto& occurrence : system::expand_timeline(config)) {
        facts.entries[occurrence.entry].occurrences.push_back({occurrence.start, occurrence.end});
    }
    // Identities depend on the seed alone, so they are known before the bench is built.
    for (std::size_t i = 0; i < config.meters.size(); ++i) {
        facts.titles.push_back(
            system::make_identity(static_cast<std::uint32_t>(i + 2), chance::Key{config.seed})
                .system_title);
    }
    facts.titles.push_back(system::head_end_title());
    for (const auto& node : config.air.nodes) facts.nodes.push_back(node.name);
    return facts;
}

std::vector<result::Count> counts_of(const system::Bench& bench,
                                     const system::BenchConfig& config) {
    const system::Counters counters = bench.counters();
    const auto count = [](const char* name, std::uint64_t value) {
        return result::Count{name, static_cast<double>(value), ""};
    };
    std::vector<result::Count> counts{
        count("events", counters.events),
        count("trace_records", counters.records),
        count("frames", counters.frames),
        count("aead_calls", counters.aead_calls),
        count("channel_evaluations", counters.channel_evaluations),
        count("firmware_steps", counters.firmware_steps),
        count("hal_calls", counters.hal_calls),
        {"true_import", bench.true_import_wh(kStart, kStart + config.duration), "Wh"}};
    if (counters.memory_corrected > 0)
        counts.push_back(count("memory_corrected", counters.memory_corrected));
    if (counters.memory_flipped > 0)
        counts.push_back(count("memory_flipped", counters.memory_flipped));
    return counts;
}

std::vector<std::string> notes_of(const WaysLost& ways, const system::BenchConfig& config,
                                  const result::RunResult& result) {
    std::vector<std::string> nodes;
    for (const auto& node : config.air.nodes) nodes.push_back(node.name);
    std::vector<std::string> meters;
    for (const auto& meter : config.meters) meters.push_back(meter.name);
    const bool lost =
        std::ranges::any_of(result.streams, [](const auto& stream) { return stream.lost > 0; });
    return ways.notes(nodes, meters, lost);
}

}  // namespace

RunOutput run_once(const Prepared& prepared, std::uint64_t seed, const RunOptions& options,
                   board::StepMarker* marker) {
    RunOutput output;
    output.result.seed = seed;
    system::BenchConfig config = prepared.scenario.config;
    config.seed = seed;
    config = system::with_traffic(std::move(config));
    TruthOfBench truth;
    checks::RunFacts facts = facts_of(config, prepared.scenario.unfelt);
    facts.truth = &truth;
    checks::CheckSet checks{prepared.checks, facts};
    Fingerprint fingerprint;
    BehaviourDigest behaviour;
    FailureWatch failure{config};
    AirCapture capture;
    LastMeasurement measurement;
    WaysLost ways;
    trace::Fan fan;
    fan.add(checks);
    fan.add(fingerprint);
    fan.add(behaviour);
    fan.add(failure);
    fan.add(measurement);
    fan.add(ways);
    if (options.capture) fan.add(capture);

    system::Bench bench{config, prepared.images, fan, marker};
    truth.bench = &bench;
    bench.advance(kStart + config.duration);

    result::RunResult& result = output.result;
    result.checks = checks.finish();
    result.faults = checks.faults().results();
    result.streams = checks::summarise(checks.ledger(), facts);
    result.accounts = checks.accounts().slowest();
    result.counts = counts_of(bench, config);
    const auto measured = measurement.counts();
    result.counts.insert(result.counts.end(), measured.begin(), measured.end());
    result.notes = {"cpu cost: not modelled"};
    const auto where = notes_of(ways, config, result);
    result.notes.insert(result.notes.end(), where.begin(), where.end());
    result.simulated_ns = config.duration.count();
    result.fingerprint = fingerprint.value();
    result.behaviour = behaviour.value();
    const checks::FaultLedger::Judgement beside = checks.faults().judge();
    result.reasons = beside.reasons;
    result.verdict = checks::verdict_in_sweep(
        checks::seen_of(result.checks, prepared.must_fail, beside.verdict));
    if (!failure.text.empty()) {
        result.error = failure.text;
        result.firmware_error = true;
        result.verdict = result::Verdict::fail;
    }
    if (options.capture) output.pcapng = capture.finish(config.calendar_start_us);
    if (options.verify) output.fingerprint = fingerprint.pack();
    return output;
}

std::string pack(const RunOutput& output) {
    std::string octets;
    const auto add = [&](const std::string& part) {
        const std::uint64_t size = part.size();
        octets.append(reinterpret_cast<const char*>(&size), sizeof size);
        octets += part;
    };
    add(json::to_json(output.result));
    add(output.pcapng);
    add(output.fingerprint);
    return octets;
}

RunOutput unpack(const std::string& octets) {
    std::string_view rest = octets;
    const auto take = [&] {
        std::uint64_t size = 0;
        std::memcpy(&size, rest.data(), sizeof size);
        const std::string_view part = rest.substr(sizeof size, size);
        rest.remove_prefix(sizeof size + size);
        return part;
    };
    RunOutput output;
    output.result = json::run_from_json(take());
    output.pcapng = take();
    output.fingerprint = take();
    return output;
}

result::RunResult result_of_death(const Prepared& prepared, std::uint64_t seed, int signal,
                                  bool cpu_limit, bool in_step, std::uint32_t entity,
                                  std::int64_t time_ns) {
    result::RunResult result;
    result.seed = seed;
    result.firmware_error = in_step;
    result.verdict = in_step ? result::Verdict::fail : result::Verdict::error;
    const auto& nodes = prepared.scenario.config.air.nodes;
    const std::string node = entity >= 1 && entity <= nodes.size() ? nodes[entity - 1].name : "?";
    const std::string how = cpu_limit ? "did not return within its CPU time"
                            : signal != 0
                                ? fmt::format("died of signal {}", signal)
                                : "ended without a result; what it said is on standard error";
    result.error = in_step ? fmt::format("firmware of '{}' {} in its step at {:.6f} s", node, how,
                                         static_cast<double>(time_ns) * 1e-9)
                           : fmt::format("the harness {}", how);
    return result;
}

}  // namespace bench::run
