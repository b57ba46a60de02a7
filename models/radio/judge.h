#pragma once

// Decides whether a receiver gets a frame, from all that was on its channel meanwhile.
//
// Three stages (order as in BabbleSim): synchronisation on the bits of the SFD, the length, the
// payload. One draw serves all three, so a frame that is lost early would not have survived later.
//
// Without coding the chance is a product over the pieces between the starts and stops of what
// overlaps. With coding a short burst straddles the decoder's memory: it counts as a burst from the
// tables of models/modem, a long one as noise of its level.

#include <optional>
#include <vector>

#include "models/radio/air.h"
#include "models/radio/bit_level.h"
#include "models/radio/error_curve.h"
#include "models/radio/interferers.h"
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
    struct World {
        Air& air;
        const Jamming& jamming;
        Interferers& interferers;
        const Listeners& listeners;
        const Channels& channels;
    };
    explicit Judge(const World& world)
        : air_{world.air},
          jamming_{world.jamming},
          sources_{world.interferers},
          listeners_{world.listeners},
          channels_{world.channels} {}

    // From now on frames that it covers are judged bit by bit.
    void use(const BitLevel& bits) { bits_ = &bits; }

    // At the frame's start: does the receiver lock on to it?
    [[nodiscard]] Verdict synchronise(const Transmission& frame, const Hearing& hearing);
    // At its end.
    [[nodiscard]] Verdict judge(const Transmission& frame, const Hearing& hearing);

private:
    // One piece of a frame. Implementation loss is taken off the ratios.
    struct Ratio {
        int stage;
        double symbols;
        double sinr_db;
        double undisturbed_db;  // The same without interference.
    };
    // Of the SFD, the length and the payload.
    struct Stages {
        double log_survival[3] = {};
    };
    // Fills interferers_, as things were when the frame of the number `as_of` began; true if a
    // jammer is among them.
    bool collect(const Transmission& frame, const Hearing& hearing, Time from, Time to,
                 std::uint32_t as_of);
    [[nodiscard]] double noise_mw(const Transmission& frame, const Hearing& hearing, Time from,
                                  Time to) const;
    void cut_into_pieces(const Transmission& frame, const Hearing& hearing);
    [[nodiscard]] Stages survive(const Transmission& frame) const;
    static double log_survival(const PhyFacts& facts, const Ratio& piece);
    // Answers the least ratio, implementation loss not taken off.
    double find_ratios(const Transmission& frame, const Hearing& hearing);
    [[nodiscard]] std::optional<trace::LossCause> by_bits(const Transmission& frame,
                                                          const Hearing& hearing);
    [[nodiscard]] double luck(const Transmission& frame, const Hearing& hearing) const;

    Air& air_;
    const Jamming& jamming_;
    Interferers& sources_;
    const Listeners& listeners_;
    const Channels& channels_;
    std::vector<Interference> interferers_;
    std::vector<Time> edges_;
    std::vector<Ratio> ratios_;
    std::vector<modem::Stretch> stretches_;
    const BitLevel* bits_ = nullptr;
};

}  // namespace bench::radio
