#include "harness/run/claims.h"

#include <algorithm>

#include <fmt/format.h>

#include "harness/checks/statistics.h"
#include "harness/checks/text.h"
#include "harness/run/stream_names.h"

namespace bench::run {
namespace {

// What one occurrence of the timeline can bring about: an onset and an end, in three phases, with
// what the mains failing and returning tells.
constexpr std::uint64_t kEventsOfAnOccurrence = 16;

Nanoseconds period_of(const scenario::Scenario& scenario, const std::string& stream) {
    const std::vector<std::string> names = stream_names(scenario.config);
    const auto found = std::ranges::find(names, stream);
    if (found == names.end()) return {};
    return scenario.config.meters.front()
        .streams[static_cast<std::size_t>(found - names.begin())]
        .period;
}

// One for each instant, or one for each occurrence of the timeline.
std::uint64_t likely_messages(const scenario::Scenario& scenario, const std::string& stream) {
    const system::BenchConfig& config = scenario.config;
    const Nanoseconds judged = config.duration - config.warmup - config.drain;
    const Nanoseconds period = period_of(scenario, stream);
    if (period <= Nanoseconds::zero())
        return system::expand_timeline(config).size() * config.meters.size();
    return (static_cast<std::uint64_t>(judged / period) + 1) * config.meters.size();
}

std::string in_seeds(std::uint64_t seeds) {
    return fmt::format("'sweep: {{seeds: 1 .. {}}}'", seeds);
}

std::optional<Objection> undecidable(const scenario::Scenario& scenario,
                                     const checks::ShareLimit& claim) {
    const std::uint64_t needed = checks::trials_needed(claim.limit / 1e6, *claim.confidence / 1e6);
    const auto most = most_messages(scenario, claim.stream);
    const std::uint64_t likely =
        std::max<std::uint64_t>(1, likely_messages(scenario, claim.stream));
    const std::uint64_t seeds = (needed + likely - 1) / likely;
    if (!scenario.sweep) {
        return Objection{
            "E362",
            fmt::format("no run can decide this claim: it needs {} without a miss, and "
                        "the scenario declares no sweep",
                        checks::counted(needed, "message")),
            fmt::format("declare one of enough seeds, about {}", in_seeds(seeds))};
    }
    if (!most) return std::nullopt;
    const std::uint64_t swept = scenario.sweep->last - scenario.sweep->first + 1;
    if (*most * swept >= needed) return std::nullopt;
    return Objection{
        "E362",
        fmt::format("no sweep of {} can decide this claim: it needs {} without a miss, "
                    "and there are {} at most",
                    checks::counted(swept, "seed"), checks::counted(needed, "message"),
                    checks::in_groups(*most * swept)),
        *most == 0 ? "nothing of that stream is ever due; give it a cause"
                   : fmt::format("sweep about {}", in_seeds(seeds))};
}

}  // namespace

std::optional<std::uint64_t> most_messages(const scenario::Scenario& scenario,
                                           const std::string& stream) {
    // A three-phase meter tells of its mains by itself.
    if (scenario.config.meters.front().three_phase) return std::nullopt;
    const bool by_clock = period_of(scenario, stream) > Nanoseconds::zero();
    return likely_messages(scenario, stream) * (by_clock ? 1 : kEventsOfAnOccurrence);
}

std::optional<Objection> undecidable(const scenario::Scenario& scenario,
                                     const checks::Expression& check) {
    for (const checks::Part& part : check.parts) {
        const auto* share = std::get_if<checks::ShareLimit>(&part);
        if (share == nullptr || !share->confidence) continue;
        if (const auto objection = undecidable(scenario, *share)) return objection;
    }
    return std::nullopt;
}

}  // namespace bench::run
