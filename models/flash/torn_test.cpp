#include "models/flash/torn.h"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

namespace bench::flash {
namespace {

using namespace std::chrono_literals;
using Octets = std::vector<std::uint8_t>;

const chance::Key kKey = chance::Key{5}.of("cut");

TEST(TornProgram, APrefixInProportionToTimeIsDone) {
    const Octets bytes(100, 0x00);
    for (const int done : {0, 1, 37, 99}) {
        const Octets torn = torn_program(bytes, {done * 10us + 5us, 1000us}, kKey);
        ASSERT_EQ(torn.size(), 100U);
        const auto border = torn.begin() + done;
        EXPECT_EQ(std::count(torn.begin(), border, 0x00), done);
        EXPECT_EQ(std::count(border + 1, torn.end(), 0xFF), 99 - done);
    }
    EXPECT_EQ(torn_program(bytes, {1000us, 1000us}, kKey), bytes);
}

TEST(TornProgram, TheBorderOctetHasARandomPartOfItsBits) {
    std::set<std::uint8_t> seen;
    for (std::uint64_t cut = 0; cut < 200; ++cut) {
        const std::uint8_t border = torn_program(Octets{0x0F, 0x0F}, {1ms, 4ms}, kKey.of(cut))[0];
        EXPECT_EQ(border & 0x0F, 0x0F);  // A 1 that was asked for stays one.
        seen.insert(border);
    }
    EXPECT_EQ(seen.size(), 16U);  // Every subset of the four bits that change.
}

TEST(TornProgram, TheSameCutTearsTheSameWay) {
    const Octets bytes(256, 0x5A);
    const Progress progress{301us, 700us};
    EXPECT_EQ(torn_program(bytes, progress, kKey), torn_program(bytes, progress, kKey));
}

TEST(HalfErase, OctetsAreOldErasedOrBetweenByHowFarItCame) {
    for (const int percent : {0, 25, 50, 75, 100}) {
        Octets sector(65'536, 0x00);
        half_erase(sector, {percent * 1ms, 100ms}, kKey);
        const auto share = [&](std::uint8_t value) {
            return static_cast<double>(std::ranges::count(sector, value)) / 65'536;
        };
        const double p = percent / 100.0;
        // Two draws: p^2 are erased, (1 - p)^2 untouched; of those between, 1 in 256 draws looks
        // like each.
        const double between = 2 * p * (1 - p);
        EXPECT_NEAR(share(0xFF), p * p + between / 256, 0.01);
        EXPECT_NEAR(share(0x00), (1 - p) * (1 - p) + between / 256, 0.01);
    }
}

TEST(HalfErase, BitsAreSetOnly) {
    Octets sector(4096, 0xA5);
    half_erase(sector, {20ms, 45ms}, kKey);
    for (const std::uint8_t octet : sector) EXPECT_EQ(octet & 0xA5, 0xA5);
}

TEST(HalfErase, TheSameCutLeavesTheSameSectorAndAnotherKeyAnother) {
    const auto erased = [](const chance::Key& key) {
        Octets sector(4096, 0x00);
        half_erase(sector, {20ms, 45ms}, key);
        return sector;
    };
    EXPECT_EQ(erased(kKey), erased(kKey));
    EXPECT_NE(erased(kKey), erased(kKey.of(1)));
}

}  // namespace
}  // namespace bench::flash
