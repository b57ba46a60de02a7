#include "models/modem/noise.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include <Random123/philox.h>

#include "models/modem/kernels.h"

namespace bench::modem {
namespace {

using Philox = r123::Philox4x64;
constexpr std::size_t kBlock = 256;

struct Draws {
    std::array<std::uint32_t, kBlock> radii;
    std::array<std::uint32_t, kBlock> angles;
};

void draw(Draws& draws, std::size_t first, const Philox::key_type& key) {
    for (std::size_t i = 0; i < kBlock; i += 4) {
        const auto block = Philox{}({{(first + i) / 4, 0, 0, 0}}, key);
        for (std::size_t k = 0; k < 4; ++k) {
            draws.radii[i + k] = static_cast<std::uint32_t>(block[k] >> 32U);
            draws.angles[i + k] = static_cast<std::uint32_t>(block[k]);
        }
    }
}

}  // namespace

void add_noise(Waveform& wave, std::span<const float> deviations, const chance::Key& key) {
    const Philox::key_type words{{key.bits(0), key.bits(1)}};
    Draws draws;
    std::array<float, kBlock> squares;
    std::array<float, kBlock> cosines;
    std::array<float, kBlock> sines;
    for (std::size_t first = 0; first < deviations.size(); first += kBlock) {
        draw(draws, first, words);
        exponentials(draws.radii, squares);
        cosines_and_sines(draws.angles, cosines, sines);
        const std::size_t count = std::min(kBlock, deviations.size() - first);
        for (std::size_t i = 0; i < count; ++i) {
            const float radius = std::sqrt(squares[i]) * deviations[first + i];
            wave.real[first + i] += radius * cosines[i];
            wave.imaginary[first + i] += radius * sines[i];
        }
    }
}

}  // namespace bench::modem
