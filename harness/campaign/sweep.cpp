#include "harness/campaign/sweep.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "harness/campaign/pool.h"
#include "harness/checks/faults.h"
#include "harness/checks/pool.h"
#include "harness/checks/verdict.h"
#include "harness/run/fingerprint.h"
#include "harness/run/single_run.h"

namespace bench::campaign {
namespace {

using result::RunResult;
using result::Verdict;

// Which runs stay in the result of a sweep: all of a short one, else the first and those that
// failed.
constexpr std::size_t kRunsKept = 20;

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// The first seed and then every n-th, so that the share is met.
bool verify_this(std::uint64_t index, double share) {
    if (share <= 0) return false;
    const auto before = static_cast<std::uint64_t>(static_cast<double>(index) * share);
    const auto after = static_cast<std::uint64_t>(static_cast<double>(index + 1) * share);
    return index == 0 || after > before;
}

class Sweep {
public:
    Sweep(const run::Prepared& prepared, const SweepConfig& config)
        : prepared_{prepared}, config_{config} {
        const std::uint64_t seeds = config.last_seed - config.first_seed + 1;
        for (std::uint64_t i = 0; i < seeds; ++i) {
            work_.push_back(i);
            if (verify_this(i, config.verify_share)) work_.push_back(i);
        }
        runs_.resize(seeds);
        fingerprints_.resize(seeds);
        whole_.resize(seeds);
    }

    SweepOutcome run(const std::function<bool(const Progress&)>& progress) {
        const auto start = std::chrono::steady_clock::now();
        const Pool pool{{.jobs = config_.jobs}};
        pool.run(
            work_.size(), [&](std::size_t index) { return work_for(index); },
            [&](std::size_t index, const run::ChildEnd& end) { return take(work_[index], end); },
            [&] {
                outcome_.interrupted =
                    !progress({done_, work_.size(), failed_, seconds_since(start)});
                return !outcome_.interrupted;
            });
        conclude();
        outcome_.result.wall_s = seconds_since(start);
        return std::move(outcome_);
    }

private:
    run::Child::Work work_for(std::size_t index) const {
        const std::uint64_t seed = config_.first_seed + work_[index];
        const run::RunOptions options{.capture = config_.capture && index == 0,
                                      .verify = verify_this(work_[index], config_.verify_share)};
        return [this, seed, options](board::StepMarker& marker) {
            return run::pack(run::run_once(prepared_, seed, options, &marker));
        };
    }

    bool take(std::uint64_t index, const run::ChildEnd& end) {
        ++done_;
        const std::uint64_t seed = config_.first_seed + index;
        run::RunOutput output;
        if (end.result) {
            output = run::unpack(*end.result);
        } else {
            output.result = run::result_of_death(prepared_, seed, end.signal, end.cpu_limit,
                                                 end.in_step, end.entity, end.time_ns);
        }
        if (!output.pcapng.empty()) outcome_.pcapng = std::move(output.pcapng);
        if (runs_[index]) {
            ++outcome_.verified;
            if (fingerprints_[index] != output.result.fingerprint)
                differ(index, output.fingerprint);
            return true;
        }
        fingerprints_[index] = output.result.fingerprint;
        whole_[index] = std::move(output.fingerprint);
        const Verdict verdict = output.result.verdict;
        const bool bad = verdict == Verdict::fail || verdict == Verdict::error;
        failed_ += bad ? 1U : 0U;
        runs_[index] = std::move(output.result);
        return !bad || !config_.fail_fast;
    }

    // The second run of a seed was another one. One of the two may have died: then they part at
    // the start.
    void differ(std::uint64_t index, const std::string& second) {
        result::Difference difference{config_.first_seed + index, 0};
        if (!whole_[index].empty() && !second.empty()) {
            const auto first = run::Fingerprint::unpack(whole_[index])
                                   .first_difference(run::Fingerprint::unpack(second));
            if (first) difference.first_ns = ns(*first);
        }
        outcome_.result.differences.push_back(difference);
    }

    // Each check over all runs, and one verdict of them.
    void conclude() {
        result::ScenarioResult& merged = outcome_.result;
        describe(merged);
        std::vector<std::vector<result::CheckResult>> by_check;
        std::vector<std::uint64_t> seeds;
        for (auto& run : runs_) {
            if (!run) continue;
            count(*run);
            seeds.push_back(run->seed);
            by_check.resize(std::max(by_check.size(), run->checks.size()));
            for (std::size_t i = 0; i < run->checks.size(); ++i)
                by_check[i].push_back(run->checks[i]);
        }
        for (const auto& results : by_check) {
            merged.checks.push_back(merged.seeds > 1 ? checks::pool(results, seeds)
                                                     : results.front());
        }
        merged.verdict = verdict_of(merged);
        note_unjudged(merged);
        if (merged.seeds == 1) settle_only_run(merged);
        keep_runs(merged);
    }

