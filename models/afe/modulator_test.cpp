#include "models/afe/modulator.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <stdexcept>

#include <gtest/gtest.h>

#include "models/numeric/numeric.h"

namespace bench::afe {
namespace {

constexpr std::size_t kSecond = DeltaSigma::kClockHz;

std::vector<double> tone(double amplitude, double hertz, std::size_t samples, double offset = 0) {
    std::vector<double> input(samples);
    for (std::size_t i = 0; i < samples; ++i) {
        const double turns = hertz * static_cast<double>(i) / DeltaSigma::kClockHz;
        // Multiples of 2^-20: doubles hold every sum of them exactly, as the modulator does.
        input[i] = std::round((offset + amplitude * numeric::sin_turns(turns)) * 0x1p20) * 0x1p-20;
    }
    return input;
}

std::vector<std::uint64_t> run(DeltaSigma& modulator, const std::vector<double>& input) {
    std::vector<std::uint64_t> bits(input.size() / 64);
    modulator.run(input, bits);
    return bits;
}

double mean(const std::vector<std::uint64_t>& bits) {
    std::int64_t ones = 0;
    for (const std::uint64_t word : bits) {
        ones += std::popcount(word);
    }
    return 2.0 * static_cast<double>(ones) / (64.0 * static_cast<double>(bits.size())) - 1;
}

// The error of the running sum of the bits against that of the input: its largest magnitude. The
// second integrator bounds it, so it shows that the loop is stable.
double largest_sum_error(const std::vector<double>& input, const std::vector<std::uint64_t>& bits) {
    double sum = 0;
    double largest = 0;
    for (std::size_t i = 0; i < input.size(); ++i) {
        sum += input[i] - (((bits[i / 64] >> (i % 64)) & 1) != 0 ? 1.0 : -1.0);
        largest = std::max(largest, std::abs(sum));
    }
    return largest;
}

// The loop as its equation says, in doubles and sample by sample.
std::vector<std::uint64_t> by_the_equation(const std::vector<double>& input) {
    std::vector<std::uint64_t> bits(input.size() / 64);
    double first = 0;
    double second = 0;
    for (std::size_t i = 0; i < input.size(); ++i) {
        const double out = second >= 0 ? 1 : -1;
        first += input[i] - out;
        second += first - out;
        bits[i / 64] |= std::uint64_t{out > 0 ? 1U : 0U} << (i % 64);
    }
    return bits;
}

TEST(DeltaSigma, follows_its_equation_bit_by_bit) {
    const std::vector<double> input = tone(0.8, 997, 64'000);
    DeltaSigma modulator;
    EXPECT_TRUE(run(modulator, input) == by_the_equation(input));
}

TEST(DeltaSigma, the_mean_of_the_bits_is_the_input) {
    for (const double input : {-0.89, -0.5, -0.001, 0.0, 0.3, 0.89}) {
        DeltaSigma modulator;
        const std::vector<double> constant(kSecond / 10, input);
        // The running sum is off by a few bits at most.
        EXPECT_NEAR(mean(run(modulator, constant)), input,
                    10.0 / static_cast<double>(constant.size()));
    }
}

// Minus 1 dBFS from mains to the 50th harmonic, with and without an offset.
TEST(DeltaSigma, is_stable_up_to_what_the_header_says) {
    EXPECT_NEAR(DeltaSigma::kMostStable, std::pow(10, -1.0 / 20), 5e-4);
    for (const double hertz : {50.0, 333.0, 2500.0}) {
        for (const double offset : {0.0, 0.2}) {
            const std::vector<double> input =
                tone(DeltaSigma::kMostStable - offset, hertz, kSecond / 8, offset);
            DeltaSigma modulator;
            const std::vector<std::uint64_t> bits = run(modulator, input);
            EXPECT_LT(largest_sum_error(input, bits), 4.0);
            // No integrator has clipped: the bits are those of a loop without limits.
            EXPECT_TRUE(bits == by_the_equation(input)) << hertz << " Hz, offset " << offset;
        }
    }
}

TEST(DeltaSigma, recovers_from_an_overload_within_a_hundred_clocks) {
    std::vector<double> input = tone(0.5, 50, 64'000);
    std::fill(input.begin() + 6'400, input.begin() + 12'800, 1.7);
    DeltaSigma modulator;
    const std::vector<std::uint64_t> bits = run(modulator, input);
    EXPECT_EQ(bits[150], ~std::uint64_t{0});  // Nothing but ones while it lasts.
    constexpr std::size_t kBack = 12'800 + 128;
    const std::vector<double> after{input.begin() + kBack, input.end()};
    EXPECT_LT(largest_sum_error(after, {bits.begin() + kBack / 64, bits.end()}), 6.0);
}

TEST(DeltaSigma, blocks_of_any_length_give_the_same_bits) {
    const std::vector<double> input = tone(0.7, 60, 6'400);
    DeltaSigma whole;
    DeltaSigma parts;
    const std::vector<std::uint64_t> expected = run(whole, input);
    std::vector<std::uint64_t> bits(expected.size());
    for (std::size_t at = 0; at < bits.size();) {
        const std::size_t count = std::min(1 + at % 7, bits.size() - at);
        parts.run(std::span{input}.subspan(64 * at, 64 * count),
                  std::span{bits}.subspan(at, count));
        at += count;
    }
    EXPECT_EQ(bits, expected);
}

// A mean over n clocks scatters by rms / sqrt(n) with the noise; without, by a few bits over n.
TEST(DeltaSigma, noise_has_the_rms_asked_for) {
    constexpr double kRms = 0.1;
    constexpr std::size_t kClocks = 64'000;
    constexpr std::size_t kMeans = 200;
    const std::vector<double> constant(kClocks, 0.1);
    DeltaSigma modulator{ModulatorNoise{chance::Key{3}, kRms}};
    double squares = 0;
    double sum = 0;
    for (std::size_t i = 0; i < kMeans; ++i) {
        const double error = mean(run(modulator, constant)) - 0.1;
        squares += error * error;
        sum += error;
    }
    const double scatter = kRms / std::sqrt(static_cast<double>(kClocks));
    // The rms of 200 values scatters by 5 %.
    EXPECT_NEAR(std::sqrt(squares / kMeans), scatter, 0.2 * scatter);
    EXPECT_NEAR(sum / kMeans, 0, 4 * scatter / std::sqrt(static_cast<double>(kMeans)));
}

TEST(DeltaSigma, noise_is_a_function_of_key_and_clock) {
    const std::vector<double> constant(6'400, 0.1);
    DeltaSigma modulator{ModulatorNoise{chance::Key{3}, 0.01}};
    DeltaSigma again{ModulatorNoise{chance::Key{3}, 0.01}};
    DeltaSigma other{ModulatorNoise{chance::Key{4}, 0.01}};
    DeltaSigma silent{ModulatorNoise{chance::Key{4}, 0}};
    DeltaSigma none;
    const std::vector<std::uint64_t> bits = run(modulator, constant);
    EXPECT_EQ(run(again, constant), bits);
    EXPECT_NE(run(other, constant), bits);
    EXPECT_NE(run(modulator, constant), bits);
    EXPECT_EQ(run(silent, constant), run(none, constant));
}

TEST(DeltaSigma, refuses_what_does_not_fit) {
    EXPECT_THROW((DeltaSigma{ModulatorNoise{chance::Key{1}, -0.1}}), std::invalid_argument);
    EXPECT_THROW((DeltaSigma{ModulatorNoise{chance::Key{1}, 1.1}}), std::invalid_argument);
    DeltaSigma modulator;
    std::vector<std::uint64_t> bits(2);
    EXPECT_THROW(modulator.run(std::vector<double>(127), bits), std::invalid_argument);
}

}  // namespace
}  // namespace bench::afe
