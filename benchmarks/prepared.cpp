#include "benchmarks/prepared.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "models/mains/recording.h"

namespace bench::benchmarks {
namespace {

using namespace std::chrono_literals;

const std::string kScenarios = METERBENCH_SOURCE_DIR "/scenarios";

void use_long_recording(run::Prepared& prepared) {
    auto recording =
        mains::read_recording({.path = kScenarios + "/recordings/uci_household_2007-02-01_02.txt",
                               .reader = mains::Reader::uci_household});
    if (const auto* error = std::get_if<mains::RecordingError>(&recording))
        throw std::runtime_error{error->message};
    prepared.scenario.config.meters.front().load =
        std::make_shared<const mains::Recording>(std::get<mains::Recording>(std::move(recording)));
}

// Those of the scenario itself would ask for alarms, and spare what its faults may cost.
void use_checks(run::Prepared& prepared) {
    const system::BenchConfig& config = prepared.scenario.config;
    checks::Vocabulary words;
    words.streams = {"alarms", "events", "readings", "profiles"};
    words.warmup = config.warmup;
    words.drain = config.drain;
    words.total = config.duration;
    const bool minutes = config.duration >= 10min;
    prepared.checks.clear();
    for (const std::string& text :
         {std::string{"lost(all) == 0 and accepted_twice(all) == 0 and altered(all) == 0 and "
                      "reordered(readings) == 0"},
          std::string{"share(latency(readings) < 1 s) >= 99.9 %"},
          std::string{"nonce_reused(all) == 0"}, std::string{"violations(regulatory) == 0"},
          std::string{"energy_error(import) within ± 1 %"},
          "uptime(readings, " + std::string{minutes ? "5 min" : "20 s"} + ") >= 95 %"}) {
        auto parsed = checks::parse_check(text, words);
        if (const auto* error = std::get_if<checks::ParseError>(&parsed))
            throw std::runtime_error{error->message};
        prepared.checks.push_back({.expression = std::get<checks::Expression>(std::move(parsed)),
                                   .text = text,
                                   .clause = {},
                                   .place = {}});
    }
}

}  // namespace

std::unique_ptr<run::Prepared> prepare_one_meter(Nanoseconds length) {
    run::PrepareOptions options;
    options.load.scenarios_root = kScenarios;
    run::PrepareResult result =
        run::prepare(kScenarios + "/residential/three_brick_walls.yaml", options);
    if (!result.prepared)
        throw std::runtime_error{"scenarios/residential/three_brick_walls.yaml does not load"};
    system::BenchConfig& config = result.prepared->scenario.config;
    config.entries.clear();
    config.duration = length;
    config.warmup = 10s;
    config.drain = 10s;
    use_long_recording(*result.prepared);
    use_checks(*result.prepared);
    return std::move(result.prepared);
}

}  // namespace bench::benchmarks