    void count(const RunResult& run) {
        result::ScenarioResult& merged = outcome_.result;
        ++merged.seeds;
        switch (run.verdict) {
            case Verdict::pass:
                ++merged.passed;
                return;
            case Verdict::inconclusive:
                ++merged.inconclusive;
                return;
            case Verdict::vacuous:
                ++merged.vacuous;
                return;
            case Verdict::fail:
            case Verdict::error:
                ++merged.failed;
                return;
        }
    }

    // Of a single run the scenario's verdict is the run's.
    void settle_only_run(result::ScenarioResult& merged) {
        const auto only = std::ranges::find_if(runs_, [](const auto& run) { return !!run; });
        (*only)->verdict = merged.verdict;
        merged.passed = merged.failed = merged.inconclusive = merged.vacuous = 0;
        merged.seeds = 0;
        count(**only);
    }

    void keep_runs(result::ScenarioResult& merged) {
        for (auto& run : runs_) {
            if (!run) continue;
            const bool keep =
                merged.runs.empty() || runs_.size() <= kRunsKept || run->verdict != Verdict::pass;
            if (keep) merged.runs.push_back(std::move(*run));
        }
    }

    // How many seeds a claim would need if they all were like these.
    static void note_unjudged(result::ScenarioResult& merged) {
        for (const result::CheckResult& check : merged.checks) {
            const bool open =
                check.needs_sweep || (check.verdict == Verdict::inconclusive && check.needed > 0);
            if (!open) continue;
            ++merged.unjudged;
            if (check.trials == 0 || check.needed == 0) continue;
            const std::uint64_t seeds =
                (check.needed * merged.seeds + check.trials - 1) / check.trials;
            merged.seeds_needed = std::max(merged.seeds_needed, seeds);
        }
    }

    void describe(result::ScenarioResult& merged) const {
        const auto& scenario = prepared_.scenario;
        merged.id = scenario.name;
        merged.file = scenario.file;
        merged.summary = scenario.summary;
        merged.firmware = prepared_.firmware_name;
        for (const std::uint8_t octet : prepared_.images.meter->build_id)
            merged.firmware_build += fmt::format("{:02x}", octet);
        if (prepared_.must_fail) merged.must_fail = prepared_.checks.back().text;
    }

    [[nodiscard]] Verdict verdict_of(const result::ScenarioResult& merged) const {
        if (merged.seeds == 0) return Verdict::error;
        const checks::Seen seen =
            checks::seen_of(merged.checks, prepared_.must_fail, beside_checks());
        return checks::decide(seen);
    }

    // What is no check's: runs that broke, and faults of the timeline over all runs.
    [[nodiscard]] Verdict beside_checks() const {
        Verdict worst = Verdict::pass;
        std::vector<result::FaultResult> faults;
        for (const auto& run : runs_) {
            if (!run) continue;
            if (!run->error.empty() && checks::worse(run->verdict, worst)) worst = run->verdict;
            add(run->faults, faults);
        }
        const Verdict by_faults = checks::FaultLedger::judge_faults(faults).verdict;
        return checks::worse(by_faults, worst) ? by_faults : worst;
    }

    static void add(const std::vector<result::FaultResult>& more,
                    std::vector<result::FaultResult>& sum) {
        if (sum.empty()) {
            sum = more;
            return;
        }
        for (std::size_t i = 0; i < more.size() && i < sum.size(); ++i) {
            sum[i].occurrences += more[i].occurrences;
            sum[i].effective += more[i].effective;
            sum[i].felt += more[i].felt;
            if (sum[i].felt_by.empty()) sum[i].felt_by = more[i].felt_by;
        }
    }

    const run::Prepared& prepared_;
    const SweepConfig& config_;
    std::vector<std::uint64_t> work_;  // Index of the seed of each child.
    std::vector<std::optional<RunResult>> runs_;
    std::vector<std::uint64_t> fingerprints_;
    std::vector<std::string> whole_;  // Of the runs that are done twice.
    std::uint64_t done_ = 0;
    std::uint64_t failed_ = 0;
    SweepOutcome outcome_;
};

}  // namespace

SweepOutcome run_sweep(const run::Prepared& prepared, const SweepConfig& config,
                       const std::function<bool(const Progress&)>& progress) {
    return Sweep{prepared, config}.run(progress);
}

}  // namespace bench::campaign
