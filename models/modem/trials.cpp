#include "models/modem/trials.h"

#include <array>
#include <cassert>

#include "models/modem/random_bits.h"

namespace bench::modem {
namespace {

constexpr std::size_t kPhrOctets = 2;

constexpr double kLastBlock = 32;

std::array<Stretch, 3> stretches_of(const Trials& trials, double symbols, double place) {
    const double room = symbols - (trials.coded ? kLastBlock : 0);
    assert(trials.burst.symbols <= room);
    const double before = place * (room - trials.burst.symbols);
    return {{{before, trials.es_n0_db},
             {trials.burst.symbols, trials.burst.sir_db},
             {symbols, trials.es_n0_db}}};
}

}  // namespace

std::uint64_t lost_frames(const Trials& trials, const chance::Key& key, std::uint64_t first,
                          std::uint64_t count) {
    ViterbiDecoder decoder;
    const FrameSimulator simulator{trials.modem, decoder};
    const chance::Key places = key.of("place");
    std::uint64_t lost = 0;
    for (std::uint64_t trial = first; trial < first + count; ++trial) {
        const codec::Bits bits =
            random_bits(8 * (kPhrOctets + trials.psdu_octets), key.of("bits").of(trial));
        const Frame frame{.header = {}, .information = bits, .coded = trials.coded};
        const auto symbols = static_cast<double>(FrameSimulator::symbols(frame));
        const auto stretches = stretches_of(trials, symbols, places.uniform(trial));
        const Reception reception = simulator.receive(frame, stretches, key.of("noise").of(trial));
        lost += reception.intact() ? 0U : 1U;
    }
    return lost;
}

double bit_error_rate(const Modem& modem, double es_n0_db, std::uint64_t bits,
                      const chance::Key& key) {
    constexpr std::size_t kFrameBits = 4096;
    ViterbiDecoder decoder;
    const FrameSimulator simulator{modem, decoder};
    const std::array<Stretch, 1> whole{{{0, es_n0_db}}};
    std::uint64_t wrong = 0;
    std::uint64_t sent = 0;
    for (std::uint64_t trial = 0; sent < bits; ++trial, sent += kFrameBits) {
        const codec::Bits frame = random_bits(kFrameBits, key.of("bits").of(trial));
        const Frame uncoded{.header = {}, .information = frame, .coded = false};
        wrong += simulator.receive(uncoded, whole, key.of("noise").of(trial)).information_errors;
    }
    return static_cast<double>(wrong) / static_cast<double>(sent);
}

}  // namespace bench::modem
