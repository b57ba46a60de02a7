#pragma once

// The figures of one part, drawn once from its configuration.

#include <array>

#include "models/afe/front_end_config.h"
#include "models/chance/chance.h"

namespace bench::afe {

struct ChannelPart {
    double gain = 0;  // Volts at the modulator per volt or ampere at the terminals, 25 degrees.
    double drift_per_k = 0;  // Of the gain, as a share.
    double corner_hz = 0;
    double offset_v = 0;
    // Current transformer: tangent of the phase error at 50 Hz, 0 for all else, and the knee.
    double phase_tangent = 0;
    double knee_a_rms = 1;
};

struct Parts {
    std::array<ChannelPart, kChannels> channels;
    double reference = 1;  // Of the nominal full scale.
    double reference_drift_per_k = 0;
};

// Throws std::invalid_argument with what is wrong and what would be right.
void check(const FrontEndConfig& config);

[[nodiscard]] Parts draw_parts(const FrontEndConfig& config, chance::Key key);

}  // namespace bench::afe
