// What meters and oscilloscopes write besides what the readers were made for.

#include <cmath>
#include <cstdio>
#include <fstream>
#include <numbers>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "models/mains/csv.h"
#include "models/mains/dsmr_p1.h"
#include "models/mains/wave_file.h"

namespace bench::mains {
namespace {

using namespace std::chrono_literals;

// Telegrams as their meters sent them, but for the identification. The CRC of the first is that of
// DSMR, the same octets with that of X25 are the second.
constexpr const char* kHead =
    "/ISK5\\X\r\n\r\n0-0:1.0.0(240112120000W)\r\n1-0:1.7.0(00.543*kW)\r\n1-0:2.7.0(00.000*kW)\r\n";
const std::string kVoltage = "1-0:32.7.0(238.2*V)\r\n";

std::string read(const std::string& text, std::int64_t* power_mw = nullptr) {
    Series series{kDsmrPeriod, 0s};
    const auto error = read_dsmr_p1(text, Phase::total, series);
    if (error) {
        return fmt::format("{}:{} {} | {}", error->line, error->column, error->message,
                           error->help);
    }
    const auto recording = std::get<Recording>(std::move(series).finish("test"));
    if (power_mw != nullptr) *power_mw = recording.samples.front().power_mw;
    return "accepted";
}

TEST(P1Dialect, TheCrcOfX25IsNamed) {
    EXPECT_EQ(
        read(kHead + kVoltage + "!84FA\r\n"),
        "7:2 CRC 84FA is that of X25, not that of DSMR | this meter sends another CRC; that of "
        "DSMR for this telegram is 6229");
}

TEST(P1Dialect, ABlankAfterTheCrcAndLowerCaseDoNotCount) {
    EXPECT_EQ(read(kHead + kVoltage + "!6229\r\n"), "accepted");
    EXPECT_EQ(read(kHead + kVoltage + "!6229 \r\n"), "accepted");
    const std::string other =
        "/ISK5\\X\r\n\r\n0-0:1.0.0(240112120000W)\r\n1-0:1.7.0(000000286*W)\r\n"
        "1-0:2.7.0(000000000*W)\r\n1-0:32.7.0(238.2*V)\r\n";
    EXPECT_EQ(read(other + "!2AC0\r\n"), "accepted");
    EXPECT_EQ(read(other + "!2ac0\r\n"), "accepted");
}

TEST(P1Dialect, WattsAreRead) {
    std::int64_t power_mw = 0;
    EXPECT_EQ(read("/ISK5\\X\r\n\r\n0-0:1.0.0(240112120000W)\r\n1-0:1.7.0(000000286*W)\r\n"
                   "1-0:2.7.0(000000000*W)\r\n1-0:32.7.0(238.2*V)\r\n!2AC0\r\n",
                   &power_mw),
              "accepted");
    EXPECT_EQ(power_mw, 286'000);
}

TEST(P1Dialect, TelegramsWithoutVoltageOrCrcAreNamedByTheirVersion) {
    EXPECT_EQ(
        read(std::string{kHead} + "!910A\r\n"),
        "1:1 no 1-0:32.7.0 in this telegram: telegrams of DSMR 2 to 4 have no voltage | choose "
        "a phase that this meter has, or a recording of DSMR 5");
    EXPECT_EQ(
        read(kHead + kVoltage + "!\r\n"),
        "7:2 no CRC after '!': telegrams of DSMR 2 and 3 have none | this reader takes DSMR 4 "
        "and 5; the CRC of this telegram would be 6229");
}

// ---- CSV ----

WaveFileConfig wave_of(const std::string& text) {
    // A file of its own for each test; ctest runs them side by side.
    const auto* info = testing::UnitTest::GetInstance()->current_test_info();
    const std::string path = testing::TempDir() + "dialect_" + info->name() + ".csv";
    std::ofstream{path, std::ios::binary} << text;
    WaveFileConfig config;
    config.path = path;
    config.columns = {{"u", 0, 1}, {"i", 3, 1}};
    config.time_column = "t";
    return config;
}

// Ten cycles at 5 kHz; `stamp` writes the time, `row` a line.
template <typename Row>
std::string file_of(const std::string& header, Row row) {
    std::string text = header;
    for (int n = 0; n < 1'000; ++n) {
        const double sine = std::sin(2 * std::numbers::pi * n / 100);
        text += row(n * 2e-4, 325 * sine, 7 * sine);
    }
    return text;
}

double volts(const std::string& text) {
    const auto result = read_wave_file(wave_of(text));
    if (const auto* error = std::get_if<RecordingError>(&result)) {
        ADD_FAILURE() << error->line << ':' << error->column << ' ' << error->message;
        return 0;
    }
    return std::get<WaveFile>(result).truth().phase[0].voltage_v;
}

std::string refused(const std::string& text) {
    const auto result = read_wave_file(wave_of(text));
    const auto* error = std::get_if<RecordingError>(&result);
    if (error == nullptr) return "read";
    return fmt::format("{}:{} {} | {}", error->line, error->column, error->message, error->help);
}

std::string plain(double t, double u, double i) {
    return fmt::format("{:.6f},{:.3f},{:.3f}\n", t, u, i);
}

TEST(CsvDialect, BlanksQuotesSignsUnitsAndAByteOrderMarkDoNotCount) {
    const double expected = 325 / std::sqrt(2.0);
    EXPECT_NEAR(volts(file_of("t,u,i\n", plain)), expected, 0.05);
    EXPECT_NEAR(volts(file_of("t, u, i\n",
                              [](double t, double u, double i) {
                                  return fmt::format("{:.6f}, {:.3f}, {:.3f}\n", t, u, i);
                              })),
                expected, 0.05);
    EXPECT_NEAR(volts(file_of("t,u,i\n",
                              [](double t, double u, double i) {
                                  return fmt::format("{:+.6E},{:+.3E},{:+.3E}\n", t, u, i);
                              })),
                expected, 0.05);
    EXPECT_NEAR(volts(file_of("\xEF\xBB\xBF\"t\",\"u\",\"i\"\n(s),(V),(A)\n", plain)), expected,
                0.05);
}

TEST(CsvDialect, ATimeColumnInAnotherUnitIsNamed) {
    const auto in_microseconds = [](double t, double u, double i) { return plain(t * 1e6, u, i); };
    EXPECT_EQ(refused(file_of("t,u,i\n", in_microseconds)),
              "2:1 the time column makes a rate of 0.005 Hz | if it is in us, the rate is 5000 Hz: "
              "divide the column by 1000000");
    EXPECT_EQ(refused(file_of("t,u,i\n",
                              [](double t, double u, double i) { return plain(t * 20, u, i); })),
              "2:1 the time column makes a rate of 250 Hz | if it is in ms, the rate is 250000 Hz: "
              "divide the column by 1000");
}

TEST(CsvDialect, ValuesBeyondAnyMeterAreRefusedWithTheirLine) {
    std::string text = file_of("t,u,i\n", plain);
    text.replace(text.find("\n0.000200,"), 10, "\n0.000200,1e308,0\n#");
    EXPECT_EQ(
        refused(text.substr(0, text.find('#'))),
        "3:10 1e308 in column 'u' is more than 20000 V | check the sample, and the unit of the "
        "column");
    text = file_of("t,u,i\n", plain);
    text.replace(text.find("\n0.000200,"), 10, "\n0.000200,999999,0\n#");
    EXPECT_EQ(
        refused(text.substr(0, text.find('#'))),
        "3:10 999999 in column 'u' is more than 20000 V | check the sample, and the unit of the "
        "column");
    text = file_of("t,u,i\n", plain);
    text.replace(text.find("\n0.000200,"), 10, "\n0.000200,0,-100001\n#");
    EXPECT_EQ(
        refused(text.substr(0, text.find('#'))),
        "3:12 -100001 in column 'i' is more than 100000 A | check the sample, and the unit of the "
        "column");
}

// As many spreadsheets write them, and recorders without a header.
TEST(CsvDialect, AnotherSeparatorAndAMissingHeaderAreNamed) {
    const auto separated = [](const char* between) {
        return [between](double t, double u, double i) {
            return fmt::format("{:.6f}{}{:.3f}{}{:.3f}\n", t, between, u, between, i);
        };
    };
    EXPECT_EQ(refused(file_of("t;u;i\n", separated(";"))),
              "1:1 no column 'u' in the header line: its cells are separated by ';' | separate the "
              "cells of the whole file by ',', and write decimals with a point");
    EXPECT_EQ(
        refused(file_of("t\tu\ti\n", separated("\t"))),
        "1:1 no column 'u' in the header line: its cells are separated by tabs | separate the "
        "cells of the whole file by ',', and write decimals with a point");
    EXPECT_EQ(refused(file_of("", plain)),
              "1:1 no column 'u' in the header line: it has numbers only | write a line with the "
              "names of the columns before it");
}

}  // namespace
}  // namespace bench::mains
