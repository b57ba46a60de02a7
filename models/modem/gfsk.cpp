#include "models/modem/gfsk.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "models/modem/kernels.h"
#include "models/numeric/numeric.h"

namespace bench::modem {
namespace {

constexpr auto kSamples = static_cast<int>(kSamplesPerSymbol);
constexpr std::size_t kBlock = 32 * kSamplesPerSymbol;
constexpr double kPi = 3.14159265358979323846;
constexpr double kLn2 = 0.69314718055994530942;

// Impulse response over +-`reach` samples, sum 1. Deviation sqrt(ln 2) / (2 pi BT) symbols.
std::vector<double> gaussian(double bt, int reach) {
    std::vector<double> response;
    if (bt <= 0) {
        response.assign(static_cast<std::size_t>(2 * reach + 1), 0.0);
        response[static_cast<std::size_t>(reach)] = 1.0;
        return response;
    }
    const double deviation = numeric::square_root(kLn2) / (2 * kPi * bt) * kSamples;
    double sum = 0;
    for (int i = -reach; i <= reach; ++i) {
        response.push_back(numeric::exp(-i * i / (2 * deviation * deviation)));
        sum += response.back();
    }
    for (double& value : response) value /= sum;
    return response;
}

// Sinc of cut-off width / 2 over +-8 symbols under a Hamming window, gain 1 at its middle.
std::vector<float> channel_taps(double width) {
    constexpr int kReach = 8 * kSamples;
    const double cut = width / 2 / kSamples;
    std::vector<double> taps;
    double sum = 0;
    for (int i = -kReach; i <= kReach; ++i) {
        const double window = 0.54 + 0.46 * numeric::cos_turns(i / (2.0 * kReach));
        const double sinc = i == 0 ? 2 * cut : numeric::sin_turns(cut * i) / (kPi * i);
        taps.push_back(window * sinc);
        sum += taps.back();
    }
    std::vector<float> scaled;
    for (const double tap : taps) scaled.push_back(static_cast<float>(tap / sum));
    return scaled;
}

// Bit `place` symbols away from the middle of a pattern, as -1 or 1.
double level(std::size_t pattern, int place) {
    return ((pattern >> static_cast<unsigned>(place + 2)) & 1U) != 0 ? 1.0 : -1.0;
}

// The frequency at one sample of the middle symbol, in deviations.
double frequency(std::size_t pattern, int sample, const std::vector<double>& response) {
    const int reach = static_cast<int>(response.size() / 2);
    double sum = 0;
    for (int i = -reach; i <= reach; ++i) {
        const int place = (sample + i + 2 * kSamples) / kSamples - 2;
        sum += response[static_cast<std::size_t>(i + reach)] * level(pattern, place);
    }
    return sum;
}

}  // namespace

Gfsk::Gfsk(const Modem& modem)
    : taps_{channel_taps(modem.receiver_width)},
      soft_scale_{static_cast<float>(static_cast<double>(kSoftOfFullTurn) / (modem.h / 2))} {
    assert(modem.h > 0 && modem.receiver_width > 0);
    assert(taps_.size() / 2 + 1 <= kMargin * kSamplesPerSymbol);
    // Two symbols either way: at BT 0.5 what lies beyond is below 1e-13.
    const std::vector<double> response = gaussian(modem.bt, 2 * kSamples);
    for (std::size_t pattern = 0; pattern < kPatterns; ++pattern) {
        for (int sample = 0; sample < kSamples; ++sample) {
            const double step = modem.h / 2 / kSamples * frequency(pattern, sample, response);
            steps_[pattern][static_cast<std::size_t>(sample)] =
                static_cast<std::uint32_t>(std::llround(step * 0x1p32));
        }
    }
}

Waveform Gfsk::modulate(codec::BitsView bits) const {
    const std::size_t symbols = bits.size() + 2 * kMargin;
    // What is not in the bits goes on as in the preamble, 0101.
    const auto bit_at = [bits](std::size_t symbol) {
        const bool inside = symbol >= kMargin && symbol < kMargin + bits.size();
        return inside ? std::size_t{bits[symbol - kMargin]} : symbol % 2;
    };
    Waveform wave{std::vector<float>(symbols * kSamplesPerSymbol),
                  std::vector<float>(symbols * kSamplesPerSymbol)};
    std::array<std::uint32_t, kBlock> angles{};
    std::size_t pattern = bit_at(0) << 3U | bit_at(1) << 4U;
    std::uint32_t angle = 0;
    std::size_t done = 0;
    for (std::size_t symbol = 0; symbol < symbols; ++symbol) {
        pattern = pattern >> 1U | bit_at(symbol + 2) << 4U;
        const std::size_t at = symbol * kSamplesPerSymbol - done;
        for (std::size_t i = 0; i < kSamplesPerSymbol; ++i) {
            angle += steps_[pattern][i];
            angles[at + i] = angle;
        }
        const std::size_t count = at + kSamplesPerSymbol;
        if (count < kBlock && symbol + 1 < symbols) continue;
        cosines_and_sines(std::span{angles}.first(count), std::span{wave.real}.subspan(done, count),
                          std::span{wave.imaginary}.subspan(done, count));
        done += count;
    }
    return wave;
}

void Gfsk::filtered(const std::vector<float>& in, std::size_t output, std::span<float> out) const {
    // Output 0 is the last sample before the first bit.
    const std::size_t first = kMargin * kSamplesPerSymbol - 1 - taps_.size() / 2;
    filter(std::span{in}.subspan(first + output, out.size() + taps_.size() - 1), taps_, out);
}

std::vector<float> Gfsk::demodulate(const Waveform& wave) const {
    const std::size_t symbols = wave.real.size() / kSamplesPerSymbol - 2 * kMargin;
    std::vector<float> sums(symbols);
    // In blocks that stay in the first cache. Element 0 is the sample before the block.
    std::array<float, kBlock + 1> real{};
    std::array<float, kBlock + 1> imaginary{};
    std::array<float, kBlock> turn{};
    filtered(wave.real, 0, std::span{real}.first(1));
    filtered(wave.imaginary, 0, std::span{imaginary}.first(1));
    for (std::size_t done = 0; done < symbols; done += kBlock / kSamplesPerSymbol) {
        const std::size_t begin = done * kSamplesPerSymbol;
        const std::size_t count = std::min(kBlock, symbols * kSamplesPerSymbol - begin);
        filtered(wave.real, begin + 1, std::span{real}.subspan(1, count));
        filtered(wave.imaginary, begin + 1, std::span{imaginary}.subspan(1, count));
        turns(real, imaginary, std::span{turn}.first(count));
        for (std::size_t i = 0; i < count; ++i) sums[done + i / kSamplesPerSymbol] += turn[i];
        real[0] = real[count];
        imaginary[0] = imaginary[count];
    }
    return sums;
}

codec::Bits Gfsk::hard(std::span<const float> turns) {
    codec::Bits bits(turns.size());
    for (std::size_t i = 0; i < turns.size(); ++i) bits[i] = turns[i] > 0 ? 1 : 0;
    return bits;
}

codec::Softs Gfsk::soft(std::span<const float> turns) const {
    constexpr float kLimit = codec::kSoftLimit;
    codec::Softs softs(turns.size());
    for (std::size_t i = 0; i < turns.size(); ++i) {
        const float value = std::clamp(turns[i] * soft_scale_, -kLimit, kLimit);
        softs[i] = static_cast<std::int16_t>(value + (value < 0 ? -0.5F : 0.5F));
    }
    return softs;
}

}  // namespace bench::modem
