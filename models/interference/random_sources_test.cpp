#include "models/interference/random_sources.h"

#include "models/interference/test_ask.h"

namespace bench::interference {
namespace {

constexpr Band kBeside{.centre_khz = 865'000, .width_khz = 200, .spacing_khz = 200};

LteUplinkConfig at_the_limit() {
    LteUplinkConfig config;
    config.better_than_limit_db = 0;
    return config;
}

// -13 dBm/MHz into 200 kHz, free space at 868 MHz.
TEST(LteUplink, TheLimitAtOneThreeAndTenMetres) {
    const double leaked = dbm(lte_spectrum(at_the_limit()).within_mw(kBeside, 0));
    EXPECT_NEAR(leaked - free_space_db(868, 1), -51.2, 0.05);
    EXPECT_NEAR(leaked - free_space_db(868, 3), -60.8, 0.05);
    EXPECT_NEAR(leaked - free_space_db(868, 10), -71.2, 0.05);
}

TEST(LteUplink, ItsBlockHoldsItsPower) {
    const Band block{.centre_khz = 857'000, .width_khz = 10'000, .spacing_khz = 10'000};
    EXPECT_NEAR(dbm(lte_spectrum(LteUplinkConfig{}).within_mw(block, 0)), 23, 0.01);
}

// ECC report 207: blocking and leakage both; 23 dBm 8 MHz away through about 70 dB of rejection.
TEST(LteUplink, BlockingCountsBesideLeakage) {
    const Spectrum lte = lte_spectrum(LteUplinkConfig{});
    const double leaked = lte.within_mw(kBeside, 0);
    const double all = lte.received_mw(kBeside, 0);
    EXPECT_GT(all, leaked);
    EXPECT_GT(dbm(all - leaked), 23 - 75);
    EXPECT_LT(dbm(all - leaked), 23 - 60);
}

TEST(LteUplink, BurstsFillTheirDutyAndTheirLoad) {
    LteUplinkConfig config;
    EXPECT_NEAR(duty(*source(config), kBeside, seconds{20'000}), 0.05, 0.003);
    config.load = 0.5;
    EXPECT_NEAR(duty(*source(config), kBeside, seconds{20'000}), 0.025, 0.002);
}

TEST(NarrowBand, IsOnForItsDuty) {
    for (const double wanted : {0.01, 0.1}) {
        NarrowBandConfig config;
        config.duty = wanted;
        const double got = duty(*source(config), kSubGhz, seconds{200'000});
        EXPECT_NEAR(got, wanted, wanted * 0.1);
    }
}

TEST(NarrowBand, ItsBandwidthFallsIntoTheChannelAsFarAsItReaches) {
    const auto alarm = source(NarrowBandConfig{});
    const auto power = [&](double centre_khz) {
        const Band band{.centre_khz = centre_khz, .width_khz = 165, .spacing_khz = 200};
        return dbm(ask(*alarm, band, kStart, at(seconds{3000})).at(0).power_mw);
    };
    EXPECT_NEAR(power(868'300), 14, 0.01);
    EXPECT_NEAR(power(868'300 + 82.5), 14 - 3.0, 0.1);  // Half of it.
    EXPECT_LT(power(868'900), 14 - 39);
}

TEST(NarrowBand, TwoOfThemAreIndependent) {
    NarrowBandConfig config;
    config.duty = 0.3;
    const auto one = ask(*source(config, 1, "one"), kSubGhz, kStart, at(seconds{100}));
    const auto two = ask(*source(config, 1, "two"), kSubGhz, kStart, at(seconds{100}));
    ASSERT_FALSE(one.empty());
    EXPECT_NE(one, two);
}

}  // namespace
}  // namespace bench::interference
