#include "models/afe/sample_wire.h"

#include <string>

#include <gtest/gtest.h>

namespace bench::afe {
namespace {

std::uint16_t crc_of(const std::string& text) {
    return crc16({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

TEST(SampleWire, CrcIsCcittFalse) {
    EXPECT_EQ(crc_of("123456789"), 0x29B1);
    EXPECT_EQ(crc_of(""), 0xFFFF);
    EXPECT_EQ(crc_of("A"), 0xB915);
}

TEST(SampleWire, CrcOfEveryLengthIsThatOfTheBitByBitDefinition) {
    std::string text;
    for (int length = 0; length < 40; ++length) {
        unsigned crc = 0xFFFF;
        for (const char c : text) {
            crc ^= static_cast<unsigned>(static_cast<unsigned char>(c)) << 8U;
            for (int bit = 0; bit < 8; ++bit) {
                crc = ((crc << 1U) ^ ((crc & 0x8000U) != 0 ? 0x1021U : 0U)) & 0xFFFFU;
            }
        }
        EXPECT_EQ(crc_of(text), crc) << length;
        text.push_back(static_cast<char>(37 * length + 200));
    }
}

TEST(SampleWire, FrameIsBigEndianTwosComplement) {
    Frame frame;
    frame.counts = {1, -1, 0x7FFFFF, -0x800000, 0x123456, -2, 0};
    frame.saturated = 0x0C;
    std::array<std::uint8_t, kFrameOctets> octets{};
    encode(frame, 0xABCD, octets);
    const std::array<std::uint8_t, 24> wanted{0xAB, 0xCD, 0x0C, 0x00, 0x00, 0x01, 0xFF, 0xFF,
                                              0xFF, 0x7F, 0xFF, 0xFF, 0x80, 0x00, 0x00, 0x12,
                                              0x34, 0x56, 0xFF, 0xFF, 0xFE, 0x00, 0x00, 0x00};
    EXPECT_TRUE(std::equal(wanted.begin(), wanted.end(), octets.begin()));
    EXPECT_EQ(octets[24] << 8 | octets[25], crc16(wanted));
}

}  // namespace
}  // namespace bench::afe
