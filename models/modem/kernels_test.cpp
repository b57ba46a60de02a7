#include "models/modem/kernels.h"

#include <cmath>
#include <numbers>
#include <span>
#include <vector>

#include <gtest/gtest.h>

#include "models/chance/chance.h"

namespace bench::modem {
namespace {

std::vector<std::uint32_t> many_words() {
    std::vector<std::uint32_t> words{0,          1,          0x1FFFFFFF, 0x20000000, 0x40000000,
                                     0x7FFFFFFF, 0x80000000, 0xC0000000, 0xE0000000, 0xFFFFFFFF};
    const chance::Key key{1};
    for (std::uint64_t i = 0; i < 20000; ++i) {
        words.push_back(static_cast<std::uint32_t>(key.bits(i)));
    }
    return words;
}

TEST(Kernels, CosinesAndSinesAreThoseOfTheLibrary) {
    const auto angles = many_words();
    std::vector<float> cosines(angles.size());
    std::vector<float> sines(angles.size());
    cosines_and_sines(angles, cosines, sines);
    for (std::size_t i = 0; i < angles.size(); ++i) {
        const double radians = angles[i] * (2 * std::numbers::pi / 0x1p32);
        ASSERT_NEAR(cosines[i], std::cos(radians), 1e-6) << angles[i];
        ASSERT_NEAR(sines[i], std::sin(radians), 1e-6) << angles[i];
    }
}

TEST(Kernels, ExponentialsAreMinusTwiceTheLogarithm) {
    const auto numbers = many_words();
    std::vector<float> values(numbers.size());
    exponentials(numbers, values);
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const double expected = -2 * std::log((numbers[i] + 0.5) / 0x1p32);
        ASSERT_NEAR(values[i], expected, 1e-5 * expected + 1e-6) << numbers[i];
        ASSERT_GE(values[i], 0) << numbers[i];
    }
}

TEST(Kernels, TurnsAreTheAnglesBetweenNeighbours) {
    std::vector<float> real{0, 1, 0, -1, 0, 1, -1, 0, 0};
    std::vector<float> imaginary{0, 0, 1, 0, -1, 0, 0, 0, 0};
    const chance::Key key{2};
    for (std::uint64_t i = 0; i < 5000; ++i) {
        real.push_back(static_cast<float>(key.normal(2 * i)));
        imaginary.push_back(static_cast<float>(key.normal(2 * i + 1)));
    }
    std::vector<float> out(real.size() - 1);
    turns(real, imaginary, out);
    EXPECT_EQ(out[0], 0.0F);  // From nowhere.
    EXPECT_NEAR(out[1], 0.25, 1e-6);
    EXPECT_NEAR(std::abs(out[5]), 0.5, 1e-6);  // About face.
    EXPECT_EQ(out[7], 0.0F);
    for (std::size_t i = 9; i < out.size(); ++i) {
        const double from = std::atan2(imaginary[i], real[i]);
        const double to = std::atan2(imaginary[i + 1], real[i + 1]);
        const double turn = (to - from) / (2 * std::numbers::pi);
        ASSERT_NEAR(std::remainder(turn - static_cast<double>(out[i]), 1.0), 0, 2e-6);
    }
}

TEST(Kernels, FilterIsTheSumOfProducts) {
    const std::vector<float> taps{0.5F, -1, 2, -1, 0.5F};
    std::vector<float> in;
    const chance::Key key{3};
    for (std::uint64_t i = 0; i < 104; ++i) in.push_back(static_cast<float>(key.normal(i)));
    std::vector<float> out(100);  // Three whole blocks and a rest.
    filter(in, taps, out);
    for (std::size_t i = 0; i < out.size(); ++i) {
        float sum = 0;
        for (std::size_t k = 0; k < taps.size(); ++k) sum += taps[k] * in[i + k];
        EXPECT_NEAR(out[i], sum, 1e-5) << i;
    }
    // Bit for bit the same when asked alone.
    std::vector<float> alone(1);
    filter(std::span{in}.subspan(17, taps.size()), taps, alone);
    EXPECT_EQ(alone[0], out[17]);
}

}  // namespace
}  // namespace bench::modem
