#include "models/radio/phy.h"

#include <array>
#include <vector>

#include <gtest/gtest.h>

#include "models/radio/channel_plan.h"
#include "models/radio/error_curve.h"

namespace bench::radio {
namespace {

// ((L + 4 + 2) x (FEC ? 2 : 1) + preamble + 2) x 8 / rate as wisun-br-linux counts, in ms; it
// leaves out tail and pad of the coded field, which are 16 information bits after an even number of
// octets and 8 after an odd one, twice that on the air.
struct Row {
    const char* name;
    std::array<double, 4> ms;  // Of 20, 50, 250 and 1000 octets.
};
constexpr std::array<Row, 10> kAirtimes{{
    {"sun_fsk_1a", {5.760, 10.560, 42.560, 162.56}},
    {"sun_fsk_1a_fec", {9.920, 19.520, 83.520, 323.52}},
    {"sun_fsk_2a", {2.880, 5.280, 21.280, 81.280}},
    {"sun_fsk_2a_fec", {4.960, 9.760, 41.760, 161.76}},
    {"sun_fsk_3", {2.133, 3.733, 14.400, 54.400}},
    {"sun_fsk_3_fec", {3.520, 6.720, 28.053, 108.05}},
    {"sun_fsk_4a", {1.600, 2.800, 10.800, 40.800}},
    {"sun_fsk_4a_fec", {2.640, 5.040, 21.040, 81.040}},
    {"sun_fsk_5", {1.387, 2.187, 7.520, 27.520}},
    {"sun_fsk_5_fec", {2.080, 3.680, 14.347, 54.347}},
}};

TEST(Airtime, OfEveryMode) {
    constexpr std::array<std::size_t, 4> kOctets{20, 50, 250, 1000};
    for (const Row& row : kAirtimes) {
        const Phy* const phy = find_phy(std::string_view{row.name});
        ASSERT_NE(phy, nullptr) << row.name;
        for (std::size_t i = 0; i < kOctets.size(); ++i) {
            const double filled = phy->coded ? 32e3 / static_cast<double>(phy->rate) : 0;
            const double ms = static_cast<double>(airtime(*phy, kOctets[i]).count()) * 1e-6;
            EXPECT_NEAR(ms - filled, row.ms[i], row.ms[i] < 100 ? 6e-4 : 6e-3)
                << row.name << " " << kOctets[i];
        }
    }
}

TEST(Airtime, OfModeThreeToTheNanosecond) {
    const Phy& phy = *find_phy(kSunFsk3);
    EXPECT_EQ(airtime(phy, 20).count(), 2'133'333);
    EXPECT_EQ(airtime(phy, 21).count(), 2'186'667);
    // 252 + 2 octets of field are 254 x 8 + 16 = 2 048 bits of information, 4 096 on the air.
    const Phy& coded = *find_phy(std::uint8_t{0x15});
    EXPECT_EQ(airtime(coded, 248).count(), (4096 + 14 * 8) * 1'000'000LL / 150 + 0);
}

TEST(Airtime, OfOqpskAndOfNoModulation) {
    // 5 octets of synchronisation, 1 of length, 127 of PSDU at 32 us.
    EXPECT_EQ(airtime(*find_phy(kOqpsk250), 125).count(), 133 * 32'000);
    EXPECT_EQ(find_phy(std::uint8_t{0x09}), nullptr);
}

// 10 log R, from -108.35, -103.58 and -100.57 dBm of uncoded h = 1 at 50, 150 and 300 kb/s.
TEST(Phy, SensitivityFollowsTheRate) {
    EXPECT_NEAR(required_db(*find_phy(kSunFsk3)), 14.0, 0.02);
    EXPECT_NEAR(required_db(*find_phy(std::uint8_t{0x02})), 12.4, 0.3);
    for (const Phy& phy : all_phys()) {
        if (phy.detection == Detection::gfsk_half && !phy.coded) {
            EXPECT_NEAR(required_db(phy), 14.0, 0.02) << phy.name;
        }
    }
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

struct PlanRow {
    const char* name;
    int channels;
    int usable;
    std::uint32_t first_khz;
    std::uint32_t last_khz;
};

// wisun-br-linux, ws_regdb.c.
TEST(Plan, NumbersAndUsableChannels) {
    const std::array<PlanRow, 10> rows{{{"eu_32", 69, 62, 863'100, 869'900},
                                        {"eu_33", 35, 29, 863'100, 869'900},
                                        {"eu_34", 55, 55, 870'100, 875'500},
                                        {"eu_35", 27, 27, 870'200, 875'400},
                                        {"eu_36", 125, 118, 863'100, 875'500},
                                        {"eu_37", 62, 56, 863'100, 875'300},
                                        {"na_1", 129, 129, 902'200, 927'800},
                                        {"na_2", 64, 64, 902'400, 927'600},
                                        {"na_3", 42, 42, 902'600, 927'200},
                                        {"ieee_2450", 16, 16, 2'405'000, 2'480'000}}};
    for (const PlanRow& row : rows) {
        const ChannelPlan* const plan = find_plan(std::string_view{row.name});
        ASSERT_NE(plan, nullptr) << row.name;
        EXPECT_EQ(plan->count, row.channels) << row.name;
        EXPECT_EQ(plan->usable_channels(), row.usable) << row.name;
        EXPECT_EQ(plan->frequency_khz(plan->first), row.first_khz) << row.name;
        const auto last = static_cast<std::uint8_t>(plan->first + plan->count - 1);
        EXPECT_EQ(plan->frequency_khz(last), row.last_khz) << row.name;
    }
    EXPECT_EQ(find_plan(kEu33)->frequency_khz(29), 868'900U);
    EXPECT_FALSE(find_plan(kEu33)->usable(28));
    EXPECT_EQ(find_plan(std::uint8_t{7}), nullptr);
}

TEST(Plan, CarriesItsModulationsOnly) {
    EXPECT_TRUE(carries(*find_plan(kEu33), 0x05));
    EXPECT_TRUE(carries(*find_plan(kEu33), 0x13));
    EXPECT_FALSE(carries(*find_plan(kEu33), 0x01));
    EXPECT_TRUE(carries(*find_plan(std::uint8_t{32}), 0x11));
    EXPECT_FALSE(carries(*find_plan(std::uint8_t{32}), 0x05));
    EXPECT_TRUE(carries(*find_plan(kIeee2450), kOqpsk250));
    EXPECT_FALSE(carries(*find_plan(kIeee2450), 0x60));
}

}  // namespace
}  // namespace bench::radio
