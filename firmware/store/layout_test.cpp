#include "firmware/store/layout.h"

#include <gtest/gtest.h>

namespace meter::store {
namespace {

Message reading() {
    Message message;
    message.id = {Stream::readings, 0x01D58A77};
    message.time = CalendarTime{Duration{1760000000000000}};
    message.capture = {Energy{123456789012}, Energy{-1}, Milliwatts{-2500000}, Millivolts{230100},
                       Milliamperes{10869}};
    return message;
}

TEST(Layout, ACaptureComesBackWhole) {
    const Message message = reading();
    const MessageRecord record = encode_message(message);
    EXPECT_TRUE(owed(record));
    const auto back = decode_message(record);
    ASSERT_TRUE(back.has_value());
    EXPECT_EQ(back->id, message.id);
    EXPECT_EQ(back->time, message.time);
    EXPECT_EQ(back->capture.import, message.capture.import);
    EXPECT_EQ(back->capture.export_, message.capture.export_);
    EXPECT_EQ(back->capture.power, message.capture.power);
    EXPECT_EQ(back->capture.voltage, message.capture.voltage);
    EXPECT_EQ(back->capture.current, message.capture.current);
}

TEST(Layout, AnEventComesBackWhole) {
    Message message;
    message.id = {Stream::alarms, 42};
    message.event = {EventCode::last_gasp, {1, 0x80000000U, kAlarm3LastGasp}};
    const auto back = decode_message(encode_message(message));
    ASSERT_TRUE(back.has_value());
    EXPECT_EQ(back->event.code, EventCode::last_gasp);
    EXPECT_EQ(back->event.alarms, message.event.alarms);
}

TEST(Layout, EveryFlippedBitOfARecordIsSeenButThoseOfItsState) {
    const MessageRecord record = encode_message(reading());
    for (std::size_t bit = 0; bit < 60 * 8; ++bit) {
        MessageRecord flipped = record;
        flipped[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
        EXPECT_FALSE(decode_message(flipped).has_value()) << bit;
    }
    MessageRecord marked = record;
    marked[kStateAt] = 0;
    EXPECT_FALSE(owed(marked));
    EXPECT_TRUE(decode_message(marked).has_value());
}

TEST(Layout, ErasedAndClearedBytesAreNothing) {
    for (const std::uint8_t fill : {std::uint8_t{0x00}, std::uint8_t{0xFF}}) {
        MessageRecord record{};
        record.fill(fill);
        EXPECT_FALSE(decode_message(record).has_value());
        SmallRecord small{};
        small.fill(fill);
        EXPECT_FALSE(decode_lease(small).has_value());
        EXPECT_FALSE(decode_header(SectorKind::messages, small).has_value());
    }
}

TEST(Layout, HeadersAndLeasesComeBackAndDoNotPassForEachOther) {
    const SmallRecord header = encode_header(SectorKind::leases, 7);
    EXPECT_EQ(decode_header(SectorKind::leases, header), 7U);
    EXPECT_FALSE(decode_header(SectorKind::messages, header).has_value());
    EXPECT_FALSE(decode_lease(header).has_value());
    const auto lease = decode_lease(encode_lease({1, 0xFFFFFFFFU}));
    ASSERT_TRUE(lease.has_value());
    EXPECT_EQ(lease->lease, 1);
    EXPECT_EQ(lease->ceiling, 0xFFFFFFFFU);
}

}  // namespace
}  // namespace meter::store
