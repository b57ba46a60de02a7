#include "models/modem/gfsk.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "models/modem/random_bits.h"
#include "models/modem/trials.h"

namespace bench::modem {
namespace {

TEST(Gfsk, HasAConstantEnvelope) {
    const Waveform wave = Gfsk{kHalfIndex}.modulate(random_bits(200, chance::Key{1}));
    ASSERT_EQ(wave.real.size(), (200 + 2 * Gfsk::kMargin) * kSamplesPerSymbol);
    for (std::size_t i = 0; i < wave.real.size(); ++i) {
        const float square = wave.real[i] * wave.real[i] + wave.imaginary[i] * wave.imaginary[i];
        ASSERT_NEAR(square, 1, 1e-5) << i;
    }
}

// In a long run of one value the Gaussian filter has settled: h half-turns a symbol.
TEST(Gfsk, TurnsByTheModulationIndex) {
    for (const Modem& modem : {kHalfIndex, kUnitIndex}) {
        const Gfsk gfsk{modem};
        const auto ones = gfsk.demodulate(gfsk.modulate(codec::Bits(40, 1)));
        const auto zeros = gfsk.demodulate(gfsk.modulate(codec::Bits(40, 0)));
        ASSERT_EQ(ones.size(), 40U);
        for (std::size_t i = 15; i < 25; ++i) {
            EXPECT_NEAR(ones[i], modem.h / 2, 1e-3);
            EXPECT_NEAR(zeros[i], -modem.h / 2, 1e-3);
        }
    }
}

// Minimum shift keying without Gaussian filter or receiver filter to speak of: straight steps.
TEST(Gfsk, WithoutFilterTurnsAtOnce) {
    const Modem plain{0.5, 0, 8};
    const codec::Bits bits = random_bits(50, chance::Key{2});
    const Waveform wave = Gfsk{plain}.modulate(bits);
    for (std::size_t k = 0; k < bits.size(); ++k) {
        const std::size_t end = (Gfsk::kMargin + k + 1) * kSamplesPerSymbol - 1;
        const std::size_t begin = end - kSamplesPerSymbol;
        const float cross =
            wave.imaginary[end] * wave.real[begin] - wave.real[end] * wave.imaginary[begin];
        EXPECT_NEAR(cross, bits[k] == 1 ? 1 : -1, 1e-5) << k;  // A quarter turn.
    }
}

TEST(Gfsk, GivesBackWhatWasSentWithoutNoise) {
    for (const Modem& modem : {kHalfIndex, kUnitIndex}) {
        const Gfsk gfsk{modem};
        const codec::Bits bits = random_bits(5000, chance::Key{3});
        EXPECT_EQ(Gfsk::hard(gfsk.demodulate(gfsk.modulate(bits))), bits);
    }
}

TEST(Gfsk, SoftValuesAreRoundedAndLimited) {
    const Gfsk gfsk{kHalfIndex};
    const float unit = 0.25F / kSoftOfFullTurn;  // The turn that is one step.
    const std::vector<float> turns{0,     unit,   -unit, 1.4F * unit, 1.6F * unit, -6.9F * unit,
                                   0.25F, -0.25F, 1,     -1};
    const codec::Softs expected{0, 1, -1, 1, 2, -7, 7, -7, 7, -7};
    EXPECT_EQ(gfsk.soft(turns), expected);
}

struct Published {
    double db;
    double rate;
    std::uint64_t bits;
};

// A rate 0.3 dB below must be higher than the published one, and 0.3 dB above lower.
void expect_within_three_tenths(const Modem& modem, const Published& row) {
    const chance::Key key = chance::Key{31}.of(static_cast<std::uint64_t>(row.db));
    EXPECT_GT(bit_error_rate(modem, row.db - 0.3, row.bits, key), row.rate) << row.db;
    EXPECT_LT(bit_error_rate(modem, row.db + 0.3, row.bits, key), row.rate) << row.db;
}

// Simulated by an independent program (double precision, libm, another generator), 240 000 bits a
// point: its own error at 12 dB is 20 % (h = 1).
TEST(GfskErrors, OfIndexOneAreThePublished) {
    for (const Published& row : {Published{6, 5.89e-2, 30'000}, Published{8, 1.72e-2, 60'000},
                                 Published{9, 7.78e-3, 100'000}, Published{10, 2.87e-3, 150'000},
                                 Published{11, 6.9e-4, 200'000}, Published{12, 9.9e-5, 300'000}}) {
        expect_within_three_tenths(kUnitIndex, row);
    }
}

TEST(GfskErrors, OfIndexOneHalfAreThePublished) {
    for (const Published& row : {Published{6, 4.15e-2, 30'000}, Published{8, 1.48e-2, 60'000},
                                 Published{9, 7.77e-3, 100'000}, Published{10, 3.78e-3, 150'000},
                                 Published{11, 1.88e-3, 200'000}, Published{12, 7.5e-4, 300'000}}) {
        expect_within_three_tenths(kHalfIndex, row);
    }
}

TEST(GfskErrors, OfIndexOneHalfAtFourteenDecibels) {
    expect_within_three_tenths(kHalfIndex, {14, 5.4e-5, 700'000});
}

}  // namespace
}  // namespace bench::modem
