#include "models/radio/phy.h"

#include <array>
#include <vector>

#include <gtest/gtest.h>

#include "models/radio/channel_plan.h"

namespace bench::radio {
namespace {

// (L + 4 + 2 + 12 + 2) x 8 / 150 kb/s; wisun-br-linux gives 2.133, 3.733, 14.400 and 54.400 ms.
TEST(Airtime, OfModeThreeToTheNanosecond) {
    EXPECT_EQ(airtime(20).count(), 2'133'333);
    EXPECT_EQ(airtime(50).count(), 3'733'333);
    EXPECT_EQ(airtime(250).count(), 14'400'000);
    EXPECT_EQ(airtime(1000).count(), 54'400'000);
    EXPECT_EQ(airtime(21).count(), 2'186'667);
}

// The acknowledgement of IEEE 802.15.4's own example.
TEST(Fcs, OfTheStandardsExample) {
    constexpr std::array<std::uint8_t, 3> kFrame{0x02, 0x00, 0x6A};
    EXPECT_EQ(fcs_32(kFrame), 0x145F94BAU);
    EXPECT_EQ(fcs_16(kFrame), 0x79E4);
}

TEST(Fcs, ThirtyTwoBitsAreTheCrcOfEthernet) {
    constexpr std::array<std::uint8_t, 9> kDigits{'1', '2', '3', '4', '5', '6', '7', '8', '9'};
    EXPECT_EQ(fcs_32(kDigits), 0xCBF43926U);
}

// First 24 bits: IEEE 802.15.4-2020, 16.2.3.
TEST(Whitening, StartsAsTheStandardSays) {
    constexpr std::array<std::uint8_t, 10> kExpected{0x0F, 0x70, 0xB3, 0x6F, 0x43,
                                                     0x98, 0x48, 0xAE, 0xBC, 0x97};
    Whitening sequence;
    for (const std::uint8_t octet : kExpected) EXPECT_EQ(sequence.next(), octet);
}

TEST(Whitening, TwiceIsNothing) {
    std::vector<std::uint8_t> psdu(600, 0x55);
    whiten(psdu);
    EXPECT_EQ(psdu[0], 0x55 ^ 0x0F);
    whiten(psdu);
    EXPECT_EQ(psdu, std::vector<std::uint8_t>(600, 0x55));
}

TEST(Plan, EuropeThirtyThreeHasTwentyNineOfThirtyFive) {
    int usable = 0;
    for (int channel = 0; channel < 256; ++channel) {
        usable += eu_33::usable(static_cast<std::uint8_t>(channel)) ? 1 : 0;
    }
    EXPECT_EQ(usable, eu_33::kUsable);
    EXPECT_EQ(eu_33::frequency_khz(0), 863'100U);
    EXPECT_EQ(eu_33::frequency_khz(29), 868'900U);
    EXPECT_EQ(eu_33::frequency_khz(34), 869'900U);
    EXPECT_FALSE(eu_33::usable(28));
}

}  // namespace
}  // namespace bench::radio
