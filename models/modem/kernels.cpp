#include "models/modem/kernels.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cmath>

namespace bench::modem {
namespace {

constexpr float kRadiansPerUnit = 0x1.921fb6p-30F;  // 2 pi / 2^32
constexpr float kTurnsPerRadian = 0x1.45f306p-3F;   // 1 / (2 pi)

// Taylor series on |x| <= pi / 4.
float sine_near_zero(float x) {
    const float square = x * x;
    const float inner = 1.0F / 120 - square * (1.0F / 5040 - square * (1.0F / 362880));
    return x * (1.0F - square * (1.0F / 6 - square * inner));
}

float cosine_near_zero(float x) {
    const float square = x * x;
    const float inner = 1.0F / 24 - square * (1.0F / 720 - square * (1.0F / 40320));
    return 1.0F - square * (0.5F - square * inner);
}

// Abramowitz and Stegun 4.4.49: arc tangent on 0 <= x <= 1, error below 2e-8 before rounding.
float arc_tangent(float x) {
    const float s = x * x;
    float sum = 0.0028662257F;
    sum = sum * s - 0.0161657367F;
    sum = sum * s + 0.0429096138F;
    sum = sum * s - 0.0752896400F;
    sum = sum * s + 0.1065626393F;
    sum = sum * s - 0.1420889944F;
    sum = sum * s + 0.1999355085F;
    sum = sum * s - 0.3333314528F;
    return x * (sum * s + 1.0F);
}

float direction(float real, float imaginary) {
    const float x = std::abs(real);
    const float y = std::abs(imaginary);
    const float longer = std::max(std::max(x, y), 1e-30F);
    const float turn = arc_tangent(std::min(x, y) / longer) * kTurnsPerRadian;
    const float octant = y > x ? 0.25F - turn : turn;
    const float half = real < 0.0F ? 0.5F - octant : octant;
    return imaginary < 0.0F ? -half : half;
}

constexpr std::size_t kBlock = 32;  // Sums of one block stay in registers.

// The same sums in the same order whatever the block, so that no output depends on its place.
template <std::size_t block>
void filter_block(const float* in, std::span<const float> taps, float* out) {
    std::array<float, block> sums{};
    const std::size_t last = taps.size() - 1;
    for (std::size_t k = 0; k < last / 2; ++k) {
        const float tap = taps[k];
        for (std::size_t i = 0; i < block; ++i) sums[i] += tap * (in[i + k] + in[i + last - k]);
    }
    const float middle = taps[last / 2];
    for (std::size_t i = 0; i < block; ++i) out[i] = sums[i] + middle * in[i + last / 2];
}

}  // namespace

void cosines_and_sines(std::span<const std::uint32_t> angles, std::span<float> cosines,
                       std::span<float> sines) {
    const std::size_t count = angles.size();
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t quarter = (angles[i] + 0x20000000U) >> 30U;
        const auto rest = static_cast<std::int32_t>(angles[i] - (quarter << 30U));
        const float x = static_cast<float>(rest) * kRadiansPerUnit;
        const float sine = sine_near_zero(x);
        const float cosine = cosine_near_zero(x);
        const bool across = (quarter & 1U) != 0;
        const float c = across ? sine : cosine;
        const float s = across ? cosine : sine;
        cosines[i] = ((quarter + 1U) & 2U) != 0 ? -c : c;
        sines[i] = (quarter & 2U) != 0 ? -s : s;
    }
}

void filter(std::span<const float> in, std::span<const float> taps, std::span<float> out) {
    assert(taps.size() % 2 == 1 && in.size() + 1 == out.size() + taps.size());
    std::size_t i = 0;
    for (; i + kBlock <= out.size(); i += kBlock) filter_block<kBlock>(&in[i], taps, &out[i]);
    for (; i < out.size(); ++i) filter_block<1>(&in[i], taps, &out[i]);
}

void turns(std::span<const float> real, std::span<const float> imaginary, std::span<float> out) {
    const std::size_t count = out.size();
    for (std::size_t i = 0; i < count; ++i) {
        const float dot = real[i + 1] * real[i] + imaginary[i + 1] * imaginary[i];
        const float cross = imaginary[i + 1] * real[i] - real[i + 1] * imaginary[i];
        out[i] = direction(dot, cross);
    }
}

void exponentials(std::span<const std::uint32_t> numbers, std::span<float> out) {
    const std::size_t count = numbers.size();
    for (std::size_t i = 0; i < count; ++i) {
        // By halves: each converts without rounding, and small numbers keep their digits.
        const auto upper = static_cast<float>(static_cast<std::int32_t>(numbers[i] >> 16U));
        const auto lower = static_cast<float>(static_cast<std::int32_t>(numbers[i] & 0xFFFFU));
        const float u = upper * 0x1p-16F + (lower + 0.5F) * 0x1p-32F;
        // u = 2^e m with m in [sqrt 1/2, sqrt 2); ln m = 2 atanh((m - 1) / (m + 1)).
        const auto bits = std::bit_cast<std::int32_t>(u) - 0x3F3504F3;
        const auto power = static_cast<float>(bits >> 23);
        const float m = std::bit_cast<float>((bits & 0x007FFFFF) + 0x3F3504F3);
        const float s = (m - 1.0F) / (m + 1.0F);
        const float q = s * s;
        const float inner = 1.0F + q * (1.0F / 3 + q * (0.2F + q * (1.0F / 7 + q * (1.0F / 9))));
        out[i] = -2.0F * (power * 0.693147181F + 2.0F * s * inner);
    }
}

}  // namespace bench::modem
