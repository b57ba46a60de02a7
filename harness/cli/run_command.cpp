#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <memory>
#include <string_view>

#include <fmt/format.h>
#include <unistd.h>

#include "harness/campaign/sweep.h"
#include "harness/cli/arguments.h"
#include "harness/cli/commands.h"
#include "harness/cli/identity.h"
#include "harness/cli/interrupt.h"
#include "harness/cli/progress_line.h"
#include "harness/cli/selection.h"
#include "harness/run/prepare.h"
#include "harness/scenario/diagnostic.h"
#include "reports/console/console.h"
#include "reports/json/json.h"
#include "reports/junit/junit.h"

namespace bench::cli {
namespace {

struct Job {
    std::string file;
    std::unique_ptr<run::Prepared> prepared;
};

bool environment(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0';
}

console::Look look_of(Color color) {
    const char* locale = std::getenv("LC_ALL");
    if (locale == nullptr || *locale == '\0') locale = std::getenv("LANG");
    console::Look look;
    look.utf8 =
        locale != nullptr && std::string_view{locale}.find("UTF-8") != std::string_view::npos;
    look.color =
        color == Color::always || (color == Color::automatic && !environment("NO_COLOR") &&
                                   (environment("CLICOLOR_FORCE") || isatty(STDOUT_FILENO) != 0));
    return look;
}

ExitCode code_of(result::Verdict verdict) {
    switch (verdict) {
        case result::Verdict::pass:
            return ExitCode::passed;
        case result::Verdict::fail:
            return ExitCode::failed;
        case result::Verdict::inconclusive:
        case result::Verdict::vacuous:
            return ExitCode::inconclusive;
        case result::Verdict::error:
            return ExitCode::harness_error;
    }
    return ExitCode::harness_error;
}

// The command that does it again: the first run that did not pass.
std::string repro_of(const Job& job, const RunArguments& arguments,
                     const result::ScenarioResult& result) {
    std::string command = "meterbench run " + job.file;
    const auto bad = std::ranges::find_if(
        result.runs, [](const auto& run) { return run.verdict != result::Verdict::pass; });
    if (bad != result.runs.end()) {
        command += fmt::format(" --seed {}", bad->seed);
    } else if (result.seeds > 1 && arguments.seeds) {
        command += fmt::format(" --seeds {}..{}", arguments.seeds->first, arguments.seeds->last);
    }
    if (arguments.firmware) command += " --firmware " + *arguments.firmware;
    for (const auto& [name, value] : arguments.set)
        command += fmt::format(" --set {}={}", name, value);
    return command;
}

class RunCommand {
public:
    RunCommand(RunArguments arguments, const std::vector<std::string>& words)
        : arguments_{std::move(arguments)},
          look_{look_of(arguments_.color)},
          results_to_stdout_{arguments_.pcapng == "-" ||
                             std::ranges::any_of(arguments_.formats,
                                                 [](const auto& f) { return f.second == "-"; })} {
        if (arguments_.jobs == 0) {
            arguments_.jobs = std::max(1, static_cast<int>(sysconf(_SC_NPROCESSORS_ONLN)));
        }
        session_.identity = bench::cli::identity();
        session_.identity.command = fmt::format("meterbench run {}", fmt::join(words, " "));
        for (const auto& [name, value] : arguments_.set)
            session_.identity.set.push_back({name, value});
    }

    ExitCode run() {
        const Selected selected = select_scenarios(arguments_.selection);
        for (const std::string& word : selected.unknown) {
            return usage_error("no scenario, folder, id or tag is called '" + word + "'",
                               "`meterbench list` shows what there is");
        }
        if (selected.files.empty()) {
            usage_error("nothing to run",
                        "name a scenario, as `meterbench run scenarios/residential`");
            return ExitCode::nothing_selected;
        }
        if (const auto stop = refuse_outputs()) return *stop;
        if (const auto stop = prepare_all(selected.files)) return *stop;
        ExitCode code = ExitCode::passed;
        for (const Job& job : jobs_) {
            code = worst(code, run_one(job));
            if (session_.interrupted) break;
        }
        report();
        return session_.interrupted ? ExitCode::interrupted : code;
    }

private:
    // A report that cannot be written is said before hours of runs, not after.
    [[nodiscard]] std::optional<ExitCode> refuse_outputs() const {
        std::vector<std::string> paths;
        for (const auto& format : arguments_.formats) paths.push_back(format.second);
        if (arguments_.pcapng) paths.push_back(*arguments_.pcapng);
        for (const std::string& path : paths) {
            if (path == "-" || std::ofstream{path, std::ios::app}) continue;
            return usage_error("cannot write '" + path + "'",
                               "its folder must exist and be writable");
        }
        return std::nullopt;
    }

