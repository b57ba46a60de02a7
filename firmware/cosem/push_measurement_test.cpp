#include "firmware/cosem/push_measurement.h"

#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "firmware/cosem/push.h"

namespace meter::cosem {
namespace {

using Buffer = std::vector<std::uint8_t>;

// 2026-11-22T12:15:30.50Z, a Sunday.
constexpr CalendarTime kTime{Duration{1'795'349'730'500'000}};

Message message(Stream stream) {
    Message made;
    made.id = {stream, 5};
    made.time = kTime;
    return made;
}

PhasorSet phasors() {
    PhasorSet set;
    set.frequency = Millihertz{49'987};
    set.voltage = {Microvolts{230'129'999}, Microvolts{229'870'000}, Microvolts{0}};
    set.current = {Microamperes{5'000'199}, Microamperes{99}, Microamperes{100'000'000}};
    set.voltage_angle = {Millidegrees{0}, Millidegrees{-120'009}, Millidegrees{119'990}};
    set.current_angle = {Millidegrees{-30'000}, Millidegrees{180'000}, Millidegrees{-179'990}};
    return set;
}

Window window() {
    Window made;
    made.frequency = Millihertz{50'010};
    made.negative_unbalance = PartsPerMillion{1'234};
    made.zero_unbalance = PartsPerMillion{567};
    made.neutral = Microamperes{89'000};
    for (std::size_t p = 0; p < kPhases; ++p) {
        PhaseWindow& phase = made.phase[p];
        phase.voltage = Microvolts{230'000'000};
        phase.current = Microamperes{5'000'000};
        phase.active = Milliwatts{-1'000'000};
        phase.reactive = Millivars{-2};
        phase.apparent = MillivoltAmperes{1'150'000};
        phase.voltage_angle = Millidegrees{-120'000};
        phase.current_angle = Millidegrees{150'000};
        phase.voltage_thd = PartsPerMillion{30'000};
        phase.current_thd = PartsPerMillion{40'000};
        phase.voltage_harmonics[0] = Microvolts{230'000'000};
        phase.voltage_harmonics[4] = Microvolts{2'300'000};
        phase.current_harmonics[49] = Microamperes{50'000};
    }
    return made;
}

Result<std::size_t> size_of(Stream stream, const Unowed& unowed) {
    Buffer out(kNotificationMax);
    return write_data_notification(message(stream), out, unowed);
}

Buffer written(Stream stream, const Unowed& unowed) {
    Buffer out(kNotificationMax);
    const Result<std::size_t> size = write_data_notification(message(stream), out, unowed);
    EXPECT_TRUE(size.ok());
    out.resize(size.value_or(0));
    return out;
}

// By hand from the wire format.
TEST(PushMeasurement, PhasorsOctetByOctet) {
    const Buffer expected{0x0F, 0x00, 0xA0, 0x00, 0x05, 0x00,              //
                          0x02, 0x04,                                      //
                          0x09, 0x06, 0x00, 0x05, 0x19, 0x09, 0x00, 0xFF,  //
                          0x09, 0x0C, 0x07, 0xEA, 0x0B, 0x16, 0x07, 0x0C,
                          0x0F, 0x1E, 0x32, 0x00, 0x00, 0x00,   //
                          0x06, 0x00, 0x00, 0x00, 0x05,         //
                          0x09, 0x21, 0xC3, 0x43, 0x01,         // 49.987 Hz, flagged
                          0x59, 0xE4, 0x00, 0x00,               // 230.12 V, 0.00 deg
                          0x00, 0x00, 0xC3, 0x51, 0xF4, 0x48,   // 5.0001 A, -30.00 deg
                          0x59, 0xCB, 0xD1, 0x20,               // 229.87 V, -120.00 deg
                          0x00, 0x00, 0x00, 0x00, 0x46, 0x50,   // 0 A, 180.00 deg
                          0x00, 0x00, 0x2E, 0xDF,               // 0 V, 119.99 deg
                          0x00, 0x0F, 0x42, 0x40, 0xB9, 0xB1};  // 100 A, -179.99 deg
    PhasorSet set = phasors();
    set.flagged = true;
    const Buffer made = written(Stream::phasors, {.phasors = &set});
    EXPECT_EQ(made, expected);
    EXPECT_EQ(made.size(), kPhasorsNotification);
}

TEST(PushMeasurement, PhasorsBeyondTheWireAreRefused) {
    const auto refused = [](auto change) {
        PhasorSet set = phasors();
        change(set);
        return size_of(Stream::phasors, {.phasors = &set}).error() == Error::range;
    };
    EXPECT_TRUE(refused([](PhasorSet& s) { s.frequency = Millihertz{65'536}; }));
    EXPECT_TRUE(refused([](PhasorSet& s) { s.frequency = Millihertz{-1}; }));
    EXPECT_TRUE(refused([](PhasorSet& s) { s.voltage[2] = Microvolts{655'360'000}; }));
    EXPECT_TRUE(refused([](PhasorSet& s) { s.voltage[0] = Microvolts{-10'000}; }));
    EXPECT_TRUE(refused([](PhasorSet& s) { s.current[1] = Microamperes{-100}; }));
    EXPECT_TRUE(refused([](PhasorSet& s) { s.voltage_angle[1] = Millidegrees{327'680}; }));
    EXPECT_TRUE(refused([](PhasorSet& s) { s.current_angle[1] = Millidegrees{-327'690}; }));
}

TEST(PushMeasurement, PhasorsAtTheEndsOfTheWireAreTaken) {
    PhasorSet set = phasors();
    set.frequency = Millihertz{65'535};
    set.voltage[0] = Microvolts{655'359'999};
    set.current[0] = Microamperes{std::numeric_limits<std::int32_t>::max()};
    EXPECT_TRUE(size_of(Stream::phasors, {.phasors = &set}).ok());
}

void put(Buffer& out, std::uint8_t tag, std::uint64_t value, int octets) {
    out.push_back(tag);
    while (octets-- > 0) out.push_back(static_cast<std::uint8_t>(value >> (8 * octets)));
}

void put_harmonics(Buffer& out, std::size_t first, unsigned parts) {
    put(out, 0x09, 100, 1);
    Buffer values(100);
    values[2 * first] = static_cast<std::uint8_t>(parts >> 8U);
    values[2 * first + 1] = static_cast<std::uint8_t>(parts);
    out.insert(out.end(), values.begin(), values.end());
}

// What follows the sequence in window()'s notification, from the description of the wire.
Buffer quality_values() {
    Buffer out;
    for (const unsigned value : {50'010U, 1'234U, 567U, 89'000U}) put(out, 0x06, value, 4);
    put(out, 0x11, 3, 1);
    put(out, 0x01, 3, 1);
    for (int phase = 0; phase < 3; ++phase) {
        put(out, 0x02, 11, 1);
        put(out, 0x06, 230'000'000, 4);
        put(out, 0x06, 5'000'000, 4);
        put(out, 0x05, 0xFFF0'BDC0, 4);  // -1 000 000
        put(out, 0x05, 0xFFFF'FFFE, 4);
        put(out, 0x06, 1'150'000, 4);
        put(out, 0x05, 0xFFFE'2B40, 4);  // -120 000
        put(out, 0x05, 150'000, 4);
        put(out, 0x06, 30'000, 4);
        put(out, 0x06, 40'000, 4);
        put_harmonics(out, 0, 50'000);
        out[out.size() - 100 + 8] = 500 >> 8U;  // The fifth: 1 %.
        out[out.size() - 100 + 9] = 500 & 0xFFU;
        put_harmonics(out, 49, 500);
    }
    return out;
}

TEST(PushMeasurement, PowerQualityOctetByOctet) {
    Window made = window();
    made.flagged = true;
    made.order = PhaseOrder::l1_l3_l2;
    const Buffer out = written(Stream::power_quality, {.quality = &made});
    ASSERT_EQ(out.size(), kQualityNotification);
    ASSERT_EQ(out.size(), 812U);
    const Buffer head{0x0F, 0x00, 0xC0, 0x00, 0x05, 0x00, 0x02, 0x09,
                      0x09, 0x06, 0x00, 0x06, 0x19, 0x09, 0x00, 0xFF};
    EXPECT_EQ(Buffer(out.begin(), out.begin() + 16), head);
    EXPECT_EQ(Buffer(out.begin() + 35, out.end()), quality_values());
}

TEST(PushMeasurement, FlagsOfPowerQualityAreTheirOwnBits) {
    constexpr std::size_t kFlags = 35 + 4 * 5 + 1;
    Window made = window();
    EXPECT_EQ(written(Stream::power_quality, {.quality = &made})[kFlags], 0);
    made.flagged = true;
    EXPECT_EQ(written(Stream::power_quality, {.quality = &made})[kFlags], 1);
    made.flagged = false;
    made.order = PhaseOrder::l1_l3_l2;
    EXPECT_EQ(written(Stream::power_quality, {.quality = &made})[kFlags], 2);
    made.order = PhaseOrder::l1_l2_l3;
    EXPECT_EQ(written(Stream::power_quality, {.quality = &made})[kFlags], 0);
}

TEST(PushMeasurement, PowerQualityBeyondTheWireIsRefused) {
    const auto refused = [](auto change) {
        Window made = window();
        change(made);
        return size_of(Stream::power_quality, {.quality = &made}).error() == Error::range;
    };
    EXPECT_TRUE(refused([](Window& w) { w.frequency = Millihertz{-1}; }));
    EXPECT_TRUE(refused([](Window& w) { w.negative_unbalance = PartsPerMillion{-1}; }));
    EXPECT_TRUE(refused([](Window& w) { w.neutral = Microamperes{-1}; }));
    EXPECT_TRUE(refused([](Window& w) { w.phase[2].voltage = Microvolts{-1}; }));
    EXPECT_TRUE(refused([](Window& w) { w.phase[1].current = Microamperes{-1}; }));
    EXPECT_TRUE(refused([](Window& w) { w.phase[0].active = Milliwatts{2'147'483'648}; }));
    EXPECT_TRUE(refused([](Window& w) { w.phase[0].reactive = Millivars{-2'147'483'649}; }));
    EXPECT_TRUE(refused([](Window& w) { w.phase[0].apparent = MillivoltAmperes{-1}; }));
    EXPECT_TRUE(refused([](Window& w) { w.phase[0].current_thd = PartsPerMillion{-1}; }));
}

// Shares above 131 % of the RMS value do not fit two octets; of a dead phase there are none.
TEST(PushMeasurement, HarmonicsAreHeldAtTheEndsOfTheirScale) {
    Window made = window();
    made.phase[0].voltage_harmonics[1] = Microvolts{400'000'000};
    made.phase[0].voltage_harmonics[2] = Microvolts{-5};
    made.phase[0].current = Microamperes{0};
    made.phase[0].current_harmonics[0] = Microamperes{7};
    const Buffer out = written(Stream::power_quality, {.quality = &made});
    constexpr std::size_t kVoltage = 35 + 4 * 5 + 2 + 2 + 2 + 9 * 5 + 2;
    constexpr std::size_t kCurrent = kVoltage + 102;
    EXPECT_EQ(out[kVoltage + 2], 0xFF);
    EXPECT_EQ(out[kVoltage + 3], 0xFF);
    EXPECT_EQ(out[kVoltage + 4] + out[kVoltage + 5], 0);
    EXPECT_EQ(out[kCurrent] + out[kCurrent + 1], 0);
}

TEST(PushMeasurement, NothingToSayIsRefusedAndSoIsTooLittleRoom) {
    EXPECT_EQ(size_of(Stream::phasors, {}).error(), Error::range);
    EXPECT_EQ(size_of(Stream::power_quality, {}).error(), Error::range);
    const Window made = window();
    Buffer tight(kQualityNotification - 1);
    EXPECT_EQ(
        write_data_notification(message(Stream::power_quality), tight, {.quality = &made}).error(),
        Error::full);
}

TEST(PushMeasurement, MeasurementsAskForNoConfirmation) {
    EXPECT_EQ(long_invoke_id({Stream::phasors, 5}) >> 30U, 0U);
    EXPECT_EQ(long_invoke_id({Stream::power_quality, 5}) >> 30U, 0U);
    EXPECT_FALSE(message_of(long_invoke_id({Stream::phasors, 5}) | 1U << 30U).ok());
}

}  // namespace
}  // namespace meter::cosem
