#include <array>

#include <gtest/gtest.h>

#include "firmware/core/address.h"
#include "firmware/core/bytes.h"
#include "firmware/core/crc.h"
#include "firmware/core/ring.h"
#include "firmware/core/static_vector.h"
#include "firmware/units/power_level.h"

namespace meter {
namespace {

TEST(Crc, IeeeCheckValue) {
    constexpr std::array<std::uint8_t, 9> kDigits{'1', '2', '3', '4', '5', '6', '7', '8', '9'};
    EXPECT_EQ(crc32(kDigits), 0xCBF43926U);
    EXPECT_EQ(crc16(kDigits), 0x29B1U);
}

TEST(ByteWriter, StaysFailedOnceItRanOver) {
    std::array<std::uint8_t, 3> buffer{};
    ByteWriter writer{buffer};
    writer.be(0x1234, 2);
    writer.le(0x5678, 2);
    EXPECT_FALSE(writer.ok());
    EXPECT_EQ(buffer[0], 0x12);
    EXPECT_EQ(buffer[2], 0x78);
}

TEST(ByteReader, AnswersZeroAndFailsPastTheEnd) {
    constexpr std::array<std::uint8_t, 2> kIn{1, 2};
    ByteReader reader{kIn};
    EXPECT_EQ(reader.be(2), 0x0102U);
    EXPECT_TRUE(reader.ok());
    EXPECT_EQ(reader.u8(), 0);
    EXPECT_FALSE(reader.ok());
    EXPECT_TRUE(reader.bytes(1).empty());
}

TEST(Ring, KeepsOrderAndRefusesWhenFull) {
    Ring<int, 2> ring;
    EXPECT_TRUE(ring.push(1).ok());
    EXPECT_TRUE(ring.push(2).ok());
    EXPECT_EQ(ring.push(3).error(), Error::full);
    ring.pop();
    EXPECT_TRUE(ring.push(3).ok());
    EXPECT_EQ(ring[0], 2);
    EXPECT_EQ(ring[1], 3);
}

TEST(StaticVector, ErasesInOrder) {
    StaticVector<int, 3> items;
    for (const int i : {1, 2, 3}) EXPECT_TRUE(items.push_back(i).ok());
    items.erase_at(0);
    EXPECT_EQ(items.size(), 2U);
    EXPECT_EQ(items[0], 2);
}

TEST(Address, InterfaceIdentifierInvertsTheUniversalBitAndComesBack) {
    constexpr Eui64 kEui{{0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77}};
    const Ipv6Address address = address_in(Ipv6Address{}, kEui);
    EXPECT_EQ(address.octets[8], 0x02);
    EXPECT_EQ(eui_of(address), kEui);
}

TEST(PowerLevel, DifferenceOfLevelsIsARatio) {
    constexpr PowerLevel kLevel{-9250};
    EXPECT_EQ((kLevel + Decibels{250}) - kLevel, Decibels{250});
}

}  // namespace
}  // namespace meter
