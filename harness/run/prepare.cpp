#include "harness/run/prepare.h"

#include <filesystem>
#include <fstream>
#include <utility>

#include "firmware/app/image.h"
#include "harness/run/claims.h"
#include "harness/run/clauses.h"
#include "harness/run/stream_names.h"
#include "models/mains/recording.h"

namespace bench::run {
namespace {

using scenario::Diagnostic;
using scenario::Severity;

checks::Vocabulary vocabulary_of(const scenario::Scenario& scenario) {
    checks::Vocabulary words;
    words.streams = stream_names(scenario.config);
    for (const auto& entry : scenario.config.entries) words.entries.push_back(entry.id);
    words.links = {scenario.config.radio_link, scenario.config.wan_link};
    for (const auto& node : scenario.config.air.nodes) words.nodes.push_back(node.name);
    words.reports = report_period(scenario.config) > Nanoseconds::zero();
    words.phasors = words.streams.size() > 4;
    words.warmup = scenario.config.warmup;
    words.drain = scenario.config.drain;
    words.total = scenario.config.duration;
    return words;
}

Diagnostic at(const scenario::Where& where, std::string code, std::string message,
              std::string help) {
    Diagnostic diagnostic;
    diagnostic.code = std::move(code);
    diagnostic.file = where.file;
    diagnostic.line = where.line;
    diagnostic.column = where.column;
    diagnostic.message = std::move(message);
    diagnostic.help = std::move(help);
    return diagnostic;
}

class Preparation {
public:
    Preparation(const PrepareOptions& options, PrepareResult& result)
        : options_{options}, result_{result} {}

    void run(scenario::Scenario scenario) {
        auto prepared = std::make_unique<Prepared>();
        prepared->scenario = std::move(scenario);
        read_load(*prepared);
        parse_checks(*prepared);
        choose_firmware(*prepared);
        if (failed_) return;
        system::prepare_tables(prepared->scenario.config);
        result_.prepared = std::move(prepared);
    }

private:
    void complain(Diagnostic diagnostic) {
        failed_ = true;
        result_.diagnostics.push_back(std::move(diagnostic));
    }

    void read_load(Prepared& prepared) {
        if (prepared.scenario.config.meters.front().three_phase) return read_waves(prepared);
        auto recording = mains::read_recording(prepared.scenario.load);
        if (const auto* error = std::get_if<mains::RecordingError>(&recording)) {
            return refuse(*error, prepared.scenario.load_where, prepared.scenario.load.path);
        }
        const auto shared = std::make_shared<const mains::Recording>(
            std::get<mains::Recording>(std::move(recording)));
        for (auto& meter : prepared.scenario.config.meters) meter.load = shared;
    }

    void refuse(const mains::RecordingError& error, scenario::Where where,
                const std::string& path) {
        const bool missing = error.message.rfind("no such file", 0) == 0;
        if (error.line > 0) where = {path, error.line, error.column};
        complain(at(where, "E350", error.message,
                    missing ? "recordings are found from scenarios/ on" : error.help));
    }

    // What a three-phase meter sees of files.
    void read_waves(Prepared& prepared) {
        scenario::Scenario& scenario = prepared.scenario;
        system::ThreePhaseConfig& meter = *scenario.config.meters.front().three_phase;
        if (scenario.wave) {
            auto wave = mains::read_wave_file(*scenario.wave);
            if (const auto* error = std::get_if<mains::RecordingError>(&wave))
                return refuse(*error, scenario.wave_where, scenario.wave->path);
            meter.wave =
                std::make_shared<const mains::WaveFile>(std::get<mains::WaveFile>(std::move(wave)));
        }
        if (!scenario.appliances) return;
        auto loads = mains::read_load_profile(*scenario.appliances);
        if (const auto* error = std::get_if<mains::RecordingError>(&loads))
            return refuse(*error, scenario.appliances_where, scenario.appliances->path);
        const auto& items = std::get<std::vector<mains::LoadItem>>(loads);
        meter.loads.insert(meter.loads.end(), items.begin(), items.end());
    }

