#include "models/mains/series.h"

#include <gtest/gtest.h>

namespace bench::mains {
namespace {

using namespace std::chrono_literals;

constexpr Place kPlace{7, 3};

std::string refusal(Series& series, const Reading& reading) {
    const auto error = series.add(reading, kPlace);
    if (!error) return "accepted";
    EXPECT_EQ(error->line, 7);
    EXPECT_EQ(error->column, 3);
    return error->message + " | " + error->help;
}

TEST(Series, SumsImportAndExportApart) {
    Series series{1s, 5s};
    EXPECT_EQ(refusal(series, {100, 500'000, 230'000, 0}), "accepted");
    EXPECT_EQ(refusal(series, {101, -200'000, 230'000, 0}), "accepted");
    EXPECT_EQ(refusal(series, {104, 0, 230'000, 0}), "accepted");
    const auto result = std::move(series).finish("x.txt");
    const auto& recording = std::get<Recording>(result);
    // 500 W for 1 s is 500 J; the unit is mW ns * 1e6, a microjoule.
    EXPECT_EQ(recording.import_uj, (std::vector<std::int64_t>{0, 500'000'000, 500'000'000}));
    EXPECT_EQ(recording.export_uj, (std::vector<std::int64_t>{0, 0, 600'000'000}));
    EXPECT_EQ(recording.length, 5s);
    EXPECT_EQ(recording.samples[2].at, kStart + 4s);
    EXPECT_EQ(recording.file, "x.txt");
}

TEST(Series, TheLastSampleLastsAsLongAsTheOthersUsuallyDo) {
    Series slow{60s, 30min};
    for (int i = 0; i < 4; ++i)
        EXPECT_EQ(refusal(slow, {i * 1800, 1'000'000, 230'000, 0}), "accepted");
    const auto half_hours = std::move(slow).finish("x.txt");
    EXPECT_EQ(std::get<Recording>(half_hours).length, 2h);
    Series one{60s, 0s};
    EXPECT_EQ(refusal(one, {0, 0, 230'000, 0}), "accepted");
    EXPECT_EQ(std::get<Recording>(std::move(one).finish("x.txt")).length, 60s);
}

TEST(Series, ValuesThatNoMeterSeesAreRefused) {
    Series series{1s, 0s};
    EXPECT_EQ(refusal(series, {100, -100'000'000'000, 1'000'000, 100'000'000}), "accepted");
    EXPECT_EQ(refusal(series, {101, 0, 230'000, 100'001'000}),
              "100001 A in the sample of this time; a meter has at most 100 kA | the recording is "
              "damaged here: remove the sample");
    EXPECT_EQ(refusal(series, {101, -100'000'001'000, 230'000, 0}),
              "-100000001 W in the sample of this time; a meter has at most 100 MW | the recording "
              "is damaged here: remove the sample");
    EXPECT_EQ(refusal(series, {101, 0, 999'999'000, 0}),
              "999999 V in the sample of this time; a meter has at most 1 000 V | the recording is "
              "damaged here: remove the sample");
}

TEST(Series, AGapLongerThanDeclaredIsAnError) {
    Series series{1s, 5s};
    EXPECT_EQ(refusal(series, {100, 0, 0, 0}), "accepted");
    EXPECT_EQ(refusal(series, {105, 0, 0, 0}), "accepted");
    EXPECT_EQ(refusal(series, {111, 0, 0, 0}),
              "gap of 6 s between this sample and the one before | declare it: gaps: hold <= 6 s");
}

TEST(Series, TimeMustGoForward) {
    Series series{1s, 0s};
    EXPECT_EQ(refusal(series, {100, 0, 0, 0}), "accepted");
    EXPECT_EQ(refusal(series, {100, 0, 0, 0}),
              "the sample before has the same time: the meter's clock stands, or a sample "
              "came twice | remove one of the two, or record again with a clock that runs");
    EXPECT_EQ(refusal(series, {97, 0, 0, 0}),
              "time goes back by 3 s from the sample before | remove or reorder what is not in the "
              "order of time");
    EXPECT_EQ(refusal(series, {-60'000'000'000, 0, 0, 0}).substr(0, 36),
              "time goes back by 60000000100 s from");
}

TEST(Series, WhatWouldNotFitIntegersIsAnError) {
    Series endless{1s, 5s};
    EXPECT_EQ(refusal(endless, {0, 0, 0, 0}), "accepted");
    EXPECT_EQ(refusal(endless, {4'000'000'000, 0, 0, 0}),
              "a recording of more than 95 years | check the time of this sample");

    Series mighty{10h, 0s};  // 100 MW; 2^63 microjoules are 2.56 GWh.
    EXPECT_EQ(refusal(mighty, {0, 100'000'000'000, 0, 0}), "accepted");
    EXPECT_EQ(refusal(mighty, {36'000, 100'000'000'000, 0, 0}), "accepted");
    EXPECT_EQ(refusal(mighty, {72'000, 100'000'000'000, 0, 0}), "accepted");
    EXPECT_EQ(refusal(mighty, {108'000, 100'000'000'000, 0, 0}),
              "more than 2.5 GWh up to this sample | this is not the load of one meter");
}

TEST(Series, WithoutASampleThereIsNoRecording) {
    const auto result = Series{1s, 0s}.finish("x.txt");
    const auto& error = std::get<RecordingError>(result);
    EXPECT_EQ(error.message, "no sample in x.txt");
    EXPECT_EQ(error.help, "check that this is the right reader");
    EXPECT_EQ(error.line, 0);
}

TEST(Series, CurrentIsPowerOverVoltage) {
    EXPECT_EQ(current_of(378'000, 237'100), 1594);  // 378 W / 237.1 V = 1.5943 A
    EXPECT_EQ(current_of(-378'000, 237'100), 1594);
    EXPECT_EQ(current_of(378'000, 0), 0);
    EXPECT_EQ(current_of(999'999'999'999, 1), INT32_MAX);
}

}  // namespace
}  // namespace bench::mains
