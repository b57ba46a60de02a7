#pragma once

// What a short pulse before the anti-alias filter leaves in the samples after the decimator.

#include <span>
#include <vector>

#include "models/afe/decimator_response.h"
#include "models/emi/front_end.h"

namespace bench::afe {

// The decimator's response convolved with that of the anti-alias pole, 32 values a nominal sample,
// linear between them. Its integral is 1; the samples that one pulse touches sum to area / step
// within what the decimator lets through of 8 kHz and its multiples.
class ImpulseResponse {
public:
    ImpulseResponse(const DecimatorResponse& decimator, double corner_hz);

    // How long before a sample a pulse can lie and still reach it.
    [[nodiscard]] double length_s() const;
    // Value of a sample `after_s` after a pulse of 1 V s; 0 outside (0, length).
    [[nodiscard]] double at(double after_s) const;
    // Adds the samples at start_s + n * step_s that `impulses` leave [V].
    void add(std::span<const emi::Impulse> impulses, double start_s, double step_s,
             std::span<double> out) const;

private:
    std::vector<double> table_;  // 1/s, from 0 on.
};

}  // namespace bench::afe
