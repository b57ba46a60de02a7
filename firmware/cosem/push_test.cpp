#include "firmware/cosem/push.h"

#include <array>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace meter::cosem {
namespace {

using Buffer = std::vector<std::uint8_t>;

// 2026-11-22T12:15:30.50Z, a Sunday.
constexpr CalendarTime kTime{Duration{1'795'349'730'500'000}};

Message event(Stream stream, std::uint32_t sequence, EventCode code, const AlarmRegisters& alarms) {
    Message message;
    message.id = {stream, sequence};
    message.time = kTime;
    message.event = {code, alarms};
    return message;
}

Message capture(Stream stream, std::uint32_t sequence, std::int64_t power_mw) {
    Message message;
    message.id = {stream, sequence};
    message.time = kTime;
    message.capture = {Energy{0x0102030405}, Energy{7}, Milliwatts{power_mw}, Millivolts{230'199},
                       Milliamperes{5'321}};
    return message;
}

Buffer written(const Message& message) {
    Buffer out(kNotificationMax);
    const Result<std::size_t> size = write_data_notification(message, out);
    EXPECT_TRUE(size.ok());
    out.resize(size.value_or(0));
    return out;
}

// The four notifications octet by octet, written by hand from the wire format.
TEST(DataNotification, OfAnAlarm) {
    const Buffer expected{0x0F, 0xC0, 0x00, 0x00, 0x05, 0x00,              //
                          0x02, 0x07,                                      //
                          0x09, 0x06, 0x00, 0x03, 0x19, 0x09, 0x00, 0xFF,  //
                          0x09, 0x0C, 0x07, 0xEA, 0x0B, 0x16, 0x07, 0x0C,
                          0x0F, 0x1E, 0x32, 0x00, 0x00, 0x00,  //
                          0x06, 0x00, 0x00, 0x00, 0x05,        //
                          0x11, 0x2C,                          //
                          0x06, 0x00, 0x00, 0x20, 0x00,        //
                          0x06, 0x00, 0x00, 0x00, 0x00,        //
                          0x06, 0x00, 0x00, 0x00, 0x00};
    EXPECT_EQ(written(event(Stream::alarms, 5, EventCode::meter_cover_removed,
                            {kAlarm1FraudAttempt, 0, 0})),
              expected);
}

TEST(DataNotification, OfAnEvent) {
    const Buffer expected{0x0F, 0x40, 0x3F, 0xFF, 0xFF, 0x00,              //
                          0x02, 0x07,                                      //
                          0x09, 0x06, 0x00, 0x01, 0x19, 0x09, 0x00, 0xFF,  //
                          0x09, 0x0C, 0x07, 0xEA, 0x0B, 0x16, 0x07, 0x0C,
                          0x0F, 0x1E, 0x32, 0x00, 0x00, 0x00,  //
                          0x06, 0xFF, 0xFF, 0xFF, 0xFF,        //
                          0x11, 0x02,                          //
                          0x06, 0x00, 0x00, 0x00, 0x04,        //
                          0x06, 0x00, 0x00, 0x00, 0x02,        //
                          0x06, 0x00, 0x00, 0x00, 0x01};
    EXPECT_EQ(written(event(Stream::events, 0xFFFFFFFF, EventCode::power_returned, {4, 2, 1})),
              expected);
}

TEST(DataNotification, OfAReadingThatImports) {
    const Buffer expected{0x0F, 0x40, 0x5E, 0xE0, 0x1F, 0x00,              //
                          0x02, 0x09,                                      //
                          0x09, 0x06, 0x00, 0x00, 0x19, 0x09, 0x00, 0xFF,  //
                          0x09, 0x0C, 0x07, 0xEA, 0x0B, 0x16, 0x07, 0x0C, 0x0F,
                          0x1E, 0x32, 0x00, 0x00, 0x00,                          //
                          0x06, 0x00, 0x1E, 0xE0, 0x1F,                          //
                          0x15, 0x00, 0x00, 0x00, 0x01, 0x02, 0x03, 0x04, 0x05,  //
                          0x15, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x07,  //
                          0x06, 0x00, 0x00, 0x04, 0xD2,                          //
                          0x06, 0x00, 0x00, 0x00, 0x00,                          //
                          0x12, 0x08, 0xFD,                                      //
                          0x06, 0x00, 0x00, 0x14, 0xC9};
    EXPECT_EQ(written(capture(Stream::readings, 0x001EE01F, 1'234'999)), expected);
    EXPECT_EQ(expected.size(), kOwedNotificationMax);
}

TEST(DataNotification, OfAProfileThatExports) {
    const Buffer expected{0x0F, 0x40, 0x60, 0x00, 0x01, 0x00,              //
                          0x02, 0x09,                                      //
                          0x09, 0x06, 0x00, 0x02, 0x19, 0x09, 0x00, 0xFF,  //
                          0x09, 0x0C, 0x07, 0xEA, 0x0B, 0x16, 0x07, 0x0C, 0x0F,
                          0x1E, 0x32, 0x00, 0x00, 0x00,                          //
                          0x06, 0x00, 0x20, 0x00, 0x01,                          //
                          0x15, 0x00, 0x00, 0x00, 0x01, 0x02, 0x03, 0x04, 0x05,  //
                          0x15, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x07,  //
                          0x06, 0x00, 0x00, 0x00, 0x00,                          //
                          0x06, 0x00, 0x00, 0x04, 0xD2,                          //
                          0x12, 0x08, 0xFD,                                      //
                          0x06, 0x00, 0x00, 0x14, 0xC9};
    EXPECT_EQ(written(capture(Stream::profiles, 0x00200001, -1'234'999)), expected);
}

TEST(DataNotification, OfAPageOfBulk) {
    Message page;
    page.id = {Stream::bulk, 9};
    page.time = kTime;
    Buffer out(kNotificationMax);
    const Result<std::size_t> size = write_data_notification(page, out, {.bulk_octets = 3});
    ASSERT_TRUE(size.ok());
    out.resize(size.value());
    const Buffer expected{0x0F, 0x40, 0x80, 0x00, 0x09, 0x00,              //
                          0x02, 0x04,                                      //
                          0x09, 0x06, 0x00, 0x04, 0x19, 0x09, 0x00, 0xFF,  //
                          0x09, 0x0C, 0x07, 0xEA, 0x0B, 0x16, 0x07, 0x0C,
                          0x0F, 0x1E, 0x32, 0x00, 0x00, 0x00,  //
                          0x06, 0x00, 0x00, 0x00, 0x09,        //
                          0x09, 0x03, 0x17, 0x18, 0x19};       // 9 x 31 = 0x117
    EXPECT_EQ(out, expected);
    Buffer whole(kNotificationMax);
    EXPECT_EQ(write_data_notification(page, whole, {.bulk_octets = kBulkMax}).value_or(0),
              kNotificationMax);
    EXPECT_EQ(write_data_notification(page, whole, {.bulk_octets = kBulkMax + 1}).error(),
              Error::range);
}

TEST(DataNotification, NeedsItsRoomToTheOctet) {
    std::array<std::uint8_t, kOwedNotificationMax> out{};
    const Message message = capture(Stream::readings, 1, 0);
    for (std::size_t room = 0; room < kOwedNotificationMax; ++room) {
        EXPECT_EQ(write_data_notification(message, std::span{out}.first(room)).error(),
                  Error::full);
    }
    EXPECT_EQ(write_data_notification(message, out).value_or(0), kOwedNotificationMax);
}

TEST(DataNotification, RefusesValuesTheWireCannotCarry) {
    std::array<std::uint8_t, kNotificationMax> out{};
    const auto refused = [&](auto change) {
        Message message = capture(Stream::readings, 1, 0);
        change(message);
        const Result<std::size_t> size = write_data_notification(message, out);
        return !size.ok() && size.error() == Error::range;
    };
    EXPECT_TRUE(refused([](Message& m) { m.capture.import = Energy{-1}; }));
    EXPECT_TRUE(refused([](Message& m) { m.capture.export_ = Energy{INT64_MIN}; }));
    EXPECT_TRUE(refused([](Message& m) { m.capture.power = Milliwatts{INT64_MIN}; }));
    EXPECT_TRUE(refused([](Message& m) { m.capture.power = Milliwatts{4'294'967'296'000}; }));
    EXPECT_TRUE(refused([](Message& m) { m.capture.voltage = Millivolts{6'553'600}; }));
    EXPECT_TRUE(refused([](Message& m) { m.capture.voltage = Millivolts{-1}; }));
    EXPECT_TRUE(refused([](Message& m) { m.capture.current = Milliamperes{-1}; }));
    EXPECT_TRUE(refused([](Message& m) { m.time = CalendarTime{Duration{-1}}; }));
    EXPECT_FALSE(refused([](Message& m) { m.capture.power = Milliwatts{-4'294'967'295'999}; }));
    EXPECT_FALSE(refused([](Message& m) { m.capture.voltage = Millivolts{6'553'599}; }));
    EXPECT_FALSE(refused([](Message& m) { m.capture.current = Milliamperes{INT32_MAX}; }));
}

TEST(LongInvokeId, HoldsStreamAndLowSequenceAndMarksAlarmsUrgent) {
    EXPECT_EQ(long_invoke_id({Stream::alarms, 1}), 0xC0000001U);
    EXPECT_EQ(long_invoke_id({Stream::events, 1}), 0x40200001U);
    EXPECT_EQ(long_invoke_id({Stream::readings, 0x00200003}), 0x40400003U);
    EXPECT_EQ(long_invoke_id({Stream::profiles, 0xFFFFFFFF}), 0x407FFFFFU);
    EXPECT_EQ(message_of(0x407FFFFF).value_or({}), (MessageId{Stream::profiles, 0x1FFFFF}));
}

TEST(Confirm, NamesTheMessageItAcknowledges) {
    constexpr std::array<std::uint8_t, 6> kAlarm{0x10, 0xC0, 0x00, 0x00, 0x05, 0x00};
    constexpr std::array<std::uint8_t, 6> kReading{0x10, 0x40, 0x5E, 0xE0, 0x1F, 0x00};
    EXPECT_EQ(read_confirm(kAlarm).value_or({}), (MessageId{Stream::alarms, 5}));
    EXPECT_EQ(read_confirm(kReading).value_or({}), (MessageId{Stream::readings, 0x1EE01F}));
}

TEST(Confirm, IsRefusedUnlessEveryOctetIsRight) {
    const std::array<Buffer, 10> bad{{
        {},
        {0x10, 0xC0, 0x00, 0x00, 0x05},
        {0x10, 0xC0, 0x00, 0x00, 0x05, 0x00, 0x00},
        {0x0F, 0xC0, 0x00, 0x00, 0x05, 0x00},
        {0x10, 0xC0, 0x00, 0x00, 0x05, 0x0C},
        {0x10, 0x40, 0x00, 0x00, 0x05, 0x00},  // An alarm of low priority.
        {0x10, 0xC0, 0x20, 0x00, 0x05, 0x00},  // An event of high priority.
        {0x10, 0x80, 0x00, 0x00, 0x05, 0x00},  // Not confirmed.
        {0x10, 0x40, 0xA0, 0x00, 0x05, 0x00},  // No such stream.
        {0x10, 0x41, 0x20, 0x00, 0x05, 0x00},  // A reserved bit.
    }};
    for (const Buffer& apdu : bad) EXPECT_EQ(read_confirm(apdu).error(), Error::malformed);
}

TEST(Confirm, OfAHundredThousandMutatedOnesOnlyWellFormedOnesPass) {
    std::mt19937 random{16};
    int accepted = 0;
    for (int i = 0; i < 100'000; ++i) {
        Buffer apdu{0x10, 0x40, 0x5E, 0xE0, 0x1F, 0x00};
        for (auto n = 1 + random() % 3; n > 0; --n) {
            apdu[random() % 6] ^= static_cast<std::uint8_t>(1U << (random() % 8));
        }
        if (random() % 4 == 0) apdu.resize(random() % 9);
        const Result<MessageId> id = read_confirm(apdu);
        if (!id) continue;
        ++accepted;
        Buffer again{0x10};
        for (const unsigned shift : {24U, 16U, 8U, 0U}) {
            again.push_back(static_cast<std::uint8_t>(long_invoke_id(id.value()) >> shift));
        }
        again.push_back(0);
        ASSERT_EQ(apdu, again);
    }
    EXPECT_GT(accepted, 10'000);
}

}  // namespace
}  // namespace meter::cosem
