#pragma once

// The cores of the four current transformers: phase error, saturation, a magnet.
//
// Flux p as a share of the knee's peak flux, primary current i, secondary current s (both in
// primary amperes): dp/dt = w50 s / (sqrt 2 knee), s = i - m(p). The magnetising current is a
// two-term power series, as Lucas et al. use (IEEE Trans. Power Delivery 7, 1992):
// m(p) = tan(d) sqrt 2 knee (p + b p^15), with b such that at p = 1 a tenth more flux takes half as
// much current again, the knee point of IEC 61869-2.
// For small signals that is a high-pass that leads by d at 50 Hz. Static flux moves the point about
// which the curve is run.

#include <array>
#include <span>

#include "models/afe/parts.h"

namespace bench::afe {

class CurrentCores {
public:
    static constexpr std::size_t kLanes = kChannels - kVoltageChannels;

    explicit CurrentCores(const Parts& parts);

    void restart();

    // Replaces primary by secondary current, `bias` (one value a sample, or none) being the static
    // flux. Spans of one length, samples `step_s` apart, at most 125 us x 1.01.
    void run(double step_s, const std::array<std::span<double>, kLanes>& current,
             std::span<const double> bias);

private:
    using Lanes = std::array<double, kLanes>;

    struct Point {
        Lanes flux{};
        Lanes secondary{};  // Of the last sample.
    };

    // Each takes one sample and leaves the secondary current.
    static void step_straight(Point& point, const Lanes& half, const Lanes& magnetise,
                              const Lanes& primary);
    void step_bent(Point& point, const Lanes& half, const Lanes& primary, double bias) const;

    Lanes rate_;       // d(flux)/dt per ampere of secondary current.
    Lanes magnetise_;  // Amperes per unit of flux, 0 without a core.
    Lanes limit_;      // Flux beyond which the core takes what comes.
    Point point_;
};

}  // namespace bench::afe
