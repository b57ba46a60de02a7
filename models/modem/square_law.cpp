#include "models/modem/square_law.h"

#include <algorithm>
#include <vector>

#include "models/codec/codec.h"
#include "models/modem/noise.h"
#include "models/modem/random_bits.h"
#include "models/numeric/numeric.h"

namespace bench::modem {
namespace {

// An undisturbed symbol is half of the limit: noise moves it both ways.
constexpr float kSoftOfSymbol = 3.5F;

// Sample 2 k is the detector for 1 in symbol k, sample 2 k + 1 that for 0. Deviation of the noise 1
// in either part, so that the amplitude is the root of 2 Es/N0.
Waveform heard(codec::BitsView air, float amplitude, const chance::Key& key) {
    Waveform wave{std::vector<float>(2 * air.size()), std::vector<float>(2 * air.size())};
    for (std::size_t k = 0; k < air.size(); ++k) wave.real[2 * k + 1 - air[k]] = amplitude;
    add_noise(wave, std::vector<float>(2 * air.size(), 1.0F), key);
    return wave;
}

codec::Softs detect(const Waveform& wave, float symbol_energy, bool soft) {
    constexpr float kLimit = codec::kSoftLimit;
    codec::Softs values(wave.real.size() / 2);
    const auto energy = [&wave](std::size_t i) {
        return wave.real[i] * wave.real[i] + wave.imaginary[i] * wave.imaginary[i];
    };
    for (std::size_t k = 0; k < values.size(); ++k) {
        const float difference = energy(2 * k) - energy(2 * k + 1);
        const float half = difference < 0 ? -0.5F : 0.5F;
        const float scaled = difference / symbol_energy * kSoftOfSymbol;
        const float value = soft ? std::clamp(scaled, -kLimit, kLimit) : half;
        values[k] = static_cast<std::int16_t>(value + half);
    }
    return values;
}

}  // namespace

std::uint64_t square_law_lost_frames(double es_n0_db, bool soft, std::size_t psdu_octets,
                                     std::uint64_t count, const chance::Key& key) {
    const double energy = 2 * numeric::from_db(es_n0_db);
    const auto amplitude = static_cast<float>(numeric::square_root(energy));
    std::uint64_t lost = 0;
    for (std::uint64_t trial = 0; trial < count; ++trial) {
        const codec::Bits bits = random_bits(8 * (psdu_octets + 2), key.of("bits").of(trial));
        const codec::Bits air = codec::interleave(codec::encode_field(bits, codec::Code::nrnsc));
        const Waveform wave = heard(air, amplitude, key.of("noise").of(trial));
        const codec::Softs values = detect(wave, static_cast<float>(energy), soft);
        const codec::Bits got =
            codec::viterbi(codec::deinterleave(values), bits.size(), codec::Code::nrnsc);
        lost += got == bits ? 0U : 1U;
    }
    return lost;
}

}  // namespace bench::modem
