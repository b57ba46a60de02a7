#include "firmware/cosem/axdr.h"

#include <array>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace meter::cosem {
namespace {

constexpr std::array<std::uint8_t, 3> kName{0xAA, 0xBB, 0xCC};
// Structure of one of each type, by IEC 61334-6 and the Green Book's table of Data tags.
constexpr std::array<std::uint8_t, 26> kEncoded{
    0x02, 0x05, 0x09, 0x03, 0xAA, 0xBB, 0xCC, 0x11, 0x7F, 0x12, 0x12, 0x34, 0x06,
    0xDE, 0xAD, 0xBE, 0xEF, 0x15, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08};

TEST(Axdr, WritesTagAndValueMostSignificantOctetFirst) {
    std::array<std::uint8_t, 26> out{};
    AxdrWriter writer{out};
    writer.structure(5);
    writer.octet_string(kName);
    writer.u8(0x7F);
    writer.u16(0x1234);
    writer.u32(0xDEADBEEF);
    writer.u64(0x0102030405060708);
    EXPECT_TRUE(writer.ok());
    EXPECT_EQ(writer.size(), 26U);
    EXPECT_EQ(out, kEncoded);
}

TEST(Axdr, FailsOnceItRanOver) {
    std::array<std::uint8_t, 4> out{};
    AxdrWriter writer{out};
    writer.u32(1);
    EXPECT_FALSE(writer.ok());
}

// The shortest form of the length: one octet up to 127, 81 nn to 255, 82 nnnn from there.
TEST(Axdr, LongOctetStrings) {
    std::array<std::uint8_t, 300> octets{};
    const std::array<std::array<std::size_t, 2>, 4> sizes{
        {{127, 129}, {128, 131}, {255, 258}, {256, 260}}};
    for (const auto& [size, whole] : sizes) {
        std::array<std::uint8_t, 400> out{};
        AxdrWriter writer{out};
        writer.octet_string(Bytes{octets}.first(size));
        ASSERT_TRUE(writer.ok());
        EXPECT_EQ(writer.size(), whole);
        EXPECT_EQ(out[1], size < 128 ? size : size < 256 ? 0x81U : 0x82U);
    }
}

TEST(Axdr, ReadsBackWhatWasWritten) {
    AxdrReader reader{kEncoded};
    reader.structure(5);
    const Bytes name = reader.octet_string(3);
    EXPECT_EQ(std::vector<std::uint8_t>(name.begin(), name.end()),
              std::vector<std::uint8_t>(kName.begin(), kName.end()));
    EXPECT_EQ(reader.u8(), 0x7F);
    EXPECT_EQ(reader.u16(), 0x1234);
    EXPECT_EQ(reader.u32(), 0xDEADBEEFU);
    EXPECT_FALSE(reader.finished());
    EXPECT_EQ(reader.u64(), 0x0102030405060708U);
    EXPECT_TRUE(reader.finished());
}

TEST(Axdr, TakesNothingButWhatItExpects) {
    AxdrReader type{kEncoded};
    EXPECT_EQ(type.u32(), 0U);
    EXPECT_FALSE(type.ok());
    AxdrReader count{kEncoded};
    count.structure(4);
    EXPECT_FALSE(count.ok());
    AxdrReader length{Bytes{kEncoded}.subspan(2)};
    EXPECT_TRUE(length.octet_string(2).empty());
    EXPECT_FALSE(length.ok());
    AxdrReader cut{Bytes{kEncoded}.subspan(17, 8)};
    EXPECT_EQ(cut.u64(), 0U);
    EXPECT_FALSE(cut.ok());
}

TEST(Axdr, StaysInBoundsOnAHundredThousandRandomInputs) {
    std::mt19937 random{6};
    int finished = 0;
    for (int i = 0; i < 100'000; ++i) {
        std::vector<std::uint8_t> in(random() % 30);
        for (std::uint8_t& octet : in) octet = static_cast<std::uint8_t>(random() % 8 * 3);
        AxdrReader reader{in};
        reader.structure(2);
        ASSERT_LE(reader.octet_string(3).size(), 3U);
        const std::uint32_t value = reader.u32();
        ASSERT_TRUE(reader.ok() || value == 0);
        if (reader.finished()) ++finished;
    }
    EXPECT_LT(finished, 100);
}

}  // namespace
}  // namespace meter::cosem