    void parse_checks(Prepared& prepared) {
        const checks::Vocabulary words = vocabulary_of(prepared.scenario);
        const ClauseTable clauses = ClauseTable::read(options_.requirements);
        for (const auto& source : prepared.scenario.expect)
            parse(prepared, source, words, &clauses);
        prepared.must_fail = prepared.scenario.must_fail.has_value();
        if (prepared.must_fail) parse(prepared, *prepared.scenario.must_fail, words, nullptr);
    }

    void parse(Prepared& prepared, const scenario::CheckSource& source,
               const checks::Vocabulary& words, const ClauseTable* clauses) {
        auto parsed = checks::parse_check(source.text, words);
        if (const auto* error = std::get_if<checks::ParseError>(&parsed)) {
            scenario::Where where = source.where;
            where.column += static_cast<int>(error->offset);
            Diagnostic diagnostic = at(where, error->code, error->message, error->help);
            diagnostic.excerpt = source.excerpt;
            complain(std::move(diagnostic));
            return;
        }
        checks::Check check;
        check.expression = std::get<checks::Expression>(std::move(parsed));
        check.text = source.text;
        check.clause = source.clause;
        check.place = {source.where.file, source.where.line, source.where.column};
        if (clauses != nullptr && !source.clause.empty()) {
            if (const auto objection = clauses->objection(source.clause, check.expression)) {
                Diagnostic diagnostic =
                    at(source.where, objection->code, objection->message, objection->help);
                diagnostic.excerpt = source.excerpt;
                complain(std::move(diagnostic));
                return;
            }
        }
        if (const auto objection = undecidable(prepared.scenario, check.expression)) {
            Diagnostic diagnostic =
                at(source.where, objection->code, objection->message, objection->help);
            diagnostic.excerpt = source.excerpt;
            complain(std::move(diagnostic));
        }
        prepared.checks.push_back(std::move(check));
    }

    void check_product(const Prepared& prepared, bool three_phase) {
        const std::string& name = prepared.firmware_name;
        const scenario::Where& where = prepared.scenario.firmware.where;
        if (name != "single_phase" && name != "three_phase") {
            complain(at(where, "E351", "no product is called '" + name + "'",
                        "write 'single_phase' or 'three_phase'"));
        } else if ((name == "three_phase") != three_phase) {
            complain(at(where, "E351",
                        three_phase ? "the meter has a grid, which product 'single_phase' cannot "
                                      "measure"
                                    : "product 'three_phase' needs a grid to measure",
                        three_phase ? "write 'firmware: {kind: product, name: three_phase}'"
                                    : "give the meter a 'grid' in place of a 'load'"));
        }
    }

    void choose_firmware(Prepared& prepared) {
        const bool three_phase = prepared.scenario.config.meters.front().three_phase.has_value();
        prepared.images = {
            three_phase ? &meter::app::three_phase_image() : &meter::app::single_phase_image(),
            &meter::app::collector_image(), &meter::app::traffic_image()};
        prepared.firmware_name = prepared.scenario.firmware.name;
        const bool by_scenario = prepared.scenario.firmware.kind == scenario::FirmwareKind::plugin;
        if (!options_.firmware && !by_scenario) {
            check_product(prepared, three_phase);
            return;
        }
        const std::string path = options_.firmware
                                     ? *options_.firmware
                                     : (std::filesystem::path{options_.load.scenarios_root} /
                                        prepared.scenario.firmware.path)
                                           .string();
        auto loaded = board::Plugin::load(path);
        if (const auto* failure = std::get_if<board::Plugin::Failure>(&loaded)) {
            failed_ = true;
            if (options_.firmware) {
                result_.usage_error = failure->message + "\n  = help: " + failure->help;
            } else {
                complain(
                    at(prepared.scenario.firmware.where, "E352", failure->message, failure->help));
            }
            return;
        }
        prepared.plugin.emplace(std::get<board::Plugin>(std::move(loaded)));
        prepared.images.meter = &prepared.plugin->image();
        prepared.firmware_name = path;
    }

    const PrepareOptions& options_;
    PrepareResult& result_;
    bool failed_ = false;
};

}  // namespace

PrepareResult prepare(const std::string& path, const PrepareOptions& options) {
    PrepareResult result;
    scenario::LoadResult loaded = scenario::load_scenario(path, options.load);
    result.diagnostics = std::move(loaded.diagnostics);
    if (loaded.scenario) Preparation{options, result}.run(std::move(*loaded.scenario));
    return result;
}

}  // namespace bench::run
