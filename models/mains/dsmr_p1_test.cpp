#include "models/mains/dsmr_p1.h"

#include <string>

#include <gtest/gtest.h>

namespace bench::mains {
namespace {

using namespace std::chrono_literals;

// The DSMR CRC, written a second time (bit by bit over the polynomial 0x8005, most significant bit
// first, of reflected octets) so that the reader's own is not judged by itself.
std::string crc_of(const std::string& text) {
    std::uint32_t crc = 0;
    for (const char c : text) {
        for (unsigned bit = 0; bit < 8; ++bit) {
            const std::uint32_t in = static_cast<unsigned char>(c) >> bit & 1U;
            const std::uint32_t top = crc >> 15U & 1U;
            crc = (crc << 1U & 0xFFFFU) ^ (top != in ? 0x8005U : 0U);
        }
    }
    std::string hex(4, '0');
    for (unsigned bit = 0; bit < 16; ++bit) {
        if ((crc >> bit & 1U) == 0) continue;
        const unsigned reflected = 15U - bit;
        char& digit = hex[3U - reflected / 4U];
        const unsigned value = static_cast<unsigned>(digit <= '9' ? digit - '0' : digit - 'A' + 10);
        digit = "0123456789ABCDEF"[value | 1U << reflected % 4U];
    }
    return hex;
}

// A telegram as sent, from its lines between the identification and '!'.
std::string telegram(const std::string& lines) {
    const std::string body = "/TST5\r\n\r\n" + lines + "!";
    return body + crc_of(body) + "\r\n";
}

std::string lines_at(const std::string& time, const std::string& import = "00.378*kW",
                     const std::string& exported = "00.000*kW") {
    return "0-0:1.0.0(" + time + ")\r\n1-0:1.7.0(" + import + ")\r\n1-0:2.7.0(" + exported +
           ")\r\n1-0:32.7.0(237.1*V)\r\n1-0:72.7.0(236.1*V)\r\n1-0:61.7.0(00.322*kW)\r\n1-0:62.7.0("
           "01.000*kW)\r\n";
}

std::string without_cr(std::string text) {
    std::erase(text, '\r');
    return text;
}

Recording read(const std::string& text, Phase phase = Phase::total, Nanoseconds hold = 0s) {
    Series series{kDsmrPeriod, hold};
    const auto error = read_dsmr_p1(text, phase, series);
    EXPECT_FALSE(error) << error->line << ':' << error->column << ' ' << error->message;
    auto result = std::move(series).finish("test");
    return std::get<Recording>(std::move(result));
}

// "line:column message | help" of the error that this text is.
std::string refusal(const std::string& text, Phase phase = Phase::total) {
    Series series{kDsmrPeriod, 0s};
    const auto error = read_dsmr_p1(text, phase, series);
    if (!error) return "accepted";
    return std::to_string(error->line) + ":" + std::to_string(error->column) + " " +
           error->message + " | " + error->help;
}

const std::string kHelp = " | the recording is damaged here: record again, or remove the telegram";

TEST(DsmrP1, TheTestsOwnCrcIsTheOneOfTheCatalogue) {
    EXPECT_EQ(crc_of("123456789"), "BB3D");  // CRC-16/ARC
}

TEST(DsmrP1, CarriageReturnsMayBeThereOrLost) {
    const std::string text =
        telegram(lines_at("190324150519W")) + telegram(lines_at("190324150520W"));
    for (const std::string& form : {text, without_cr(text)}) {
        const Recording recording = read(form);
        ASSERT_EQ(recording.samples.size(), 2U);
        EXPECT_EQ(recording.samples[0].power_mw, 378'000);
        EXPECT_EQ(recording.samples[0].voltage_mv, 237'100);
        EXPECT_EQ(recording.samples[0].current_ma, 1594);
        EXPECT_EQ(recording.samples[1].at, kStart + 1s);
        EXPECT_EQ(recording.length, 2s);
    }
}

TEST(DsmrP1, APhaseIsItsImportLessItsExportAtItsVoltage) {
    const Recording recording = read(telegram(lines_at("190324150519W")), Phase::l3);
    EXPECT_EQ(recording.samples[0].power_mw, -678'000);
    EXPECT_EQ(recording.samples[0].voltage_mv, 236'100);
    EXPECT_EQ(recording.samples[0].current_ma, 2871);  // 678 W / 236.1 V = 2.8717 A
}

TEST(DsmrP1, SummerTimeEndsWithoutAGap) {
    const Recording recording =
        read(telegram(lines_at("251026025959S")) + telegram(lines_at("251026020000W")));
    EXPECT_EQ(recording.samples[1].at, kStart + 1s);
}

TEST(DsmrP1, TheRestOfATelegramAtTheStartIsSkipped) {
    EXPECT_EQ(read("52.7.0(235.2*V)\n!0000\n" + telegram(lines_at("190324150519W"))).samples.size(),
              1U);
}

TEST(DsmrP1, AWrongCrcIsAnError) {
    std::string text = without_cr(telegram(lines_at("190324150519W")));
    const std::string right = text.substr(text.find('!') + 1, 4);
    text.replace(text.find("378"), 3, "379");
    const std::string other = refusal(text);
    EXPECT_EQ(other.substr(0, 40), "10:2 CRC " + right + ", but the telegram's octets");
    EXPECT_TRUE(other.ends_with(kHelp)) << other;
    text.replace(text.find('!') + 1, 4, "12g4");
    EXPECT_EQ(refusal(text), "10:2 '12g4' is no CRC | expected: four digits 0-9 A-F");
}

TEST(DsmrP1, ATelegramCutOffIsAnError) {
    const std::string whole = without_cr(telegram(lines_at("190324150519W")));
    const std::string cut = whole.substr(0, whole.find('!'));
    EXPECT_EQ(refusal(whole + cut), "11:1 telegram cut off: no line with its CRC follows" + kHelp);
    EXPECT_EQ(refusal(whole + cut + whole),
              "11:1 telegram cut off: no line with its CRC follows" + kHelp);
    EXPECT_EQ(refusal(whole + "noise\n" + whole), "11:1 text between two telegrams" + kHelp);
}

TEST(DsmrP1, AMissingObjectIsAnError) {
    EXPECT_EQ(refusal(telegram("0-0:1.0.0(190324150519W)\r\n")),
              "1:1 no 1-0:1.7.0 in this telegram | choose a phase that this meter has");
    EXPECT_EQ(refusal(telegram(lines_at("190324150519W")), Phase::l2),
              "1:1 no 1-0:41.7.0 in this telegram | choose a phase that this meter has");
}

TEST(DsmrP1, AValueThatIsNoNumberIsAnError) {
    EXPECT_EQ(
        refusal(telegram(lines_at("190324150519W", "00.37x*kW"))),
        "4:11 '00.37x*kW)' is no value of 1-0:1.7.0 | expected: digits with a point, then *kW)");
    EXPECT_EQ(
        refusal(telegram(lines_at("190324150519W", "00.378*kW", "00.000*W"))),
        "5:11 '00.000*W)' is no value of 1-0:2.7.0 | expected: digits with a point, then *kW)");
    EXPECT_EQ(refusal(telegram(lines_at("190231150519W"))),
              "3:11 '190231150519W' is no time | expected: YYMMDDhhmmssW or ...S");
    EXPECT_EQ(refusal(telegram(lines_at("190324150519"))),
              "3:11 '190324150519' is no time | expected: YYMMDDhhmmssW or ...S");
}

TEST(DsmrP1, ErrorsOfTimePointAtTheTime) {
    const std::string first = telegram(lines_at("190324150519W"));
    EXPECT_EQ(refusal(first + telegram(lines_at("190324150518W"))),
              "13:11 time goes back by 1 s from the sample before | "
              "remove or reorder what is not in the order of time");
    EXPECT_EQ(
        refusal(first + telegram(lines_at("190324150521W"))),
        "13:11 gap of 2 s between this sample and the one before | declare it: gaps: hold <= 2 s");
}

}  // namespace
}  // namespace bench::mains
