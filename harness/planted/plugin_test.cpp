// Firmware of others: what runs, whose code runs, what is refused, and who is blamed.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/planted/bench_process.h"

namespace bench::planted {
namespace {

using testing::HasSubstr;

constexpr const char* kThirdParty = "harness/planted/third_party.yaml";
constexpr const char* kWhichCode = "harness/planted/which_code_ran.yaml";

TEST(plugin, third_party) {
    const Ended ended = meterbench_run({.scenario = kThirdParty, .firmware = "third_party"});
    EXPECT_EQ(ended.code, 0) << ended.messages;
    ASSERT_FALSE(ended.results.is_null());
    for (const auto& check : ended.run().at("checks"))
        EXPECT_EQ(check.at("verdict"), "pass") << check;
}

// The counts of the scenario are not those of the built-in product.
TEST(plugin, third_party_scenario_fails_the_product) {
    EXPECT_EQ(meterbench_run({.scenario = kThirdParty}).code, 1);
}

TEST(plugin, which_code_ran) {
    const Ended ended = meterbench_run({.scenario = kWhichCode, .firmware = "which_code_ran"});
    EXPECT_EQ(ended.code, 0) << ended.messages;
    const Ended with_stranger = meterbench_run({.scenario = kWhichCode,
                                                .firmware = "which_code_ran",
                                                .preload = "which_code_ran_stranger"});
    EXPECT_EQ(with_stranger.code, 0) << with_stranger.messages;
}

// The control: without hidden visibility the stranger answers, for all six kinds of symbols.
TEST(plugin, which_code_ran_would_be_the_strangers_if_exposed) {
    const Ended alone =
        meterbench_run({.scenario = kWhichCode, .firmware = "which_code_ran_exposed"});
    EXPECT_EQ(alone.code, 0) << alone.messages;
    const Ended ended = meterbench_run({.scenario = kWhichCode,
                                        .firmware = "which_code_ran_exposed",
                                        .preload = "which_code_ran_stranger"});
    ASSERT_EQ(ended.code, 1) << ended.messages;
    EXPECT_EQ(ended.run().at("checks").at(0).at("seen"), "0");
    EXPECT_EQ(ended.run().at("checks").at(1).at("seen"), "6");
}

TEST(plugin, one_that_differs_each_time_is_found_by_running_it_twice) {
    const Ended ended = meterbench_run(
        {.scenario = kThirdParty, .firmware = "knows_its_process", .seed = 7, .verify = true});
    EXPECT_EQ(ended.code, 5) << ended.messages;
    EXPECT_THAT(ended.messages, HasSubstr("verified 1 of 1 runs by running them twice: 1 differ"));
    EXPECT_THAT(ended.messages, HasSubstr("seed 7 was run twice and differs from"));
    const auto& difference = ended.results.at("scenarios").at(0).at("differences").at(0);
    EXPECT_EQ(difference.at("seed"), 7);
    // A bucket of time of this run is 16 ms wide; the meter boots some tenths of a second late.
    const auto first_ns = difference.at("first_ns").get<std::int64_t>();
    EXPECT_GT(first_ns, 950'000'000);
    EXPECT_LT(first_ns, 2'000'000'000);
}

TEST(plugin, wrong_abi) {
    const Ended ended = meterbench_run({.scenario = kWhichCode, .firmware = "wrong_abi"});
    EXPECT_EQ(ended.code, 2);
    EXPECT_THAT(ended.messages,
                HasSubstr("libwrong_abi.so' is built for HAL ABI 99; this bench has 1"));
    EXPECT_TRUE(ended.results.is_null());
}

TEST(plugin, no_image) {
    const Ended ended = meterbench_run({.scenario = kWhichCode, .firmware = "no_image"});
    EXPECT_EQ(ended.code, 2);
    EXPECT_THAT(ended.messages, HasSubstr("libno_image.so' exports no symbol 'fw_image'"));
}

TEST(plugin, a_missing_file_is_named) {
    const Ended ended = meterbench_run({.scenario = kWhichCode, .firmware = "nowhere"});
    EXPECT_EQ(ended.code, 2);
    EXPECT_THAT(ended.messages, HasSubstr("cannot load firmware '"));
    EXPECT_THAT(ended.messages, HasSubstr("libnowhere.so"));
}

void expect_blamed(const Ended& ended, const char* how) {
    ASSERT_EQ(ended.code, 1) << ended.messages;
    EXPECT_EQ(ended.run().at("firmware_error"), true);
    const auto error = ended.run().at("error").get<std::string>();
    EXPECT_THAT(error, HasSubstr("firmware of"));
    EXPECT_THAT(error, HasSubstr(how));
    // A second after boot.
    EXPECT_THAT(error, HasSubstr(" at 1.")) << error;
    EXPECT_THAT(ended.messages, HasSubstr("firmware failed: firmware of"));
}

TEST(plugin, a_crash_is_the_firmwares) {
    const Ended ended = meterbench_run({.scenario = kWhichCode, .firmware = "crashes"});
    expect_blamed(ended, "'meter' died of signal 11");
}

TEST(plugin, a_spin_ends_by_its_cpu_time) {
    const Ended ended =
        meterbench_run({.scenario = kWhichCode, .firmware = "spins", .cpu_limit_s = 3});
    expect_blamed(ended, "'meter' did not return within its CPU time");
}

TEST(plugin, a_step_that_calls_for_ever_is_ended) {
    const Ended ended = meterbench_run({.scenario = kWhichCode, .firmware = "calls_for_ever"});
    expect_blamed(ended, "made more than 10 000 calls");
}

}  // namespace
}  // namespace bench::planted
