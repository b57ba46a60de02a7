#pragma once

// Many frames at once, for the tables and for the tests of them. Trial i of a key is the same
// whatever the number of trials.

#include <cstdint>

#include "models/modem/frame_simulator.h"

namespace bench::modem {

struct Burst {
    // 0 for none. Somewhere in the frame, wholly within it, and not in the last interleaver block
    // of a coded one: that is tail and pad, where nothing can be spoilt.
    double symbols = 0;
    double sir_db = 0;  // Es/N0 there.
};

struct Trials {
    Modem modem = kHalfIndex;
    bool coded = true;
    std::size_t psdu_octets = 250;  // Two of the length (PHR) come on top.
    double es_n0_db = 20;
    Burst burst;
};

// How many of the frames first .. first + count - 1 were received with a wrong bit.
[[nodiscard]] std::uint64_t lost_frames(const Trials& trials, const chance::Key& key,
                                        std::uint64_t first, std::uint64_t count);

// Share of wrong bits over so many, uncoded and random.
[[nodiscard]] double bit_error_rate(const Modem& modem, double es_n0_db, std::uint64_t bits,
                                    const chance::Key& key);

}  // namespace bench::modem
