#include "models/modem/frame_simulator.h"

#include <algorithm>
#include <cassert>
#include <vector>

#include "models/modem/noise.h"
#include "models/numeric/numeric.h"

namespace bench::modem {
namespace {

constexpr auto kSamples = static_cast<double>(kSamplesPerSymbol);

codec::Bits on_air(const Frame& frame) {
    codec::Bits bits{frame.header.begin(), frame.header.end()};
    if (!frame.coded) {
        bits.insert(bits.end(), frame.information.begin(), frame.information.end());
        return bits;
    }
    const codec::Bits field =
        codec::interleave(codec::encode_field(frame.information, codec::Code::nrnsc));
    bits.insert(bits.end(), field.begin(), field.end());
    return bits;
}

// The noise lies in the whole sampled band, kSamples symbol rates wide; a sample's power is 1.
float deviation_of(double es_n0_db) {
    return static_cast<float>(
        numeric::square_root(kSamples / 2 / numeric::from_db(std::max(es_n0_db, -100.0))));
}

// One for each sample. The margins before and after are as the first and the last symbol.
std::vector<float> deviations(std::size_t samples, std::span<const Stretch> stretches) {
    std::vector<float> values(samples);
    double symbols = Gfsk::kMargin;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < stretches.size(); ++i) {
        symbols += stretches[i].symbols;
        const bool last = i + 1 == stretches.size();
        const double edge = std::min(symbols * kSamples + 0.5, static_cast<double>(samples));
        const std::size_t end = last ? samples : static_cast<std::size_t>(edge);
        std::fill(values.begin() + static_cast<std::ptrdiff_t>(begin),
                  values.begin() + static_cast<std::ptrdiff_t>(end),
                  deviation_of(stretches[i].es_n0_db));
        begin = end;
    }
    return values;
}

std::size_t differing(codec::BitsView a, codec::BitsView b) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < a.size(); ++i) count += static_cast<std::size_t>(a[i] != b[i]);
    return count;
}

}  // namespace

std::size_t FrameSimulator::symbols(const Frame& frame) {
    const std::size_t bits = frame.information.size();
    return frame.header.size() + (frame.coded ? codec::coded_bits(bits / 8) : bits);
}

Reception FrameSimulator::receive(const Frame& frame, std::span<const Stretch> stretches,
                                  const chance::Key& key) const {
    assert(!stretches.empty());
    Waveform wave = gfsk_.modulate(on_air(frame));
    add_noise(wave, deviations(wave.real.size(), stretches), key);
    const std::vector<float> turns = gfsk_.demodulate(wave);
    const auto heard = std::span{turns};
    const std::size_t header = frame.header.size();
    Reception reception;
    reception.header_errors = differing(Gfsk::hard(heard.first(header)), frame.header);
    if (frame.coded) {
        const codec::Softs soft = codec::deinterleave(gfsk_.soft(heard.subspan(header)));
        reception.information = decoder_->decode(soft, frame.information.size());
    } else {
        reception.information = Gfsk::hard(heard.subspan(header));
    }
    reception.information_errors = differing(reception.information, frame.information);
    return reception;
}

codec::Bits ViterbiDecoder::decode(codec::SoftsView soft, std::size_t information_bits) {
    return codec::viterbi(soft, information_bits, codec::Code::nrnsc);
}

}  // namespace bench::modem
