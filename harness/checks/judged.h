#pragma once

// For tests: one check judged over one hand-made trace.

#include <functional>
#include <string>

#include <gtest/gtest.h>

#include "harness/checks/check_set.h"
#include "harness/checks/parser.h"
#include "harness/checks/script.h"

namespace bench::checks {

class Truth final : public EnergyTruth {
public:
    // 1 Wh a second.
    double import_wh(Time from, Time to) const override {
        return static_cast<double>((to - from).count()) / 1e9;
    }
};

// `quiet` covers 50 .. 52 s, `flood` the whole run, `never_on` nothing.
inline RunFacts facts_with(const EnergyTruth& truth) {
    RunFacts facts = run_facts();
    facts.entries = {{"cover", "open_cover meter", {{at_ms(20'000), at_ms(22'000)}}},
                     {"quiet", "head_end silent", {{at_ms(50'000), at_ms(52'000)}}},
                     {"flood", "jam rf", {{kStart, at_ms(100'000)}}},
                     {"never_on", "cut rf", {}}};
    facts.titles = {{1, 2, 3, 4, 5, 6, 7, 8}};
    facts.truth = &truth;
    facts.report_period = std::chrono::seconds{3};
    return facts;
}

inline result::CheckResult judge(const std::string& text, const std::function<void(Script&)>& run,
                                 const std::function<void(RunFacts&)>& change = {}) {
    const Truth truth;
    RunFacts facts = facts_with(truth);
    if (change) change(facts);
    Vocabulary names;
    for (const auto& stream : facts.streams) names.streams.push_back(stream.name);
    for (const auto& entry : facts.entries) names.entries.push_back(entry.id);
    names.reports = names.phasors = true;
    const auto parsed = parse_check(text, names);
    if (const auto* error = std::get_if<ParseError>(&parsed)) {
        ADD_FAILURE() << text << ": " << error->message;
        return {};
    }
    CheckSet set{{Check{std::get<Expression>(parsed), text, "COM-1.a", {}, false}}, facts};
    Script script{set};
    run(script);
    return set.finish().at(0);
}

inline void clean(Script& script) { script.readings(99, 50); }
inline std::function<void(Script&)> without(std::int64_t second) {
    return [second](Script& script) {
        script.readings(99, 50, [second](std::int64_t s) { return s == second; });
    };
}
// Alarms each 400 ms from 12 s on: `slow` of them after 143 ms, the others after 60 ms.
inline std::function<void(Script&)> alarms(std::int64_t count, std::int64_t slow) {
    return [=](Script& script) {
        for (std::int64_t i = 0; i < count; ++i) {
            const std::int64_t at = 12'000 + i * 400;
            script.open_cover(at);
            script.accept_alarm(at, static_cast<std::uint32_t>(i + 1), i < slow ? 143 : 60);
        }
    };
}
inline void longer(RunFacts& facts) { facts.duration = std::chrono::hours{2}; }

}  // namespace bench::checks
