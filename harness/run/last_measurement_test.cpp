#include "harness/run/last_measurement.h"

#include <gtest/gtest.h>

namespace bench::run {
namespace {

trace::Measured measured(std::int32_t volts) {
    trace::Measured made;
    made.frequency_mhz = 50'012;
    made.negative_unbalance_ppm = 12'300;
    for (std::int32_t p = 0; p < 3; ++p) {
        made.phase[p].voltage_uv = (volts + p) * 1'000'000;
        made.phase[p].active_mw = -1'500 * (p + 1);
        made.phase[p].current_thd_ppm = 40'000;
    }
    return made;
}

void tell(LastMeasurement& last, std::int32_t said, std::int32_t truth) {
    last.record(trace::make(kStart, 1, trace::MeasurementAccepted{}),
                trace::bytes_of(measured(said)));
    last.record(trace::make(kStart, 1, trace::MeasurementTruth{}),
                trace::bytes_of(measured(truth)));
}

double value(const std::vector<result::Count>& counts, const std::string& name) {
    for (const result::Count& count : counts) {
        if (count.name == name) return count.value;
    }
    ADD_FAILURE() << name;
    return 0;
}

TEST(LastMeasurement, NothingCameNothingIsSaid) {
    LastMeasurement last;
    EXPECT_TRUE(last.counts().empty());
    last.record(trace::make(kStart, 1, trace::MeasurementAccepted{}), trace::bytes_of(measured(1)));
    EXPECT_TRUE(last.counts().empty());  // Not without its truth.
}

TEST(LastMeasurement, TheLastOneStandsBesideItsTruth) {
    LastMeasurement last;
    tell(last, 100, 101);
    tell(last, 228, 230);
    const auto counts = last.counts();
    EXPECT_EQ(counts.size(), 2U * (2 + 3 * 5));
    EXPECT_DOUBLE_EQ(value(counts, "u1"), 228);
    EXPECT_DOUBLE_EQ(value(counts, "true_u1"), 230);
    EXPECT_DOUBLE_EQ(value(counts, "u3"), 230);
    EXPECT_DOUBLE_EQ(value(counts, "p2"), -3);
    EXPECT_DOUBLE_EQ(value(counts, "frequency"), 50.012);
    EXPECT_DOUBLE_EQ(value(counts, "unbalance"), 1.23);
    EXPECT_DOUBLE_EQ(value(counts, "thd_i1"), 4);
    for (std::size_t i = 0; i + 1 < counts.size(); i += 2) {
        EXPECT_EQ(counts[i + 1].name, "true_" + counts[i].name);
        EXPECT_EQ(counts[i + 1].unit, counts[i].unit);
    }
}

}  // namespace
}  // namespace bench::run
