#include "models/interference/jammers.h"

#include "models/interference/test_ask.h"

namespace bench::interference {
namespace {

TEST(Carrier, IsConstantInItsChannelAndRejectedInTheNext) {
    const auto jammer = source(CarrierConfig{});
    EXPECT_NEAR(dbm(ask(*jammer, kSubGhz, kStart, at(seconds{1})).at(0).power_mw), 14, 1e-6);
    const Band next{.centre_khz = 868'500, .width_khz = 165, .spacing_khz = 200};
    EXPECT_NEAR(dbm(ask(*jammer, next, kStart, at(seconds{1})).at(0).power_mw), 14 - 20, 0.1);
}

TEST(Swept, IsInTheBandForItsShareOfTheSweep) {
    const auto bursts = ask(*source(SweptConfig{}), kSubGhz, kStart, at(seconds{1}));
    Nanoseconds inside{};
    int passes = 0;
    for (const Burst& burst : bursts) {
        if (burst.end == kEndOfTime) {
            EXPECT_LT(dbm(burst.power_mw), 14 - 25);
            continue;
        }
        EXPECT_NEAR(dbm(burst.power_mw), 14, 1e-9);
        inside += burst.end - burst.start;
        ++passes;
    }
    EXPECT_NEAR(passes, 100, 1);
    EXPECT_NEAR(static_cast<double>(inside.count()) / passes, 1e7 * 165 / 7000, 10);
}

TEST(Swept, PassesTheLowerChannelFirst) {
    const auto jammer = source(SweptConfig{});
    const auto pass = [&](double khz) {
        const Band band{.centre_khz = khz, .width_khz = 165, .spacing_khz = 200};
        return ask(*jammer, band, at(seconds{1}), at(seconds{2}));
    };
    const auto low = pass(864'000);
    const auto high = pass(868'000);
    ASSERT_GT(low.size(), 90U);
    ASSERT_GT(high.size(), 90U);
    const auto apart = (high[5].start - low[5].start) % milliseconds{10};
    const double ms = static_cast<double>(((apart + milliseconds{10}) % milliseconds{10}).count());
    EXPECT_NEAR(ms, 1e7 * 4 / 7, 10);
}

TEST(Pulsed, IsOnForItsDuty) {
    PulsedConfig config;
    config.duty = 0.2;
    const auto jammer = source(config);
    EXPECT_NEAR(duty(*jammer, kSubGhz, seconds{100}), 0.2, 1e-4);
    EXPECT_NEAR(clear(*jammer, kSubGhz, milliseconds{3}, seconds{1}, 9973), 0.5, 0.01);
}

TEST(Reactive, AnswersEachFrameAfterItsDelay) {
    const std::vector<Time> frames{at(milliseconds{10}), at(milliseconds{50})};
    const auto jammer =
        source(ReactiveConfig{.delay = microseconds{500}, .length = milliseconds{2}});
    const auto bursts = ask(*jammer, {.band = kSubGhz,
                                      .from = at(milliseconds{10}),
                                      .to = at(milliseconds{60}),
                                      .frames = frames});
    ASSERT_EQ(bursts.size(), 2U);
    EXPECT_EQ(bursts[0].start, at(microseconds{10'500}));
    EXPECT_EQ(bursts[1].end, at(microseconds{52'500}));
    EXPECT_NEAR(dbm(bursts[0].power_mw), 14, 1e-9);
}

// At 150 kb/s eight octets of preamble, two of delimiter and two of header take 640 us.
TEST(Reactive, ADelayBeyondTheHeaderHitsThePayloadAlone) {
    const std::vector<Time> frame{at(milliseconds{10})};
    const auto jammer = source(ReactiveConfig{.delay = microseconds{700}});
    EXPECT_TRUE(ask(*jammer, {.band = kSubGhz,
                              .from = frame[0],
                              .to = frame[0] + microseconds{640},
                              .frames = frame})
                    .empty());
}

TEST(Reactive, IsSilentWithoutFrames) {
    EXPECT_TRUE(ask(*source(ReactiveConfig{}), kSubGhz, kStart, at(seconds{1})).empty());
}

class Victim final : public Hops {
public:
    [[nodiscard]] Dwell at(Time time) const override {
        const std::int64_t slot = ns(time) / 20'000'000;
        return {.start = Time{milliseconds{20} * slot},
                .end = Time{milliseconds{20} * (slot + 1)},
                .centre_khz = slot % 2 == 0 ? 868'300.0 : 865'300.0};
    }
};

TEST(Following, IsOnWhereItsVictimListens) {
    const Victim victim;
    const auto bursts =
        ask(*source(FollowingConfig{.victim = "meter"}), {.band = kSubGhz,
                                                          .from = at(milliseconds{5}),
                                                          .to = at(milliseconds{75}),
                                                          .victim = &victim});
    ASSERT_EQ(bursts.size(), 4U);
    EXPECT_NEAR(dbm(bursts[0].power_mw), 14, 1);
    EXPECT_LT(dbm(bursts[1].power_mw), 14 - 60);
    EXPECT_NEAR(dbm(bursts[2].power_mw), 14, 1);
    EXPECT_EQ(bursts[2].start, at(milliseconds{40}));
    EXPECT_EQ(bursts[2].end, at(milliseconds{60}));
}

TEST(Following, IsSilentWithoutAVictim) {
    EXPECT_TRUE(ask(*source(FollowingConfig{}), kSubGhz, kStart, at(seconds{1})).empty());
}

}  // namespace
}  // namespace bench::interference
