// Each planted bug is caught by a shipped scenario, by the check that is meant for it. Names of the
// tests are those of the bugs.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/planted/bench_process.h"

namespace bench::planted {
namespace {

using testing::HasSubstr;

constexpr const char* kWalls = "scenarios/residential/three_brick_walls.yaml";
constexpr const char* kDutyCycle = "scenarios/residential/duty_cycle.yaml";
constexpr const char* kAmerica = "scenarios/radio/america_one_channel.yaml";
constexpr const char* kMainsFail = "scenarios/outage/mains_fail.yaml";

// The check whose text holds these words; empty if there is none.
nlohmann::json check_of(const nlohmann::json& run, const std::string& words) {
    for (const auto& check : run.at("checks")) {
        if (check.at("text").get<std::string>().find(words) != std::string::npos) return check;
    }
    return {};
}

// `detail`: how the check words what it saw, which tells its parts apart.
void expect_caught(const char* bug, const char* scenario, const char* words, const char* detail) {
    const Ended ended = meterbench_run({.scenario = scenario, .firmware = bug});
    ASSERT_EQ(ended.code, 1) << ended.messages;
    EXPECT_EQ(ended.run().at("verdict"), "fail");
    EXPECT_EQ(ended.run().at("firmware_error"), false) << ended.run().at("error");
    EXPECT_THAT(ended.results.at("scenarios").at(0).at("firmware").get<std::string>(),
                HasSubstr(bug));
    const nlohmann::json check = check_of(ended.run(), words);
    ASSERT_FALSE(check.is_null()) << "no check says " << words;
    EXPECT_EQ(check.at("verdict"), "fail") << check;
    EXPECT_THAT(check.at("detail").get<std::string>(), HasSubstr(detail));
    EXPECT_FALSE(check.at("first_violation_ns").is_null());
}

// Without this, what is caught could be the plug-in as such.
void expect_unchanged_passes(const char* scenario) {
    const Ended plugin = meterbench_run({.scenario = scenario, .firmware = "unchanged"});
    EXPECT_EQ(plugin.code, 0) << plugin.messages;
    const Ended built_in = meterbench_run({.scenario = scenario});
    EXPECT_EQ(built_in.code, 0) << built_in.messages;
    ASSERT_FALSE(plugin.results.is_null());
    ASSERT_FALSE(built_in.results.is_null());
    EXPECT_EQ(plugin.run().at("fingerprint"), built_in.run().at("fingerprint"));
}

TEST(planted, loses_every_100th_reading) {
    expect_caught("loses_every_100th_reading", kWalls, "lost(all) == 0", "never accepted");
}

TEST(planted, flips_a_bit_before_sealing) {
    expect_caught("flips_a_bit_before_sealing", kWalls, "altered(all) == 0", "right is");
}

TEST(planted, delays_alarms_by_101_ms) {
    expect_caught("delays_alarms_by_101_ms", kWalls, "late(alarms)", "past its deadline");
}

TEST(planted, sends_a_capture_twice) {
    expect_caught("sends_a_capture_twice", kWalls, "accepted_twice(all) == 0",
                  "accepted under two sequences");
}

TEST(planted, reuses_a_counter_after_a_power_cut) {
    expect_caught("reuses_a_counter_after_a_power_cut", kMainsFail, "nonce_reused(all) == 0",
                  "came with other octets");
}

TEST(planted, ignores_the_duty_budget) {
    expect_caught("ignores_the_duty_budget", kDutyCycle, "violations(regulatory) == 0",
                  "duty cycle exceeded");
    expect_caught("ignores_the_duty_budget", kAmerica, "violations(regulatory) == 0",
                  "too long on one channel");
}

TEST(planted, nothing_passes_three_brick_walls) { expect_unchanged_passes(kWalls); }
TEST(planted, nothing_passes_mains_fail) { expect_unchanged_passes(kMainsFail); }
TEST(planted, nothing_passes_duty_cycle) { expect_unchanged_passes(kDutyCycle); }
TEST(planted, nothing_passes_america_one_channel) { expect_unchanged_passes(kAmerica); }

}  // namespace
}  // namespace bench::planted
