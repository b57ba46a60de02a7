#include "harness/checks/monitor.h"

#include <stdexcept>

#include <fmt/format.h>

#include "harness/checks/event_names.h"
#include "harness/checks/samples.h"
#include "harness/checks/text.h"

namespace bench::checks {

std::optional<std::uint8_t> MonitorContext::stream(const StreamName& name) const {
    if (name == "all") return std::nullopt;
    for (std::size_t i = 0; i < facts.streams.size(); ++i) {
        if (facts.streams[i].name == name) return static_cast<std::uint8_t>(i);
    }
    throw std::invalid_argument(
        fmt::format("a check names the stream '{}', which the run lacks", name));
}

std::string MonitorContext::describe(const Outcome& outcome) const {
    const std::string& name = facts.streams[outcome.stream].name;
    const std::string what =
        outcome.code == 0 ? std::string{} : fmt::format(" ({})", event_word(outcome.code));
    if (!outcome.accepted) {
        return fmt::format("{} message{} of {}", name, what, in_words(outcome.cause));
    }
    return fmt::format("{} {}{} of {}", name, outcome.sequence, what, in_words(outcome.cause));
}

std::unique_ptr<Monitor> make_monitor(const Part& part, const MonitorContext& context) {
    return std::visit([&](const auto& kind) { return make(kind, context); }, part);
}

Finding vacuous(std::string evidence) {
    Finding finding;
    finding.verdict = result::Verdict::vacuous;
    finding.evidence = std::move(evidence);
    return finding;
}

Finding judge_count(std::uint64_t seen, Comparison comparison, std::uint64_t limit) {
    Finding finding;
    const bool good = holds(comparison, seen, limit);
    finding.verdict = good ? result::Verdict::pass : result::Verdict::fail;
    finding.seen = in_groups(seen);
    const bool upper = comparison == Comparison::less || comparison == Comparison::at_most;
    const bool lower = comparison == Comparison::more || comparison == Comparison::at_least;
    finding.excess = excess_of(seen, comparison, limit);
    const std::string apart = in_groups(seen > limit ? seen - limit : limit - seen);
    if (good && (upper || lower)) finding.margin = apart + " to spare";
    if (!good && comparison != Comparison::not_equal) {
        finding.margin = apart + (seen >= limit ? " over" : " short");
    }
    return finding;
}

std::string margin_of(Nanoseconds seen, Comparison comparison, Nanoseconds limit) {
    if (comparison == Comparison::equal || comparison == Comparison::not_equal) return {};
    const bool upper = comparison == Comparison::less || comparison == Comparison::at_most;
    if (seen == kInfinite) return upper ? "never arrived" : std::string{};
    const Nanoseconds apart = seen > limit ? seen - limit : limit - seen;
    if (holds(comparison, seen, limit)) return in_words(apart) + " to spare";
    return in_words(apart) + (upper ? " over" : " short");
}

}  // namespace bench::checks
