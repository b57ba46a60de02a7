#include "models/mains/load.h"

#include <stdexcept>

#include <gtest/gtest.h>

namespace bench::mains {
namespace {

using namespace std::chrono_literals;

// 400 W for 2 s, then -100 W for 3 s.
Recording five_seconds() {
    Recording recording;
    recording.samples = {{kStart, 400'000, 230'000, 1739}, {kStart + 2s, -100'000, 231'000, 432}};
    recording.import_uj = {0, 800'000'000};
    recording.export_uj = {0, 0};
    recording.length = 5s;
    return recording;
}

Load load_of(const Recording& recording) {
    return Load{std::make_shared<const Recording>(recording)};
}

constexpr Int128 kJoule = 1'000'000'000'000;

TEST(Load, ASampleHoldsUntilTheNext) {
    const Load load = load_of(five_seconds());
    EXPECT_EQ(load.power_mw(kStart), 400'000);
    EXPECT_EQ(load.power_mw(kStart + 2s - 1ns), 400'000);
    EXPECT_EQ(load.power_mw(kStart + 2s), -100'000);
    EXPECT_EQ(load.voltage_mv(kStart + 4s), 231'000);
    EXPECT_EQ(load.current_ma(kStart + 4s), 432);
}

TEST(Load, EnergyIsExactAtAnyInstant) {
    const Load load = load_of(five_seconds());
    EXPECT_TRUE(load.import_pj(kStart) == 0);
    EXPECT_TRUE(load.import_pj(kStart + 1ns) == 400'000);
    EXPECT_TRUE(load.import_pj(kStart + 2s) == 800 * kJoule);
    EXPECT_TRUE(load.import_pj(kStart + 4s) == 800 * kJoule);
    EXPECT_TRUE(load.export_pj(kStart + 2s) == 0);
    EXPECT_TRUE(load.export_pj(kStart + 4s) == 200 * kJoule);
}

TEST(Load, TheRecordingRepeatsForYears) {
    const Load load = load_of(five_seconds());
    EXPECT_EQ(load.power_mw(kStart + 5s), 400'000);
    EXPECT_TRUE(load.import_pj(kStart + 6s) == 1200 * kJoule);
    EXPECT_TRUE(load.export_pj(kStart + 6s) == 300 * kJoule);
    const Int128 century = static_cast<Int128>(100) * 365 * 86'400 / 5;
    const Time end = kStart + std::chrono::hours{100 * 365 * 24};
    EXPECT_TRUE(load.import_pj(end) == century * 800 * kJoule);
    EXPECT_TRUE(load.export_pj(end) == century * 300 * kJoule);
}

TEST(Load, EnergyIsTheSumOfPowerOverSmallSteps) {
    const Load load = load_of(five_seconds());
    Int128 import = 0;
    Int128 exported = 0;
    for (Nanoseconds at{}; at < 13s; at += 250ms) {
        const Int128 step = static_cast<Int128>(load.power_mw(kStart + at)) * 250'000'000;
        (step > 0 ? import : exported) += step > 0 ? step : -step;
        EXPECT_TRUE(load.import_pj(kStart + at + 250ms) == import) << at.count();
        EXPECT_TRUE(load.export_pj(kStart + at + 250ms) == exported) << at.count();
    }
}

TEST(Load, RefusesWhatIsNoRecording) {
    EXPECT_THROW(Load{nullptr}, std::invalid_argument);
    EXPECT_THROW(load_of(Recording{}), std::invalid_argument);
    Recording late = five_seconds();
    late.samples.front().at = kStart + 1s;
    EXPECT_THROW(load_of(late), std::invalid_argument);
    Recording disordered = five_seconds();
    disordered.samples[1].at = kStart;
    EXPECT_THROW(load_of(disordered), std::invalid_argument);
    Recording short_one = five_seconds();
    short_one.length = 2s;
    EXPECT_THROW(load_of(short_one), std::invalid_argument);
    Recording unsummed = five_seconds();
    unsummed.import_uj.pop_back();
    EXPECT_THROW(load_of(unsummed), std::invalid_argument);
    Recording decreasing = five_seconds();
    decreasing.import_uj = {5, 0};
    EXPECT_THROW(load_of(decreasing), std::invalid_argument);
}

}  // namespace
}  // namespace bench::mains
