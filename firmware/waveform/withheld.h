#pragma once

// What the guard's runs under way took out of the sums: original less replaced. Where a run turns
// out to have been real it is given back, to the half cycles that it belongs to.

#include <array>
#include <cstddef>

#include "firmware/waveform/sums.h"

namespace meter::waveform {

class Withheld {
public:
    struct Taken {
        Sums now;       // Of the half cycle under way.
        Sums previous;  // Of the one before.
        Sums all;       // Of them and those before.
    };
    void add(const Sums& difference) { now_ += difference; }
    void boundary() {
        older_ += previous_;
        previous_ = now_;
        now_ = {};
    }
    // Of a phase, or of the neutral (kPhases); none is left.
    Taken take(std::size_t phase) {
        Taken taken{now_.of_phase(phase), previous_.of_phase(phase), older_.of_phase(phase)};
        now_ -= taken.now;
        previous_ -= taken.previous;
        older_ -= taken.all;
        taken.all += taken.now;
        taken.all += taken.previous;
        return taken;
    }

private:
    Sums now_{};
    Sums previous_{};
    Sums older_{};
};

}  // namespace meter::waveform
