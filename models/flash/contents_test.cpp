#include "models/flash/contents.h"

#include <array>

#include <gtest/gtest.h>

namespace bench::flash {
namespace {

using Octets = std::vector<std::uint8_t>;

Octets read(const Contents& contents, std::uint32_t address, std::size_t length) {
    Octets out(length);
    contents.read(address, out);
    return out;
}

TEST(Contents, ErasedSectorsReadAsOnesAndTakeNoMemory) {
    Contents contents{1U << 20U, 4096};
    EXPECT_EQ(read(contents, 4094, 4), (Octets{0xFF, 0xFF, 0xFF, 0xFF}));
    contents.clear_bits(8192, Octets{0xFF, 0xFF});
    EXPECT_EQ(contents.sectors_in_memory(), 0U);
    contents.clear_bits(8192, Octets{0x12});
    EXPECT_EQ(contents.sectors_in_memory(), 1U);
    contents.erase(8192);
    EXPECT_EQ(contents.sectors_in_memory(), 0U);
    EXPECT_EQ(read(contents, 8192, 1), Octets{0xFF});
}

TEST(Contents, ReadsRunOverSectors) {
    Contents contents{1U << 20U, 4096};
    contents.clear_bits(4095, Octets{0xA5});
    contents.clear_bits(8192, Octets{0x5A});
    const Octets out = read(contents, 4094, 4100);
    EXPECT_EQ(out[0], 0xFF);
    EXPECT_EQ(out[1], 0xA5);
    EXPECT_EQ(out[2], 0xFF);
    EXPECT_EQ(out[4098], 0x5A);
}

TEST(Contents, BitsAreClearedOnly) {
    Contents contents{4096, 4096};
    contents.clear_bits(7, Octets{0xF0});
    contents.clear_bits(7, Octets{0x3C});
    EXPECT_EQ(read(contents, 6, 3), (Octets{0xFF, 0x30, 0xFF}));
}

TEST(Contents, AReplacedSectorHoldsWhatItWasGiven) {
    Contents contents{8192, 4096};
    Octets sector(4096, 0xFF);
    sector[9] = 0x01;
    contents.replace(4096, sector);
    EXPECT_EQ(read(contents, 4096, 4096), sector);
    contents.replace(4096, Octets(4096, 0xFF));
    EXPECT_EQ(contents.sectors_in_memory(), 0U);
}

}  // namespace
}  // namespace bench::flash
