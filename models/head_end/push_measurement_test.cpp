// The head end's reader beside the firmware's writer, which share nothing but the wire.
#include "models/head_end/push_measurement.h"

#include <gtest/gtest.h>

#include "firmware/cosem/push.h"
#include "models/head_end/push.h"

namespace bench::head_end {
namespace {

// 2026-11-22T12:15:30.50Z
constexpr std::int64_t kCalendarUs = 1'795'349'730'500'000;
constexpr std::uint32_t kSequence = 0x0030'0007;  // More than the invoke id carries.

Octets written(meter::Stream stream, const meter::cosem::Unowed& unowed) {
    meter::Message message;
    message.id = {stream, kSequence};
    message.time = meter::CalendarTime{meter::Duration{kCalendarUs}};
    Octets out(meter::cosem::kNotificationMax);
    const auto size = meter::cosem::write_data_notification(message, out, unowed);
    EXPECT_TRUE(size.ok());
    out.resize(size.value_or(0));
    return out;
}

// Every value of every phase differs, so that none can stand in another's place.
meter::Window window() {
    meter::Window made;
    made.frequency = meter::Millihertz{49'875};
    made.negative_unbalance = meter::PartsPerMillion{2'001};
    made.zero_unbalance = meter::PartsPerMillion{3'002};
    made.neutral = meter::Microamperes{4'003};
    made.order = meter::PhaseOrder::l1_l3_l2;
    for (int p = 0; p < 3; ++p) {
        meter::PhaseWindow& phase = made.phase[static_cast<std::size_t>(p)];
        phase.voltage = meter::Microvolts{230'000'000 + p};
        phase.current = meter::Microamperes{5'000'000 + 10 * p};
        phase.active = meter::Milliwatts{-1'100'000 - p};
        phase.reactive = meter::Millivars{-200'000 + p};
        phase.apparent = meter::MillivoltAmperes{1'150'000 + p};
        phase.voltage_angle = meter::Millidegrees{-120'000 * p};
        phase.current_angle = meter::Millidegrees{30'000 - p};
        phase.voltage_thd = meter::PartsPerMillion{31'000 + p};
        phase.current_thd = meter::PartsPerMillion{41'000 + p};
        for (int order = 0; order < 50; ++order) {
            const auto at = static_cast<std::size_t>(order);
            phase.voltage_harmonics[at] = meter::Microvolts{10'000'000 / (order + 1) + p};
            phase.current_harmonics[at] = meter::Microamperes{1'000'000 / (order + 1) + p};
        }
    }
    return made;
}

Octets quality_push() {
    const meter::Window made = window();
    return written(meter::Stream::power_quality, {.quality = &made});
}

Octets phasor_push() {
    meter::PhasorSet set;
    set.frequency = meter::Millihertz{50'001};
    set.voltage[0] = meter::Microvolts{231'456'789};
    set.current[0] = meter::Microamperes{12'345'678};
    set.voltage[1] = meter::Microvolts{100'000'000};
    set.current[1] = meter::Microamperes{1};
    return written(meter::Stream::phasors, {.phasors = &set});
}

void expect_phase(const trace::MeasuredPhase& read, const meter::PhaseWindow& made) {
    EXPECT_EQ(+read.voltage_uv, made.voltage.count());
    EXPECT_EQ(+read.current_ua, made.current.count());
    EXPECT_EQ(+read.active_mw, made.active.count());
    EXPECT_EQ(+read.reactive_mvar, made.reactive.count());
    EXPECT_EQ(+read.apparent_mva, made.apparent.count());
    EXPECT_EQ(+read.voltage_angle_mdeg, made.voltage_angle.count());
    EXPECT_EQ(+read.current_angle_mdeg, made.current_angle.count());
    EXPECT_EQ(+read.voltage_thd_ppm, made.voltage_thd.count());
    EXPECT_EQ(+read.current_thd_ppm, made.current_thd.count());
    for (std::size_t order = 0; order < 50; ++order) {
        // To the wire's resolution, a 50 000th of the RMS value.
        EXPECT_NEAR(read.voltage_harmonics_uv[order], made.voltage_harmonics[order].count(), 4'601);
        EXPECT_NEAR(read.current_harmonics_ua[order], made.current_harmonics[order].count(), 101);
    }
}

TEST(PushMeasurement, PowerQualityComesBackAsItWasWritten) {
    const PushResult result = parse_push(quality_push());
    ASSERT_TRUE(result.push);
    ASSERT_TRUE(result.push->measured);
    EXPECT_EQ(+result.push->values.stream, 6);
    EXPECT_EQ(+result.push->values.sequence, kSequence);
    EXPECT_FALSE(result.push->wants_confirmation);
    const trace::Measured& measured = *result.push->measured;
    EXPECT_EQ(measured.calendar_us, kCalendarUs);
    EXPECT_EQ(measured.frequency_mhz, 49'875);
    EXPECT_EQ(measured.negative_unbalance_ppm, 2'001);
    EXPECT_EQ(measured.zero_unbalance_ppm, 3'002);
    EXPECT_EQ(measured.neutral_ua, 4'003);
    EXPECT_EQ(measured.flagged, 0U);
    EXPECT_EQ(measured.reversed_order, 1U);
    const meter::Window made = window();
    for (std::size_t p = 0; p < 3; ++p) expect_phase(measured.phase[p], made.phase[p]);
}

TEST(PushMeasurement, FlagAndOrderAreTwoBits) {
    meter::Window made = window();
    made.flagged = true;
    made.order = meter::PhaseOrder::l1_l2_l3;
    const PushResult result = parse_push(written(meter::Stream::power_quality, {.quality = &made}));
    ASSERT_TRUE(result.push && result.push->measured);
    EXPECT_EQ(result.push->measured->flagged, 1U);
    EXPECT_EQ(result.push->measured->reversed_order, 0U);
}

TEST(PushMeasurement, PhasorsGiveVoltageAndCurrentOfTheFirstPhase) {
    const PushResult result = parse_push(phasor_push());
    ASSERT_TRUE(result.push);
    EXPECT_EQ(+result.push->values.stream, 5);
    EXPECT_EQ(+result.push->values.voltage_dv, 2'314);
    EXPECT_EQ(+result.push->values.current_ma, 12'345);
    EXPECT_FALSE(result.push->measured);
    EXPECT_FALSE(result.push->wants_confirmation);
}

TEST(PushMeasurement, PhasorsWithoutAFrequencyAreMalformed) {
    Octets push = phasor_push();
    push[37] = push[38] = 0;
    EXPECT_FALSE(parse_push(push).push);
}

TEST(PushMeasurement, EveryTruncationAndExtensionIsMalformed) {
    for (Octets push : {phasor_push(), quality_push()}) {
        for (std::size_t size = 0; size < push.size(); ++size) {
            const PushResult result = parse_push(View{push}.first(size));
            ASSERT_FALSE(result.push) << size;
            ASSERT_EQ(result.why_not, NotAPush::malformed) << size;
        }
        push.push_back(0);
        EXPECT_FALSE(parse_push(push).push);
    }
}

// Where a tag, a count or a length stands in a power-quality push.
std::vector<std::size_t> shape_of_quality() {
    std::vector<std::size_t> at{6, 7, 8, 9, 16, 17, 30, 35, 40, 45, 50, 55, 57, 58};
    for (std::size_t phase = 59; phase < 59 + 3 * 251; phase += 251) {
        at.insert(at.end(), {phase, phase + 1});
        for (std::size_t field = 0; field < 9; ++field) at.push_back(phase + 2 + 5 * field);
        at.insert(at.end(), {phase + 47, phase + 48, phase + 149, phase + 150});
    }
    return at;
}

TEST(PushMeasurement, EveryWrongTagCountAndLengthIsMalformed) {
    const Octets quality = quality_push();
    for (const std::size_t at : shape_of_quality()) {
        for (const int by : {1, -1, 0x80}) {
            Octets bad = quality;
            bad.at(at) = static_cast<std::uint8_t>(bad.at(at) + by);
            EXPECT_FALSE(parse_push(bad).push) << at << " by " << by;
        }
    }
    const Octets phasors = phasor_push();
    for (const std::size_t at : {6U, 7U, 8U, 9U, 16U, 17U, 30U, 35U, 36U}) {
        Octets bad = phasors;
        ++bad.at(at);
        EXPECT_FALSE(parse_push(bad).push) << at;
    }
}

TEST(PushMeasurement, ValuesThatNoMeterHasAreMalformed) {
    const Octets quality = quality_push();
    // The most significant octets of frequency, neutral current, and of L2's voltage and THD.
    for (const std::size_t at : {36U, 51U, 59U + 251 + 3, 59U + 251 + 2 + 36}) {
        Octets bad = quality;
        bad.at(at) = 0x80;
        EXPECT_FALSE(parse_push(bad).push) << at;
    }
    // A power may be negative.
    Octets exported = quality;
    exported.at(59 + 2 + 11) = 0x80;
    EXPECT_TRUE(parse_push(exported).push);
}

}  // namespace
}  // namespace bench::head_end
