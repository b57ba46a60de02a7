#pragma once

// White Gaussian noise for seven channels, a pure function of the sample's index.
//
// One Philox4x64-10 block holds the seven draws of a sample, 32 bits each, turned into normal ones
// by the inverse of the distribution: a table of 1024 cells, its outermost cells calculated.

#include <array>
#include <cstdint>
#include <span>

#include "models/afe/front_end_config.h"
#include "models/chance/chance.h"

namespace bench::afe {

class Noise {
public:
    explicit Noise(chance::Key key);
    // Adds sigma times a normal draw to out[channel][n], that of sample first_index + n.
    void add(std::uint64_t first_index, double sigma,
             const std::array<std::span<double>, kChannels>& out) const;

private:
    std::array<std::uint64_t, 2> key_;
};

// Quantile of the normal distribution, 0 < p < 1: Acklam's rational approximation, relative error
// below 1.2e-9.
[[nodiscard]] double normal_quantile(double p);

}  // namespace bench::afe
