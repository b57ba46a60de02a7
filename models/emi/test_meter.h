#pragma once

// A disturbed meter for tests.

#include "models/emi/disturbances.h"

namespace bench::emi {

inline const chance::Key kMeter = chance::Key{7}.of("meter");

// EFT of 4 kV at 5 kHz from one second on, for a minute.
inline DisturbanceConfig eft(double level = 4000, double rate_hz = 5000) {
    return {.id = 1,
            .kind = Kind::eft_burst,
            .level = level,
            .spike_rate_hz = rate_hz,
            .start_s = 1,
            .end_s = 61};
}

inline DisturbanceConfig of(Kind kind, double level) {
    return {.id = 2, .kind = kind, .level = level, .start_s = 1, .end_s = 601};
}

inline Installation with(Victim victim, double db) {
    Installation installation;
    installation.coupling_db[static_cast<std::size_t>(victim)] = db;
    return installation;
}

inline Disturbances meter(const DisturbanceConfig& config, const Installation& installation = {}) {
    Disturbances out{installation, kMeter};
    out.add(config);
    return out;
}

inline std::vector<Impulse> impulses(const Disturbances& from, std::size_t channel, double start_s,
                                     double end_s) {
    std::vector<Impulse> out;
    from.impulses(channel, start_s, end_s, out);
    return out;
}

}  // namespace bench::emi