    // Everything is read before anything runs.
    std::optional<ExitCode> prepare_all(const std::vector<std::string>& files) {
        std::vector<scenario::Diagnostic> diagnostics;
        bool refused = false;
        for (const std::string& file : files) {
            run::PrepareOptions options;
            options.load = {scenarios_root_of(file), arguments_.set};
            options.firmware = arguments_.firmware;
            options.requirements = requirements_of(options.load.scenarios_root);
            run::PrepareResult result = run::prepare(file, options);
            if (!result.usage_error.empty()) {
                fmt::print(stderr, "meterbench: {}\n", result.usage_error);
                return ExitCode::usage;
            }
            diagnostics.insert(diagnostics.end(), result.diagnostics.begin(),
                               result.diagnostics.end());
            refused = refused || result.prepared == nullptr;
            jobs_.push_back({file, std::move(result.prepared)});
        }
        refused = same_names(diagnostics) || refused;
        fmt::print(stderr, "{}", scenario::format_diagnostics(diagnostics));
        return refused ? std::optional{ExitCode::bad_scenario} : std::nullopt;
    }

    // Reports and `run NAME` tell scenarios apart by their names.
    bool same_names(std::vector<scenario::Diagnostic>& diagnostics) const {
        std::map<std::string, std::string> files;
        bool found = false;
        for (const Job& job : jobs_) {
            if (job.prepared == nullptr) continue;
            const std::string& name = job.prepared->scenario.name;
            const auto [first, added] = files.emplace(name, job.file);
            if (added) continue;
            scenario::Diagnostic diagnostic;
            diagnostic.code = "E363";
            diagnostic.file = job.file;
            diagnostic.line = diagnostic.column = 1;
            diagnostic.message =
                fmt::format("two scenarios are called '{}': this one and {}", name, first->second);
            diagnostic.help = "give one of them another name";
            diagnostics.push_back(std::move(diagnostic));
            found = true;
        }
        return found;
    }

    campaign::SweepConfig sweep_of(const Job& job) const {
        const auto& scenario = job.prepared->scenario;
        campaign::SweepConfig config;
        config.first_seed = config.last_seed = scenario.config.seed;
        if (scenario.sweep) {
            config.first_seed = scenario.sweep->first;
            config.last_seed = scenario.sweep->last;
        }
        if (arguments_.seeds) {
            config.first_seed = arguments_.seeds->first;
            config.last_seed = arguments_.seeds->last;
        }
        config.jobs = arguments_.jobs;
        config.fail_fast = arguments_.fail_fast;
        config.verify_share = arguments_.verify_share;
        config.capture = arguments_.pcapng.has_value() && session_.scenarios.empty();
        return config;
    }

    ExitCode run_one(const Job& job) {
        ProgressLine line{isatty(STDERR_FILENO) != 0, look_};
        campaign::SweepOutcome outcome = campaign::run_sweep(
            *job.prepared, sweep_of(job), [&](const campaign::Progress& progress) {
                line.show(progress);
                return !interrupt_.asked();
            });
        line.clear();
        result::ScenarioResult& result = outcome.result;
        session_.interrupted = session_.interrupted || outcome.interrupted;
        if (result.verdict != result::Verdict::pass)
            result.repro = repro_of(job, arguments_, result);
        if (!outcome.pcapng.empty()) write_file(*arguments_.pcapng, outcome.pcapng);
        ExitCode code = code_of(result.verdict);
        if (arguments_.verify_share > 0) {
            fmt::print(stderr, "verified {} of {} runs by running them twice: {}\n",
                       outcome.verified, result.seeds,
                       result.differences.empty()
                           ? "all the same"
                           : fmt::format("{} differ", result.differences.size()));
            if (!result.differences.empty()) code = worst(code, ExitCode::nondeterminism);
        }
        session_.scenarios.push_back(std::move(result));
        return code;
    }

    void write_file(const std::string& path, const std::string& text) {
        if (path == "-") {
            fmt::print("{}", text);
            return;
        }
        std::ofstream file{path, std::ios::binary};
        file << text;
        if (!file.flush()) throw std::runtime_error{"cannot write " + path};
        written_.push_back(path);
    }

    void report() {
        for (const auto& [kind, path] : arguments_.formats) {
            write_file(path,
                       kind == "junit" ? junit::write_junit(session_) : json::write_json(session_));
        }
        const std::string text = session_.scenarios.size() == 1
                                     ? console::write_console(session_.scenarios.front(), look_)
                                     : console::write_console(session_, look_);
        const std::string where =
            written_.empty() ? "" : fmt::format("results: {}\n", fmt::join(written_, ", "));
        // The last line of a failure is the command to paste; else it says where the results are.
        const bool passed = std::ranges::all_of(session_.scenarios, [](const auto& scenario) {
            return scenario.verdict == result::Verdict::pass;
        });
        const std::string first = passed ? text : where;
        const std::string last = passed ? (where.empty() ? "" : "\nverdict: PASS, " + where) : text;
        fmt::print(results_to_stdout_ ? stderr : stdout, "{}\n{}{}",
                   console::identity_line(session_, look_), first, last);
    }

    RunArguments arguments_;
    console::Look look_;
    bool results_to_stdout_;
    Interrupt interrupt_;
    std::vector<Job> jobs_;
    result::SessionResult session_;
    std::vector<std::string> written_;
};

}  // namespace

ExitCode run_command(const std::vector<std::string>& words) {
    auto parsed = parse_run(words);
    if (const auto* error = std::get_if<UsageError>(&parsed))
        return usage_error(error->message, error->help);
    return RunCommand{std::get<RunArguments>(std::move(parsed)), words}.run();
}

}  // namespace bench::cli
