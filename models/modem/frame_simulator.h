#pragma once

// What becomes of one frame at one receiver, bit by bit: modulated, disturbed, demodulated and
// decoded. About 0.3 us a symbol.

#include <cstddef>
#include <span>

#include "models/chance/chance.h"
#include "models/modem/decoder.h"
#include "models/modem/gfsk.h"

namespace bench::modem {

// So many symbols with one ratio of the energy of a symbol to the density of noise and
// interference (Es/N0, dB). Interference is taken as noise of its power.
struct Stretch {
    double symbols = 0;
    double es_n0_db = 0;
};

struct Frame {
    codec::BitsView header;       // Never coded: what of preamble and SFD shall be received.
    codec::BitsView information;  // PHR and PSDU, whitened, in the order of transmission.
    bool coded = false;           // NRNSC and interleaver over the information.
};

struct Reception {
    std::size_t header_errors = 0;       // Wrong bits of the header.
    std::size_t information_errors = 0;  // Wrong bits of the information, after decoding.
    codec::Bits information;             // As received.
    [[nodiscard]] bool intact() const { return header_errors == 0 && information_errors == 0; }
};

class FrameSimulator {
public:
    // `decoder` is asked for coded frames only and outlives this.
    FrameSimulator(const Modem& modem, Decoder& decoder) : gfsk_{modem}, decoder_{&decoder} {}

    // Symbols on the air: header and information, coded or not.
    [[nodiscard]] static std::size_t symbols(const Frame& frame);

    // Stretches follow one another from the first symbol; the last one lasts to the end however
    // long it is said to be. At least one. A key gives the same noise at any ratio, scaled.
    [[nodiscard]] Reception receive(const Frame& frame, std::span<const Stretch> stretches,
                                    const chance::Key& key) const;

private:
    Gfsk gfsk_;
    Decoder* decoder_;
};

}  // namespace bench::modem
