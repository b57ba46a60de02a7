#pragma once

// Voltages and currents at the meter's terminals, as whoever samples them asks for them.

#include <array>
#include <cstddef>
#include <span>

namespace bench::mains {

// u1 u2 u3 against neutral [V], i1 i2 i3 into the installation and in back [A].
inline constexpr std::size_t kWaves = 7;

class WaveSource {
public:
    virtual ~WaveSource() = default;
    // Fills `out[channel]`, all of one length, with the values at start_s + n * step_s seconds from
    // the start of the run. A pure function of those instants.
    virtual void fill(double start_s, double step_s,
                      const std::array<std::span<double>, kWaves>& out) const = 0;
};

}  // namespace bench::mains
