#include "models/radio/fading.h"

#include <cmath>
#include <complex>
#include <stdexcept>

#include <gtest/gtest.h>

namespace bench::radio {
namespace {

constexpr std::uint32_t kBase = 863'100;
constexpr double kRayleigh = -200;  // K factor in dB

Time at_ms(std::int64_t ms) { return Time{Nanoseconds{ms * 1'000'000}}; }

std::complex<double> response(const Fading& fading, std::uint32_t khz, std::int64_t ms) {
    const Fading::Response h = fading.response(khz, at_ms(ms));
    return {h.re, h.im};
}

Fading make(const FadingConfig& config, std::uint64_t link) {
    return Fading{config, chance::Key{11}.of("fading").of(link)};
}

struct Deep {
    double mean;
    double ten;
    double twenty;
};

// Many links, each asked far apart in time and over the band.
Deep depths(double rician_db) {
    constexpr int kLinks = 400;
    constexpr int kAsks = 500;
    Deep deep{};
    for (std::uint64_t link = 0; link < kLinks; ++link) {
        const Fading fading = make({rician_db, 100, 1}, link);
        for (int i = 0; i < kAsks; ++i) {
            const auto khz = kBase + 200U * static_cast<std::uint32_t>(i % 35);
            const double power = fading.power(khz, at_ms(i * 1731));
            deep.mean += power;
            deep.ten += power < 0.1 ? 1 : 0;
            deep.twenty += power < 0.01 ? 1 : 0;
        }
    }
    constexpr double kAll = kLinks * kAsks;
    return {deep.mean / kAll, deep.ten / kAll, deep.twenty / kAll};
}

// P(g < x) = 1 - Q1(sqrt(2K), sqrt(2(1+K)x)), by the noncentral chi-square distribution.
// Tolerances: 3 to 5 standard errors of 200 000 partly dependent draws.
TEST(Fading, DepthsAreThoseOfRice) {
    const Deep rayleigh = depths(kRayleigh);
    EXPECT_NEAR(rayleigh.mean, 1, 0.02);
    EXPECT_NEAR(rayleigh.ten, 0.09516, 0.005);
    EXPECT_NEAR(rayleigh.twenty, 9.95e-3, 1.2e-3);
    const Deep k0 = depths(0);
    EXPECT_NEAR(k0.mean, 1, 0.02);
    EXPECT_NEAR(k0.ten, 0.07335, 0.005);
    EXPECT_NEAR(k0.twenty, 7.36e-3, 1.0e-3);
    const Deep k3 = depths(3);
    EXPECT_NEAR(k3.ten, 0.04621, 0.003);
    EXPECT_NEAR(k3.twenty, 4.13e-3, 7e-4);
    const Deep k6 = depths(6);
    EXPECT_NEAR(k6.mean, 1, 0.01);
    EXPECT_NEAR(k6.ten, 0.01647, 0.002);
    EXPECT_NEAR(k6.twenty, 9.99e-4, 3e-4);
    const Deep k10 = depths(10);
    EXPECT_NEAR(k10.ten, 7.39e-4, 2.5e-4);
    EXPECT_LT(k10.twenty, 5e-5);  // 7.8e-6
}

class Level {
public:
    explicit Level(double level) : level_{level} {}
    void see(double power) {
        const bool below = power < level_;
        falls += below && !below_ ? 1 : 0;
        below_ms += below ? 1 : 0;
        below_ = below;
    }
    int falls = 0;
    int below_ms = 0;

private:
    double level_;
    bool below_ = false;
};

// Level crossing rate sqrt(2 pi) fd rho exp(-rho^2), average duration (exp(rho^2) - 1) / (rho fd
// sqrt(2 pi)), fd = 5 Hz, 2000 s. Within 8 %.
TEST(Fading, CrossesLevelsAsOftenAndAsLongAsClarkesModel) {
    constexpr int kSeconds = 2000;
    constexpr double kPerSecond[] = {4.6107, 3.5862, 1.2408};
    constexpr double kMeanMs[] = {137.10, 26.536, 8.019};
    Level levels[] = {Level{1}, Level{0.1}, Level{0.01}};
    const Fading fading = make({kRayleigh, 0, 5}, 0);
    for (std::int64_t ms = 0; ms < kSeconds * 1000; ++ms) {
        const double power = fading.power(kBase, at_ms(ms));
        for (Level& level : levels) level.see(power);
    }
    for (int i = 0; i < 3; ++i) {
        EXPECT_NEAR(levels[i].falls / double{kSeconds}, kPerSecond[i], 0.08 * kPerSecond[i]) << i;
        const double mean = static_cast<double>(levels[i].below_ms) / levels[i].falls;
        EXPECT_NEAR(mean, kMeanMs[i], 0.08 * kMeanMs[i]) << i;
    }
}

// Clarke: R(tau) = J0(2 pi fd tau). At 5 Hz 10 ms are 0.05, 50 ms are 0.25; the first zero is
// at 76.5 ms.
TEST(Fading, ForgetsAsBesselSays) {
    constexpr std::int64_t kLags[] = {10, 50, 77};
    constexpr double kExpected[] = {0.9755, 0.4720, -0.008};
    for (int i = 0; i < 3; ++i) {
        std::complex<double> sum = 0;
        for (std::uint64_t link = 0; link < 100; ++link) {
            const Fading fading = make({kRayleigh, 100, 5}, link);
            for (std::int64_t ms = 0; ms < 40'000; ms += 97) {
                sum +=
                    response(fading, kBase, ms + kLags[i]) * std::conj(response(fading, kBase, ms));
            }
        }
        EXPECT_NEAR(sum.real() / (100 * 413), kExpected[i], 0.02) << kLags[i];
    }
}

// |R(df)|^2 = 1 / (1 + (2 pi df trms)^2)
TEST(Fading, ChannelsApartFadeApart) {
    constexpr struct {
        double trms_ns;
        double expected[4];  // At 200 kHz, 1, 2 and 5 MHz.
    } kRows[] = {{50, {0.9961, 0.9102, 0.7170, 0.2884}},
                 {100, {0.9845, 0.7170, 0.3877, 0.0920}},
                 {250, {0.9102, 0.2884, 0.0920, 0.0160}}};
    constexpr std::uint32_t kApart[] = {200, 1000, 2000, 5000};
    for (const auto& row : kRows) {
        for (int i = 0; i < 4; ++i) {
            std::complex<double> sum = 0;
            for (std::uint64_t link = 0; link < 200; ++link) {
                const Fading fading = make({kRayleigh, row.trms_ns, 1}, link);
                for (std::int64_t ms = 0; ms < 100'000; ms += 997) {
                    sum += response(fading, kBase + kApart[i], ms) *
                           std::conj(response(fading, kBase, ms));
                }
            }
            EXPECT_NEAR(std::norm(sum / (200.0 * 101)), row.expected[i], 0.02) << row.trms_ns;
        }
    }
}

TEST(Fading, IsAFunctionOfKeyFrequencyAndMillisecondAlone) {
    const Fading one = make({6, 100, 1}, 1);
    const Fading again = make({6, 100, 1}, 1);
    const Fading other = make({6, 100, 1}, 2);
    const double late = one.power(kBase, at_ms(86'400'000));
    EXPECT_EQ(one.power(kBase, at_ms(5)), again.power(kBase, at_ms(5) + Nanoseconds{999'999}));
    EXPECT_EQ(again.power(kBase, at_ms(86'400'000)), late);
    EXPECT_NE(other.power(kBase, at_ms(5)), one.power(kBase, at_ms(5)));
}

TEST(Fading, WithoutDopplerItStandsStill) {
    const Fading fading = make({6, 100, 0}, 1);
    EXPECT_EQ(fading.power(kBase, at_ms(0)), fading.power(kBase, at_ms(3'600'000)));
}

TEST(Fading, RefusesWhatItCannotModel) {
    EXPECT_THROW(make({6, 100, -1}, 1), std::invalid_argument);
    EXPECT_THROW(make({6, 20'000, 1}, 1), std::invalid_argument);
    EXPECT_THROW(make({std::nan(""), 100, 1}, 1), std::invalid_argument);
}

}  // namespace
}  // namespace bench::radio
