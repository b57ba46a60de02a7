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

TEST(Clauses, AnotherEventEntryOrUnitIsAnotherDemand) {
    EXPECT_TRUE(strict("never fault(dip)", "never fault(dip)"));
    EXPECT_FALSE(strict("never fault(swell)", "never fault(dip)"));
    EXPECT_FALSE(strict("never note(joined)", "never note(fatal)"));
    EXPECT_TRUE(strict("count(firmware.reset) == 0", "never firmware.reset"));
    EXPECT_TRUE(strict("never firmware.reset", "count(firmware.reset) <= 1"));
    EXPECT_FALSE(strict("count(firmware.reset) <= 1", "never firmware.reset"));
    EXPECT_FALSE(
        strict("energy_error(import) within ± 0.1 Wh", "energy_error(import) within ± 1 %"));
    EXPECT_FALSE(strict("whenever fault(a), event(voltage_sag_l1) within 1 s",
                        "whenever fault(a), event(voltage_sag_l2) within 1 s"));
    EXPECT_FALSE(strict("delivery(collector) >= 99 %", "delivery(meter) >= 95 %"));
}

TEST(Clauses, ACheckThatLooksAtLessIsLooser) {
    EXPECT_FALSE(strict("lost(all) == 0 during quiet", "lost(all) == 0"));
    EXPECT_FALSE(strict("lost(all) == 0 during quiet", "lost(all) == 0 outside quiet"));
    EXPECT_TRUE(strict("lost(all) == 0", "lost(all) == 0 outside quiet"));
    EXPECT_TRUE(strict("lost(all) == 0 outside quiet", "lost(all) == 0 outside quiet"));
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
