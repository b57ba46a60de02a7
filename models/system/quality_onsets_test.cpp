#include "models/system/quality_onsets.h"

#include <gtest/gtest.h>

namespace bench::system {
namespace {

using mains::EventKind;
using mains::GridEvent;
using meter::EventCode;
using meter::Stream;
using namespace std::chrono_literals;

constexpr Nanoseconds kHalf = 10ms;

GridEvent event(EventKind kind, std::uint8_t phases, double residual, Nanoseconds length) {
    GridEvent made;
    made.kind = kind;
    made.phases = phases;
    made.residual = residual;
    made.start = kStart + 1003ms;  // Nowhere near a zero crossing.
    made.length = length;
    return made;
}

struct Onsets {
    std::vector<QualityOnset> start;
    std::vector<QualityOnset> end;
};

Onsets onsets(const GridEvent& what) {
    const mains::Grid grid{{}, {}, {what}};
    return {onsets_at_start(grid, what, {}), onsets_at_end(grid, what, {})};
}

std::vector<int> codes(const std::vector<QualityOnset>& list) {
    std::vector<int> made;
    for (const QualityOnset& onset : list) made.push_back(static_cast<int>(onset.code));
    return made;
}

int code(EventCode first, int phase = 0) { return static_cast<int>(first) + phase; }

void expect_within(const std::vector<QualityOnset>& list, Nanoseconds least, Nanoseconds most) {
    for (const QualityOnset& onset : list) {
        EXPECT_GE(onset.qualification, least);
        EXPECT_LE(onset.qualification, most);
    }
}

// One-cycle values refreshed each half cycle: a step of the RMS below 0.9 takes at most a cycle
// and the wait for the next zero crossing.
TEST(QualityOnsets, ADipTo40IsASagOfEachPhase) {
    const Onsets seen = onsets(event(EventKind::dip, mains::kAllPhases, 0.4, 200ms));
    EXPECT_EQ(codes(seen.start),
              (std::vector<int>{code(EventCode::voltage_sag_l1), code(EventCode::voltage_sag_l1, 1),
                                code(EventCode::voltage_sag_l1, 2)}));
    for (const QualityOnset& onset : seen.start) EXPECT_EQ(onset.stream, Stream::alarms);
    expect_within(seen.start, 1ns, 3 * kHalf);
    EXPECT_TRUE(seen.end.empty());  // The end of a dip has no code.
}

TEST(QualityOnsets, ADipOfOnePhaseIsOneSag) {
    const Onsets seen = onsets(event(EventKind::dip, mains::kL2, 0.4, 200ms));
    EXPECT_EQ(codes(seen.start), std::vector<int>{code(EventCode::voltage_sag_l1, 1)});
}

// To 85 % the one-cycle value is below 90 % only when most of the cycle lies within.
TEST(QualityOnsets, AShallowDipQualifiesLaterThanADeepOne) {
    const Onsets deep = onsets(event(EventKind::dip, mains::kL1, 0.4, 200ms));
    const Onsets shallow = onsets(event(EventKind::dip, mains::kL1, 0.85, 200ms));
    ASSERT_EQ(deep.start.size(), 1U);
    ASSERT_EQ(shallow.start.size(), 1U);
    EXPECT_GT(shallow.start[0].qualification, deep.start[0].qualification);
    EXPECT_LE(shallow.start[0].qualification, 3 * kHalf);
}

TEST(QualityOnsets, WhatStaysAboveTheThresholdIsNoDip) {
    EXPECT_TRUE(onsets(event(EventKind::dip, mains::kAllPhases, 0.91, 200ms)).start.empty());
    // A quarter cycle at 85 %: no one-cycle value falls below 90 %.
    EXPECT_TRUE(onsets(event(EventKind::dip, mains::kAllPhases, 0.85, 5ms)).start.empty());
}

TEST(QualityOnsets, ASwellIsAnAlarmOfItsPhases) {
    const Onsets seen = onsets(event(EventKind::swell, mains::kL1 | mains::kL3, 1.2, 200ms));
    EXPECT_EQ(codes(seen.start), (std::vector<int>{code(EventCode::voltage_swell_l1),
                                                   code(EventCode::voltage_swell_l1, 2)}));
    expect_within(seen.start, 1ns, 3 * kHalf);
    EXPECT_TRUE(onsets(event(EventKind::swell, mains::kL1, 1.09, 200ms)).start.empty());
}

TEST(QualityOnsets, APhaseLostForLongerThanTheDebounceIsASagAndAnOutage) {
    const Onsets seen = onsets(event(EventKind::phase_loss, mains::kL2, 0, 3s));
    ASSERT_EQ(codes(seen.start), (std::vector<int>{code(EventCode::voltage_sag_l1, 1),
                                                   code(EventCode::phase_outage_l1, 1)}));
    EXPECT_LE(seen.start[0].qualification, 3 * kHalf);
    EXPECT_GT(seen.start[1].qualification, 1s);
    EXPECT_LE(seen.start[1].qualification, 1s + 4 * kHalf);
    ASSERT_EQ(codes(seen.end), std::vector<int>{code(EventCode::phase_returned_l1, 1)});
    EXPECT_EQ(seen.end[0].stream, Stream::events);
    expect_within(seen.end, 1s, 1s + 4 * kHalf);
}

TEST(QualityOnsets, APhaseLostForLessIsASagOnly) {
    const Onsets seen = onsets(event(EventKind::phase_loss, mains::kL2, 0, 900ms));
    EXPECT_EQ(codes(seen.start), std::vector<int>{code(EventCode::voltage_sag_l1, 1)});
    EXPECT_TRUE(seen.end.empty());
}

TEST(QualityOnsets, AnInterruptionIsAnOutageOfAllPhasesAtOnce) {
    const Onsets seen = onsets(event(EventKind::interruption, mains::kAllPhases, 0, 500ms));
    EXPECT_EQ(codes(seen.start),
              (std::vector<int>{
                  code(EventCode::voltage_sag_l1), code(EventCode::phase_outage_l1),
                  code(EventCode::voltage_sag_l1, 1), code(EventCode::phase_outage_l1, 1),
                  code(EventCode::voltage_sag_l1, 2), code(EventCode::phase_outage_l1, 2)}));
    expect_within(seen.start, 1ns, 4 * kHalf);  // Not debounced.
    EXPECT_EQ(codes(seen.end), (std::vector<int>{code(EventCode::phase_returned_l1),
                                                 code(EventCode::phase_returned_l1, 1),
                                                 code(EventCode::phase_returned_l1, 2)}));
    expect_within(seen.end, 1ns, 3 * kHalf);
}

// All three outages are known with the same half cycle: the last phase to fall decides.
TEST(QualityOnsets, TheLastPhaseToFallDecidesAnInterruption) {
    const Onsets seen = onsets(event(EventKind::interruption, mains::kAllPhases, 0, 500ms));
    ASSERT_EQ(seen.start.size(), 6U);
    EXPECT_EQ(seen.start[1].qualification, seen.start[3].qualification);
    EXPECT_EQ(seen.start[1].qualification, seen.start[5].qualification);
}

TEST(QualityOnsets, APhaseSwapIsOfNoHalfCycle) {
    GridEvent swap = event(EventKind::phase_swap, mains::kL2 | mains::kL3, 0, 10s);
    const Onsets seen = onsets(swap);
    EXPECT_TRUE(seen.start.empty());
    EXPECT_TRUE(seen.end.empty());
}

}  // namespace
}  // namespace bench::system
