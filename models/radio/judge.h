#pragma once

// Decides whether a receiver gets a frame, from all that was on its channel meanwhile.
//
// Three stages (order as in BabbleSim): synchronisation on the 16 bits of the SFD, the 16 bits of
// the length, the payload. One draw serves all three, so a frame that is lost early would not have
// survived later.

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "models/radio/air.h"
#include "models/radio/error_curve.h"
#include "models/radio/jamming.h"
#include "models/radio/transmission.h"

namespace bench::radio {

struct Verdict {
    std::optional<trace::LossCause> lost{};
    double sinr_db = 0;   // Least of the pieces.
    bool jammed = false;  // A jammer was on during the frame.
};

class Judge {
public:
    using OnChannel = std::span<const std::unique_ptr<Transmission>>;

    Judge(Air& air, const Jamming& jamming) : air_{air}, jamming_{jamming} {}

    // At the frame's start: does the receiver lock on to it?
    [[nodiscard]] Verdict synchronise(const Transmission& frame, const Hearing& hearing,
                                      OnChannel others);
    // At its end.
    [[nodiscard]] Verdict judge(const Transmission& frame, const Hearing& hearing,
                                OnChannel others);

private:
    struct Interferer {
        Time start;
        Time end;
        double power_mw;
    };
    // Of the SFD, the length and the payload.
    struct Stages {
        double log_survival[3] = {};
        double least_sinr_db = 1000;
    };
    // Fills interferers_; true if a jammer is among them.
    bool collect(const Transmission& frame, const Hearing& hearing, OnChannel others, Time from,
                 Time to);
    [[nodiscard]] double noise_mw(const Hearing& hearing, Time from, Time to) const;
    void cut_into_pieces(const Transmission& frame, const Hearing& hearing);
    [[nodiscard]] Stages survive(const Transmission& frame, const Hearing& hearing);
    [[nodiscard]] double luck(const Transmission& frame, const Hearing& hearing) const;

    Air& air_;
    const Jamming& jamming_;
    ErrorCurve curve_{gfsk_bit_error_rate};
    std::vector<Interferer> interferers_;
    std::vector<Time> edges_;
};

}  // namespace bench::radio
