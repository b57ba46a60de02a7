#include "models/radio/error_curve.h"

#include <array>
#include <cmath>

#include <gtest/gtest.h>

#include "models/numeric/numeric.h"
#include "models/propagation/distance.h"

namespace bench::radio {
namespace {

double orthogonal_rate(double sinr_db) {
    return 0.5 * numeric::exp(-numeric::from_db(sinr_db) / 2);
}

TEST(Gfsk, RatesAreTheSimulatedReceivers) {
    constexpr struct {
        double db;
        double rate;
    } kExpected[] = {{6, 4.15e-2},  {8, 1.48e-2}, {9, 7.77e-3}, {10, 3.78e-3},
                     {11, 1.88e-3}, {12, 7.5e-4}, {14, 5.4e-5}};
    for (const auto& row : kExpected) {
        EXPECT_NEAR(gfsk_half_error_rate(row.db), row.rate, 0.01 * row.rate) << row.db;
    }
    EXPECT_EQ(gfsk_half_error_rate(-50), 0.5);
}

TEST(Gfsk, MoreSignalNeverMeansMoreErrors) {
    for (double db = -6; db < 40; db += 0.05) {
        EXPECT_LE(gfsk_half_error_rate(db + 0.05), gfsk_half_error_rate(db)) << db;
    }
}

double packet_error_rate(const ErrorCurve& curve, double db) {
    const std::array<Chunk, 1> frame{{{250 * 8, db}}};
    return 1 - curve.survival(frame);
}

TEST(Gfsk, TenPerCentOfPacketsAreLostAtFourteenDecibels) {
    const ErrorCurve curve{gfsk_half_error_rate};
    EXPECT_NEAR(packet_error_rate(curve, 14.0), 0.10, 0.005);
    EXPECT_GT(packet_error_rate(curve, 13.9), 0.10);
    EXPECT_LT(packet_error_rate(curve, 14.1), 0.10);
}

// S = -173.975 + NF + 10 log10(150000) + Es/N0 + implementation loss, where PER reaches 10 %
// (within 0.3 dB).
TEST(Gfsk, SensitivityIsThatOfTheFormula) {
    const ErrorCurve curve{gfsk_half_error_rate};
    double received = -120;
    while (packet_error_rate(curve, received - propagation::noise_dbm(150e3, 6)) > 0.10)
        received += 0.01;
    EXPECT_NEAR(received, -102.2, 0.3);
    double lossy = -120;
    while (packet_error_rate(curve, lossy - propagation::noise_dbm(150e3, 6) - 2) > 0.10)
        lossy += 0.01;
    EXPECT_NEAR(lossy, -100.2, 0.3);
}

// Non-coherent orthogonal FSK, 2016 bits of which some are hit: prod (1 - BER)^bits.
TEST(ErrorCurve, PiecesMultiply) {
    const ErrorCurve curve{orthogonal_rate};
    constexpr struct {
        double base;
        double bits;
        double hit;
        double expected;
    } kExpected[] = {{15, 50, 10, .844622},  {15, 100, 10, .713483}, {15, 500, 10, .184994},
                     {15, 500, 11, .630107}, {15, 500, 12, .913422}, {14, 10, 8, .803269},
                     {14, 50, 8, .339198},   {20, 5, 6, .702028},    {20, 20, 6, .242895}};
    for (const auto& row : kExpected) {
        const std::array<Chunk, 2> frame{{{2016 - row.bits, row.base}, {row.bits, row.hit}}};
        EXPECT_NEAR(curve.survival(frame), row.expected, 1e-6);
    }
}

// 250 octets and two of length at Es/N0 11 to 14 dB (theory of the h = 1 receiver).
TEST(ErrorCurve, WholePacketsOfTheOrthogonalReceiver) {
    const ErrorCurve curve{orthogonal_rate};
    constexpr struct {
        double db;
        double per;
    } kExpected[] = {{11, .8446},   {11.5, .5783}, {12, .3056},
                     {12.5, .1295}, {13, .0458},   {14, .0035}};
    for (const auto& row : kExpected) {
        const std::array<Chunk, 1> frame{{{252 * 8, row.db}}};
        EXPECT_NEAR(1 - curve.survival(frame), row.per, 1e-4) << row.db;
    }
}

// IEEE 802.15.4-2006, E.4.1.8; ns-3.37's LrWpanErrorModel gives the same digits.
TEST(ErrorCurve, OqpskAsTheStandardsFormula) {
    const std::array<std::array<double, 2>, 5> rates{
        {{-2, 5.197e-3}, {-1, 1.149e-3}, {0, 1.615e-4}, {1, 1.291e-5}, {2, 5.131e-7}}};
    for (const auto& [db, rate] : rates) {
        EXPECT_NEAR(oqpsk_2450_error_rate(db), rate, 6e-4 * rate) << db;
    }
    const std::array<double, 5> successes{.005022, .310989, .848636, .986967, .999479};
    for (std::size_t i = 0; i < successes.size(); ++i) {
        const double rate = oqpsk_2450_error_rate(static_cast<double>(i) - 2.0);
        EXPECT_NEAR(std::pow(1.0 - rate, 127 * 8), successes[i], 1e-6) << i;
    }
}

TEST(ErrorCurve, ModulationIndexOneAsTheSimulatedDiscriminator) {
    EXPECT_NEAR(gfsk_one_error_rate(8), 1.72e-2, 1e-6);
    EXPECT_NEAR(gfsk_one_error_rate(12), 9.9e-5, 1e-9);
    EXPECT_LT(gfsk_one_error_rate(13), gfsk_one_error_rate(12));
}

TEST(ErrorCurve, BeyondItsEndsItStays) {
    const ErrorCurve curve{gfsk_half_error_rate};
    EXPECT_NEAR(curve.log_survival(-100), std::log(0.5), 1e-12);
    EXPECT_EQ(curve.log_survival(500), curve.log_survival(30));
    EXPECT_GT(curve.log_survival(500), -1e-10);
}

}  // namespace
}  // namespace bench::radio
