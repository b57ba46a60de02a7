// Steps of a sine at every angle: dates, residuals and detection, from samples.

#include <cmath>
#include <cstdlib>
#include <functional>
#include <numbers>

#include <gtest/gtest.h>

#include "firmware/power_quality/test_feed.h"
#include "firmware/power_quality/voltage_events.h"

namespace meter::power_quality {
namespace {

using enum QualityKind;
using enum QualityStage;

// Mean square of each half cycle of three sines whose factor is that of the sample, in (230 V)^2.
using Factor = std::function<double(std::size_t phase, SampleIndex sample)>;

class Grid {
public:
    explicit Grid(Factor factor) : factor_{std::move(factor)} {}
    HalfCycle next() {
        HalfCycle half{.end = now_ + kHalf};
        for (std::size_t p = 0; p < kPhases; ++p) {
            const double square = mean_square(p);
            half.voltage[p] =
                Microvolts{static_cast<std::int32_t>(230e6 * std::sqrt((square + before_[p]) / 2))};
            before_[p] = square;
        }
        now_ += kHalf;
        return half;
    }

private:
    double mean_square(std::size_t phase) const {
        double sum = 0;
        for (SampleIndex s = now_; s < now_ + kHalf; ++s) {
            const double cycles = (static_cast<double>(s) + 0.5) / (2.0 * kHalf);
            const double turn = cycles - static_cast<double>(phase) / 3.0;
            const double u = factor_(phase, s) * std::sin(2 * std::numbers::pi * turn);
            sum += 2 * u * u;
        }
        return sum / static_cast<double>(kHalf);
    }
    Factor factor_;
    SampleIndex now_ = 0;
    std::array<double, kPhases> before_{1, 1, 1};
};

struct Step {
    SampleIndex from, to;
    double level;
    PhaseMask phases = 1;
    double normal = 1;
};

EventList run(const Step& step) {
    const Config config;
    EventList list;
    VoltageEvents voltage{config, list};
    Grid grid{[&](std::size_t phase, SampleIndex s) {
        const bool low = (step.phases >> phase & 1U) != 0 && s >= step.from && s < step.to;
        return low ? step.level : step.normal;
    }};
    for (SampleIndex end = 0; end < step.to + 8 * kHalf; end += kHalf)
        voltage.half_cycle(grid.next());
    return list;
}

std::int64_t apart(SampleIndex a, SampleIndex b) {
    return std::abs(static_cast<std::int64_t>(a) - static_cast<std::int64_t>(b));
}

// One event of the kind, dated within a half cycle of the step at both ends.
void expect_dated(const EventList& list, QualityKind kind, const Step& step, double residual) {
    const std::vector<QualityEvent> ends = list.of(kind, ended);
    ASSERT_EQ(ends.size(), 1U) << step.from << " to " << step.to << " at " << step.level;
    ASSERT_EQ(list.starts(kind), 1U);
    EXPECT_LE(apart(ends[0].begin, step.from), 80) << step.from << " at " << step.level;
    EXPECT_LE(apart(ends[0].end, step.to), 80) << step.to << " at " << step.level;
    EXPECT_NEAR(ends[0].extreme, residual * 230e6, 0.002 * 230e6);
}

class StepAtEveryAngle : public ::testing::TestWithParam<double> {};

TEST_P(StepAtEveryAngle, IsDatedWithinAHalfCycleWithItsResidual) {
    const double level = GetParam();
    for (SampleIndex angle = 0; angle < 160; angle += 3) {
        const auto phases = static_cast<PhaseMask>(1U << angle / 3 % 3);
        const Step step{800 + angle, 800 + angle + 4 * kHalf + (angle * 7) % 160, level, phases};
        expect_dated(run(step), level > 1 ? swell : dip, step, level);
    }
}

TEST_P(StepAtEveryAngle, IsDatedSoFromAVoltageThatIsNotNominal) {
    const double level = GetParam();
    for (SampleIndex angle = 0; angle < 160; angle += 7) {
        const double normal = level > 1 ? 1.06 : 0.94;
        const Step step{800 + angle, 1'600 + angle * 2, level, 2, normal};
        expect_dated(run(step), level > 1 ? swell : dip, step, level);
    }
}
INSTANTIATE_TEST_SUITE_P(Levels, StepAtEveryAngle,
                         ::testing::Values(0.02, 0.4, 0.7, 0.85, 0.89, 1.12, 1.2, 1.5));

TEST(StepsOfAllPhases, DipAndInterruptionAreBothDatedWithinAHalfCycle) {
    for (SampleIndex angle = 0; angle < 160; angle += 3) {
        const Step step{800 + angle, 800 + angle + 20 * kHalf + (angle * 7) % 160, 0.0, 7};
        const EventList list = run(step);
        expect_dated(list, dip, step, 0.0);
        expect_dated(list, interruption, step, 0.0);
    }
}

// Worst and best time from the step to the value that shows it, in samples.
std::array<SampleIndex, 2> shown_after(double level) {
    std::array<SampleIndex, 2> range{UINT64_MAX, 0};
    for (SampleIndex angle = 0; angle < 80; ++angle) {
        const Step step{800 + angle, 4'000, level};
        const EventList list = run(step);
        const SampleIndex after = list.of(dip, started).at(0).noticed - step.from;
        range[0] = std::min(range[0], after);
        range[1] = std::max(range[1], after);
    }
    return range;
}

// What the half-cycle value itself allows: 13.7 to 23.7 ms for 85 %, 4.5 to 14.5 ms for 40 % if the
// energy of a cycle were spread evenly over it; that it is not costs up to 0.7 ms. The room adds
// nothing: it tells within the call.
TEST(Detection, ComesWithTheFirstValueThatShowsTheDip) {
    const std::array shallow = shown_after(0.85);
    EXPECT_NEAR(static_cast<double>(shallow[0]), 13.7 * 8, 6);
    EXPECT_NEAR(static_cast<double>(shallow[1]), 23.7 * 8, 6);
    const std::array deep = shown_after(0.4);
    EXPECT_NEAR(static_cast<double>(deep[0]), 4.5 * 8, 6);
    EXPECT_NEAR(static_cast<double>(deep[1]), 14.5 * 8, 6);
}

// The value that tells is the first that lies below the threshold: no half cycle is waited for.
TEST(Detection, WaitsForNoFurtherHalfCycle) {
    for (const double level : {0.0, 0.3, 0.6, 0.8, 0.89}) {
        for (SampleIndex angle = 0; angle < 160; angle += 7) {
            const Step step{800 + angle, 8'000, level};
            Grid grid{[&](std::size_t phase, SampleIndex s) {
                return phase == 0 && s >= step.from ? level : 1.0;
            }};
            HalfCycle half = grid.next();
            while (half.voltage[0] >= ppm_of_230(900'000)) half = grid.next();
            EXPECT_EQ(run(step).of(dip, started).at(0).noticed, half.end);
        }
    }
}

TEST(Ramps, AreDatedWhereTheyCross) {
    const Config config;
    EventList list;
    VoltageEvents voltage{config, list};
    // One percent in ten half cycles, down to 80 % and back.
    Grid grid{[](std::size_t, SampleIndex s) {
        const double percent = std::abs(static_cast<double>(s) / (10.0 * kHalf) - 20.0);
        return 0.8 + percent / 100;
    }};
    for (int i = 0; i < 400; ++i) voltage.half_cycle(grid.next());
    const std::vector<QualityEvent> ends = list.of(dip, ended);
    ASSERT_EQ(ends.size(), 1U);
    EXPECT_LE(apart(ends[0].begin, 10 * 10 * kHalf), 80);
    EXPECT_LE(apart(ends[0].end, 32 * 10 * kHalf), 80);
}

}  // namespace
}  // namespace meter::power_quality
