#include "harness/scenario/reference.h"

#include <algorithm>

#include <fmt/format.h>

#include "harness/scenario/air_check.h"
#include "harness/scenario/suggest.h"
#include "harness/scenario/timeline_check.h"

namespace bench::scenario {

namespace {

const std::vector<std::string> kEnds{"meter", "collector", "head_end"};

void check_end(const Named& end, const char* link, const char* only, Findings& findings) {
    if (end.text.empty() || end.text == only) return;
    if (std::find(kEnds.begin(), kEnds.end(), end.text) == kEnds.end()) {
        findings.error("E310", end.place, fmt::format("'{}' is not a node", end.text),
                       suggestion(end.text, kEnds, "nodes"));
        return;
    }
    findings.error("E315", end.place, fmt::format("link '{}' cannot end at '{}'", link, end.text),
                   fmt::format("write '{}' here", only));
}

void check_channel(const Draft& draft, Findings& findings) {
    const bool hops = draft.scenario.config.radio.hopping != system::Hopping::none;
    if (!draft.has_channel || !hops) return;
    findings.error("E318", draft.channel, "a radio that hops has no channel of its own",
                   "remove 'channel', or write 'hopping: none'");
}

void check_redundancy(const Draft& draft, Findings& findings) {
    if (!draft.has_redundancy || draft.has_ethernet) return;
    findings.error("E318", draft.redundancy, "a meter with one link has nothing to choose from",
                   "remove 'redundancy', or write links.ethernet: {from: meter, to: head_end}");
}

}  // namespace

void check_references(const Draft& draft, Findings& findings) {
    check_end(draft.rf.from, "rf", "meter", findings);
    check_end(draft.rf.to, "rf", "collector", findings);
    check_end(draft.wan.from, "wan", "collector", findings);
    check_end(draft.wan.to, "wan", "head_end", findings);
    check_end(draft.ethernet.from, "ethernet", "meter", findings);
    check_end(draft.ethernet.to, "ethernet", "head_end", findings);
    check_redundancy(draft, findings);
    check_channel(draft, findings);
    check_air(draft, findings);
    check_timeline(draft, findings);
}

}  // namespace bench::scenario
