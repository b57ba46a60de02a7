#include "harness/run/clauses.h"

#include <gtest/gtest.h>

#include "harness/checks/parser.h"

namespace bench::run {
namespace {

checks::Expression parsed(const char* text) {
    checks::Vocabulary any;
    any.any_name = true;
    return std::get<checks::Expression>(checks::parse_check(text, any));
}

bool strict(const char* check, const char* limit) {
    return at_least_as_strict(parsed(check), parsed(limit));
}

TEST(Clauses, AnEqualOrTighterLimitMayClaimTheClause) {
    EXPECT_TRUE(strict("p99(latency(alarms)) < 100 ms", "p99(latency(alarms)) < 100 ms"));
    EXPECT_TRUE(strict("p99.9(latency(alarms)) < 80 ms", "p99(latency(alarms)) < 100 ms"));
    EXPECT_TRUE(strict("lost(all) == 0 and late(alarms) <= 1", "lost(all) == 0"));
    EXPECT_TRUE(strict("energy_error(import) within ± 0.5 %", "energy_error(import) within ± 1 %"));
    EXPECT_TRUE(strict("uptime(readings, 1 min) >= 99.9 %", "uptime(readings, 5 min) >= 99 %"));
}

TEST(Clauses, ALooserOrAnotherLimitMayNot) {
    EXPECT_FALSE(strict("p99(latency(alarms)) < 101 ms", "p99(latency(alarms)) < 100 ms"));
    EXPECT_FALSE(strict("p99(latency(readings)) < 100 ms", "p99(latency(alarms)) < 100 ms"));
    EXPECT_FALSE(strict("p50(latency(alarms)) < 100 ms", "p99(latency(alarms)) < 100 ms"));
    EXPECT_FALSE(strict("lost(all) <= 1", "lost(all) == 0"));
    EXPECT_FALSE(strict("lost(readings) == 0", "lost(all) == 0"));
    EXPECT_FALSE(strict("lost(all) == 0", "lost(all) == 0 and altered(all) == 0"));
    EXPECT_FALSE(strict("share(latency(alarms) < 100 ms) >= 99.9 %",
                        "share(latency(alarms) < 100 ms) >= 99.9 % confidence 95 %"));
    EXPECT_FALSE(strict("energy_error(import) within ± 2 %", "energy_error(import) within ± 1 %"));
}

}  // namespace
}  // namespace bench::run
