#include "harness/checks/pool.h"

#include <stdexcept>

#include <fmt/format.h>

#include "harness/checks/parser.h"
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

CheckResult worst_of(const std::vector<CheckResult>& results) {
    const CheckResult* worst = &results.front();
    for (const CheckResult& item : results) {
        if (worse(item.verdict, worst->verdict)) worst = &item;
    }
    return *worst;
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
    pooled.evidence +=
        fmt::format("; needs {} messages",
                    in_groups(trials_needed(limit, confidence, pooled.trials - pooled.successes)));
}

}  // namespace

bool worse(Verdict a, Verdict b) { return rank(a) > rank(b); }

CheckResult pool(const std::vector<CheckResult>& results) {
    if (results.empty()) throw std::invalid_argument("nothing to pool");
    const auto claim = claim_of(results.front().text);
    if (!claim) return worst_of(results);
    CheckResult pooled;
    pooled.text = results.front().text;
    pooled.clause = results.front().clause;
    pooled.place = results.front().place;
    std::vector<Cluster> clusters;
    const CheckResult* broken = nullptr;
    for (const CheckResult& item : results) {
        // A part beside the claim may fail in one run; that run then speaks for all.
        const bool own = item.verdict == Verdict::fail || item.verdict == Verdict::error;
        if (own && broken == nullptr) broken = &item;
        clusters.push_back({item.successes, item.trials});
        pooled.successes += item.successes;
        pooled.trials += item.trials;
        if (pooled.detail.empty() && !item.detail.empty()) {
            pooled.detail = item.detail;
            pooled.first_violation_ns = item.first_violation_ns;
        }
    }
    if (broken != nullptr) return *broken;
    if (pooled.trials == 0) {
        pooled.verdict = Verdict::vacuous;
        pooled.evidence = fmt::format("0 messages in {}", counted(results.size(), "seed"));
        return pooled;
    }
    judge(*claim, clusters, pooled);
    if (pooled.successes == pooled.trials) pooled.detail.clear();
    return pooled;
}

}  // namespace bench::checks
