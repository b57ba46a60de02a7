#include "models/afe/modulator.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>

#include "models/numeric/numeric.h"

namespace bench::afe {
namespace {

constexpr std::int64_t kFullScale = std::int64_t{1} << 40;
constexpr double kMostInput = 2;  // In full scales.
// Powers of two beyond what an input of kMostStable takes the integrators to.
constexpr unsigned kSecondOverFirst = 2;
constexpr std::int64_t kFirstLimit = 4 * kFullScale;
constexpr std::int64_t kSecondLimit = kFirstLimit << kSecondOverFirst;

constexpr unsigned kDrawBits = 8;
constexpr unsigned kDraws = 64 / kDrawBits;  // In one number.

// Of a uniform draw of -255, -253 .. 255.
double draw_rms() { return numeric::square_root((256.0 * 256.0 - 1) / 3); }

std::int64_t whole(double input) {
    return static_cast<std::int64_t>(std::min(std::max(input, -kMostInput), kMostInput) *
                                     static_cast<double>(kFullScale));
}

// The two integrators for one clock. Without branches: seven channels run this a million times a
// second.
struct Loop {
    std::int64_t first;
    std::int64_t second;

    std::uint64_t step(std::int64_t input) {
        const std::int64_t negative = second >> 63;
        const std::int64_t feedback = (kFullScale ^ negative) - negative;
        first += input - feedback;
        second += first - feedback;
        return static_cast<std::uint64_t>(~negative);
    }

    void clip() {
        first = std::clamp(first, -kFirstLimit, kFirstLimit - 1);
        second = std::clamp(second, -kSecondLimit, kSecondLimit - 1);
    }
};

}  // namespace

DeltaSigma::DeltaSigma(const ModulatorNoise& noise) {
    if (!(noise.rms >= 0 && noise.rms <= 1)) {
        throw std::invalid_argument{"noise of a modulator: rms " + std::to_string(noise.rms) +
                                    "; write 0 to 1, of full scale"};
    }
    noise_step_ =
        static_cast<std::int64_t>(noise.rms / draw_rms() * static_cast<double>(kFullScale));
    if (noise_step_ != 0) {
        key_ = noise.key;
    }
}

void DeltaSigma::run(std::span<const double> input, std::span<std::uint64_t> bits) {
    if (input.size() != kBlock * bits.size()) {
        throw std::invalid_argument{"a modulator takes 64 inputs for each word of bits, not " +
                                    std::to_string(input.size()) + " for " +
                                    std::to_string(bits.size())};
    }
    std::array<std::int64_t, kBlock> values{};
    const double* next = input.data();
    for (std::uint64_t& word : bits) {
        for (std::int64_t& value : values) {
            value = whole(*next++);
        }
        if (key_) {
            add_noise(values.data());
        }
        word = block(values.data());
        ++blocks_;
    }
}

std::uint64_t DeltaSigma::block(const std::int64_t* input) {
    Loop fast{first_, second_};
    std::int64_t seen = 0;
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < kBlock; ++i) {
        word = (word >> 1) | (fast.step(input[i]) << 63);
        seen |= (fast.first + kFirstLimit) | ((fast.second + kSecondLimit) >> kSecondOverFirst);
    }
    // Some bit above those of 0 .. 2 kFirstLimit - 1: an integrator would have clipped.
    if ((seen & ~(2 * kFirstLimit - 1)) != 0) {
        fast = {first_, second_};
        word = 0;
        for (std::size_t i = 0; i < kBlock; ++i) {
            word = (word >> 1) | (fast.step(input[i]) << 63);
            fast.clip();
        }
    }
    first_ = fast.first;
    second_ = fast.second;
    return word;
}

void DeltaSigma::add_noise(std::int64_t* input) const {
    for (std::size_t i = 0; i < kBlock; i += kDraws) {
        std::uint64_t drawn = key_->bits(blocks_ * (kBlock / kDraws) + i / kDraws);
        for (std::size_t k = 0; k < kDraws; ++k) {
            const auto draw = static_cast<std::int64_t>(drawn & 0xFF);
            input[i + k] += noise_step_ * (2 * draw - 255);
            drawn >>= kDrawBits;
        }
    }
}

}  // namespace bench::afe
