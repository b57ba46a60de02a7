#include "models/mains/uci_household.h"

#include <string>

#include <gtest/gtest.h>

namespace bench::mains {
namespace {

using namespace std::chrono_literals;

const std::string kHeader =
    "Date;Time;Global_active_power;Global_reactive_power;Voltage;Global_intensity;"
    "Sub_metering_1;Sub_metering_2;Sub_metering_3";
const std::string kFirst = "1/2/2007;23:59:00;0.326;0.128;243.150;1.400;0.000;0.000;0.000\n";

std::string refusal(const std::string& rows, Nanoseconds hold = 0s, Phase phase = Phase::total) {
    Series series{kUciPeriod, hold};
    const auto error = read_uci_household(kHeader + "\r\n" + rows, phase, series);
    if (!error) return "accepted";
    return std::to_string(error->line) + ":" + std::to_string(error->column) + " " +
           error->message + " | " + error->help;
}

TEST(UciHousehold, ARowIsASampleInMilliUnits) {
    Series series{kUciPeriod, 0s};
    const std::string second = "2/2/2007;00:00:00;7.482;0.1;233.05;30.6;0.000;0.000;0.000\r\n";
    ASSERT_FALSE(read_uci_household(kHeader + "\n" + kFirst + second, Phase::l1, series));
    const auto result = std::move(series).finish("test");
    const auto& recording = std::get<Recording>(result);
    ASSERT_EQ(recording.samples.size(), 2U);
    EXPECT_EQ(recording.samples[0].power_mw, 326'000);
    EXPECT_EQ(recording.samples[0].voltage_mv, 243'150);
    EXPECT_EQ(recording.samples[0].current_ma, 1400);
    EXPECT_EQ(recording.samples[1].at, kStart + 1min);  // Over midnight.
    EXPECT_EQ(recording.samples[1].power_mw, 7'482'000);
    EXPECT_EQ(recording.length, 2min);
}

TEST(UciHousehold, AQuestionMarkIsAGap) {
    const std::string rows = kFirst + "2/2/2007;00:00:00;?;?;?;?;?;?;\n" +
                             "2/2/2007;00:01:00;0.326;0.128;243.150;1.400;0.000;0.000;0.000\n";
    EXPECT_EQ(refusal(rows, 2min), "accepted");
    EXPECT_EQ(refusal(rows, 119s),
              "4:1 gap of 120 s between this sample and the one before | declare it: gaps: hold <= "
              "120 s");
}

TEST(UciHousehold, WhatCannotBeReadIsAnError) {
    EXPECT_EQ(refusal("1/2/2007;23:59:00;0.326\n"),
              "2:1 3 columns instead of 9 | expected: " + kHeader);
    EXPECT_EQ(refusal("29/2/2007;23:59:00;1;1;1;1;1;1;1\n"),
              "2:1 '29/2/2007' cannot be read | expected: d/m/yyyy");
    EXPECT_EQ(refusal("1/2/2007;23:59;1;1;1;1;1;1;1\n"),
              "2:10 '23:59' cannot be read | expected: hh:mm:ss");
    EXPECT_EQ(refusal("1/2/2007;23:59:00;0,326;1;1;1;1;1;1\n"),
              "2:19 '0,326' cannot be read | expected: kW, digits with a point, or ?");
    EXPECT_EQ(refusal("1/2/2007;23:59:00;0.326;1;-1;1;1;1;1\n"),
              "2:27 '-1' cannot be read | expected: V, digits with a point, or ?");
    EXPECT_EQ(refusal("1/2/2007;23:59:00;0.326;1;230;;1;1;1\n"),
              "2:31 '' cannot be read | expected: A, digits with a point, or ?");
    EXPECT_EQ(refusal(kFirst + kFirst),
              "3:1 the sample before has the same time: the meter's clock stands, or a sample "
              "came twice | remove one of the two, or record again with a clock that runs");
}

TEST(UciHousehold, HeaderAndPhaseMustBeTheRecordings) {
    Series series{kUciPeriod, 0s};
    const auto error = read_uci_household("Date,Time\n", Phase::total, series);
    ASSERT_TRUE(error);
    EXPECT_EQ(error->message, "not the header of a uci_household recording");
    EXPECT_EQ(error->help, "expected: " + kHeader);
    EXPECT_EQ(error->line, 1);
    EXPECT_EQ(refusal(kFirst, 0s, Phase::l2),
              "0:0 this recording has one phase only | choose phase: total");
}

}  // namespace
}  // namespace bench::mains
