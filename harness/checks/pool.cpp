#include "harness/checks/pool.h"

#include <stdexcept>

#include <fmt/format.h>

#include "harness/checks/monitor.h"
#include "harness/checks/parser.h"
#include "harness/checks/samples.h"
#include "harness/checks/statistics.h"
#include "harness/checks/text.h"

namespace bench::checks {
namespace {

using result::CheckResult;
using result::Verdict;

int rank(Verdict verdict) {
    switch (verdict) {
        case Verdict::pass:
            return 0;
        case Verdict::inconclusive:
            return 1;
        case Verdict::vacuous:
            return 2;
        case Verdict::fail:
            return 3;
        case Verdict::error:
            return 4;
    }
    return 4;
}

// Of the check's text; nullopt when it claims nothing over a sweep.
std::optional<ShareLimit> claim_of(const std::string& text) {
    Vocabulary names;
    names.any_name = true;
    const auto parsed = parse_check(text, names);
    const auto* expression = std::get_if<Expression>(&parsed);
    if (expression == nullptr) return std::nullopt;
    for (const Part& part : expression->parts) {
        const auto* share = std::get_if<ShareLimit>(&part);
        if (share != nullptr && share->confidence) return *share;
    }
    return std::nullopt;
}

// A run whose verdict is that, the farthest beyond its limit; the first of several.
std::size_t worst_of(const std::vector<CheckResult>& results, Verdict verdict) {
    std::size_t worst = results.size();
    for (std::size_t i = 0; i < results.size(); ++i) {
        if (results[i].verdict != verdict) continue;
        const bool more = worst < results.size() && results[i].excess &&
                          (!results[worst].excess || *results[i].excess > *results[worst].excess);
        if (worst == results.size() || more) worst = i;
    }
    return worst;
}

// What the runs without confidence say together: what failed once has failed, and what some runs
// tested was tested.
Verdict together(const std::vector<CheckResult>& results) {
    bool tested = false;
    Verdict verdict = Verdict::pass;
    for (const CheckResult& item : results) {
        tested = tested || item.verdict != Verdict::vacuous;
        if (item.verdict != Verdict::vacuous && worse(item.verdict, verdict))
            verdict = item.verdict;
    }
    return tested ? verdict : Verdict::vacuous;
}

std::optional<LatencyLimit> quantile_of_check(const std::string& text) {
    Vocabulary names;
    names.any_name = true;
    const auto parsed = parse_check(text, names);
    const auto* expression = std::get_if<Expression>(&parsed);
    if (expression == nullptr || expression->parts.size() != 1) return std::nullopt;
    const auto* latency = std::get_if<LatencyLimit>(&expression->parts.front());
    if (latency == nullptr || latency->aggregate != Aggregate::quantile) return std::nullopt;
    return *latency;
}

// Too few messages in each run may be enough in all of them.
void pool_quantile(const LatencyLimit& part, const std::vector<CheckResult>& results,
                   CheckResult& pooled) {
    constexpr double kConfidence = 0.95;
    Samples samples;
    pooled.successes = pooled.trials = 0;
    for (const CheckResult& item : results) {
        pooled.successes += item.successes;
        pooled.trials += item.trials;
        for (const result::Bucket& bucket : item.histogram) samples.add(bucket);
    }
    if (pooled.trials == 0) return;
    const double q = part.quantile / 1e6;
    const std::uint64_t rank = (pooled.trials * part.quantile + 999'999) / 1'000'000;
    const bool good = pooled.successes >= rank;
    const bool enough = upper_rank(pooled.trials, q, kConfidence) > 0;
    const std::uint64_t missed = pooled.trials - pooled.successes;
    const bool refuted = !good && at_least(missed, pooled.trials, 1.0 - q) < 1.0 - kConfidence;
    pooled.needed = trials_needed(q, kConfidence);
    pooled.verdict = good && enough                 ? Verdict::pass
                     : !good && (enough || refuted) ? Verdict::fail
                                                    : Verdict::inconclusive;
    const Nanoseconds value = samples.quantile(part.quantile);
    pooled.seen = value == kInfinite ? "infinite (lost)" : in_words(value);
    pooled.margin = margin_of(value, part.comparison, part.limit);
    pooled.evidence =
        fmt::format("{} in {}, {} beyond the limit", counted(pooled.trials, "message"),
                    counted(results.size(), "seed"), in_groups(missed));
    if (!enough) pooled.evidence += fmt::format("; needs {}", in_groups(pooled.needed));
}

CheckResult pool_runs(const std::vector<CheckResult>& results,
                      const std::vector<std::uint64_t>& seeds) {
    const Verdict verdict = together(results);
    const std::size_t worst = worst_of(results, verdict);
    CheckResult pooled = results[worst];
    if (worst < seeds.size()) pooled.worst_seed = seeds[worst];
    pooled.histogram.clear();
    if (verdict == Verdict::inconclusive && !pooled.needs_sweep) {
        if (const auto part = quantile_of_check(pooled.text)) pool_quantile(*part, results, pooled);
    }
    return pooled;
}

void judge(const ShareLimit& claim, const std::vector<Cluster>& clusters, CheckResult& pooled) {
    const double limit = claim.limit / 1e6;
    const double confidence = *claim.confidence / 1e6;
    const double share = static_cast<double>(pooled.successes) / static_cast<double>(pooled.trials);
    const double proven = share_at_least(pooled.successes, pooled.trials, confidence);
    const double by_seed = bootstrap_at_least(clusters, confidence);
    const bool short_of = pooled.successes * 1'000'000 < pooled.trials * claim.limit;
    pooled.verdict = proven >= limit ? Verdict::pass
                     : short_of      ? Verdict::fail
                                     : Verdict::inconclusive;
    pooled.seen = in_percent(share);
    const double apart = proven - limit;
    pooled.margin = apart >= 0.0 ? in_percent(apart) + " to spare" : in_percent(-apart) + " short";
    pooled.evidence = fmt::format(
        "{} in {}, {} missed; at least {} at {} (Clopper-Pearson), {} by seed (bootstrap)",
        counted(pooled.trials, "message"), counted(clusters.size(), "seed"),
        in_groups(pooled.trials - pooled.successes), in_percent(proven), in_percent(confidence),
        in_percent(by_seed));
    if (pooled.verdict != Verdict::inconclusive) return;
    pooled.needed = trials_needed(limit, confidence, pooled.trials - pooled.successes);
    pooled.evidence += fmt::format("; needs {} messages", in_groups(pooled.needed));
}

}  // namespace

bool worse(Verdict a, Verdict b) { return rank(a) > rank(b); }

CheckResult pool(const std::vector<CheckResult>& results, const std::vector<std::uint64_t>& seeds) {
    if (results.empty()) throw std::invalid_argument("nothing to pool");
    const auto claim = claim_of(results.front().text);
    if (!claim) return pool_runs(results, seeds);
    // A part beside the claim may fail in one run; that run then speaks for all.
    const Verdict beside = together(results);
    if (beside == Verdict::fail || beside == Verdict::error) return pool_runs(results, seeds);
    CheckResult pooled;
    pooled.text = results.front().text;
    pooled.clause = results.front().clause;
    pooled.place = results.front().place;
    std::vector<Cluster> clusters;
    std::uint64_t most_missed = 0;
    for (std::size_t i = 0; i < results.size(); ++i) {
        const CheckResult& item = results[i];
        clusters.push_back({item.successes, item.trials});
        pooled.successes += item.successes;
        pooled.trials += item.trials;
        const std::uint64_t missed = item.trials - item.successes;
        if (missed <= most_missed) continue;
        most_missed = missed;
        pooled.detail = item.detail;
        pooled.first_violation_ns = item.first_violation_ns;
        if (i < seeds.size()) pooled.worst_seed = seeds[i];
    }
    if (pooled.trials == 0) {
        pooled.verdict = Verdict::vacuous;
        pooled.evidence = fmt::format("0 messages in {}", counted(results.size(), "seed"));
        return pooled;
    }
    judge(*claim, clusters, pooled);
    return pooled;
}

}  // namespace bench::checks
