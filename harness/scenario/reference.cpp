#include "harness/scenario/reference.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "harness/scenario/materials.h"
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

void check_distance(const Draft& draft, Findings& findings) {
    const auto& a = draft.meter.at;
    const auto& b = draft.collector.at;
    if (a.size() != 3 || b.size() != 3) return;
    const double square = (a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]) +
                          (a[2] - b[2]) * (a[2] - b[2]);
    if (square >= 1.0) return;
    findings.error("E314", draft.collector.place,
                   fmt::format("meter and collector are {:.2f} m apart", std::sqrt(square)),
                   "the path law begins at 1 m");
}

void check_walls(const Draft& draft, Findings& findings) {
    for (const WallDraft& wall : draft.walls) {
        if (!wall.sound || wall.thickness.source == nullptr) continue;
        const std::string wrong = thickness_complaint(wall.wall, wall.has_thickness);
        if (wrong.empty()) continue;
        findings.error("E317", wall.thickness, wrong,
                       fmt::format("thicknesses of {}: {}", material_name(wall.wall.material),
                                   thickness_words(wall.wall.material)));
    }
}

}  // namespace

void check_references(const Draft& draft, Findings& findings) {
    check_end(draft.rf.from, "rf", "meter", findings);
    check_end(draft.rf.to, "rf", "collector", findings);
    check_end(draft.wan.from, "wan", "collector", findings);
    check_end(draft.wan.to, "wan", "head_end", findings);
    check_channel(draft, findings);
    check_distance(draft, findings);
    check_walls(draft, findings);
    check_timeline(draft, findings);
}

}  // namespace bench::scenario
