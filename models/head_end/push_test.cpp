#include "models/head_end/push.h"

#include <gtest/gtest.h>

#include "models/head_end/date_time.h"
#include "models/head_end/test_push.h"

namespace bench::head_end {
namespace {

// A unary plus copies: the fields of a record are packed, and a reference to one may be misaligned.

TEST(Push, AReadingHasAllItsValues) {
    const PushResult result = parse_push(test::capture_push(2, test::kReadingSequence));
    ASSERT_TRUE(result.push);
    const trace::Acceptance& values = result.push->values;
    EXPECT_EQ(+values.sequence, 1'234'567U);
    EXPECT_EQ(+values.stream, 2);
    EXPECT_EQ(+values.event_code, 0);
    EXPECT_EQ(+values.calendar_us, test::kReadingTimeUs);
    EXPECT_EQ(+values.import_cwh, 123'456'789);
    EXPECT_EQ(+values.export_cwh, 42);
    EXPECT_EQ(+values.power_w, -2345);
    EXPECT_EQ(+values.voltage_dv, 2301);
    EXPECT_EQ(+values.current_ma, 10'195);
    EXPECT_EQ(result.push->invoke_id_and_priority, 0x4052D687U);
    EXPECT_TRUE(result.push->wants_confirmation);
}

TEST(Push, EachPushSetupIsItsStream) {
    EXPECT_EQ(+parse_push(test::event_push(0, 1, 44)).push->values.stream, 0);
    EXPECT_EQ(+parse_push(test::event_push(1, 1, 44)).push->values.stream, 1);
    EXPECT_EQ(+parse_push(test::capture_push(2, 1)).push->values.stream, 2);
    EXPECT_EQ(+parse_push(test::capture_push(3, 1)).push->values.stream, 3);
}

TEST(Push, AnAlarmHasItsCodeAndRegisters) {
    const PushResult result = parse_push(test::event_push(0, 77, 44));
    ASSERT_TRUE(result.push);
    EXPECT_EQ(result.push->invoke_id_and_priority, 0xC000004DU);
    EXPECT_EQ(+result.push->values.sequence, 77U);
    EXPECT_EQ(+result.push->values.event_code, 44);
    EXPECT_EQ(+result.push->values.alarm_register_1, 0x2000U);
    EXPECT_EQ(+result.push->values.alarm_register_2, 5U);
    EXPECT_EQ(+result.push->values.alarm_register_3, 1U);
}

// The same page as the firmware's test writes, by hand; and with one octet that no page has.
TEST(Push, APageOfBulkIsTakenIfItIsWhole) {
    Octets page = test::from_hex(
        "0f4080000900020409060004190900ff090c07ea0b16070c0f1e32000000"
        "06000000090903171819");
    const PushResult result = parse_push(page);
    ASSERT_TRUE(result.push);
    EXPECT_EQ(+result.push->values.stream, 4);
    EXPECT_EQ(+result.push->values.sequence, 9U);
    page.back() = 0x1A;
    EXPECT_FALSE(parse_push(page).push);
    page.pop_back();
    EXPECT_FALSE(parse_push(page).push);
}

TEST(Push, EveryTruncationAndExtensionIsMalformed) {
    for (Octets plain : {test::capture_push(2, 9), test::event_push(1, 9, 45)}) {
        for (std::size_t size = 0; size < plain.size(); ++size) {
            const PushResult result = parse_push(View{plain}.first(size));
            EXPECT_FALSE(result.push) << size;
            EXPECT_EQ(result.why_not, NotAPush::malformed) << size;
        }
        plain.push_back(0);
        EXPECT_FALSE(parse_push(plain).push);
    }
}

TEST(Push, EveryTagAndCountIsChecked) {
    const Octets reading = test::capture_push(2, 9);
    // Structure, its count, and the tags and lengths of its fields, from the body's start.
    for (const std::size_t at : {0U, 1U, 2U, 3U, 10U, 11U, 24U, 29U, 38U, 47U, 52U, 57U, 60U}) {
        Octets bad = reading;
        ++bad[6 + at];
        EXPECT_FALSE(parse_push(bad).push) << at;
    }
}

TEST(Push, ImportAndExportPowerAtOnceAreMalformed) {
    Octets both = test::capture_push(2, 9);
    both[6 + 48 + 3] = 1;
    EXPECT_FALSE(parse_push(both).push);
}

TEST(Push, AnotherApduIsNotAPush) {
    const PushResult result = parse_push(test::from_hex("C0010000080000010000FF0200"));
    EXPECT_FALSE(result.push);
    EXPECT_EQ(result.why_not, NotAPush::other_apdu);
}

TEST(Push, AConfirmationHasTheInvokeIdAndNoDateTime) {
    Octets made;
    append_confirmation(0x4052D687U, made);
    EXPECT_EQ(made, test::from_hex("104052d68700"));
}

struct Case {
    const char* hex;  // COSEM date-time.
    std::int64_t us;
};

TEST(DateTime, KnownInstants) {  // From `date -u -d ... +%s`.
    const Case cases[] = {{"07B2010104000000000000"
                           "00",
                           0},
                          {"07EA0B16070A0F00000000"
                           "00",
                           1'795'342'500'000'000},
                          {"07E8021D04173B3B63000000", 1'709'251'199'990'000},
                          {"0835020F020C000032000000", 4'137'912'000'500'000}};
    for (const Case& item : cases) {
        const Octets octets = test::from_hex(item.hex);
        const auto us = calendar_us(octets);
        ASSERT_TRUE(us) << item.hex;
        EXPECT_EQ(*us, item.us) << item.hex;
    }
}

TEST(DateTime, WhatIsNoInstantInUtcIsRefused) {
    for (const char* hex : {"07EA021D070A0F0000000000",     // 29 February 2026
                            "07EA0B16060A0F0000000000",     // A Sunday called Saturday
                            "07EA0B1607180F0000000000",     // 24 h
                            "07EA0B16070A3C0000000000",     // 60 min
                            "07EA0B16070A0F3C00000000",     // 60 s
                            "07EA0B16070A0F0064000000",     // 100 hundredths
                            "07EA0B16070A0FFF00000000",     // Second not specified
                            "07EA0B16070A0F0000800000",     // Deviation not specified
                            "07EA0B16070A0F0000003C00",     // An hour off UTC
                            "07EA0B16070A0F0000000001"}) {  // Clock invalid
        EXPECT_FALSE(calendar_us(test::from_hex(hex))) << hex;
    }
}

}  // namespace
}  // namespace bench::head_end
