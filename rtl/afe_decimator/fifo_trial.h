#pragma once

// What the frames' way out must do, as one trial that either passes or does not: overflow, reading
// again, releasing while frames come, and what is there when nothing is.

#include "models/chance/chance.h"
#include "rtl/afe_decimator/comparison.h"

namespace bench::afe_decimator {

class Trial {
public:
    explicit Trial(const chance::Key& key);

    // Each begins with a reset.
    [[nodiscard]] bool overflows_and_recovers(AfeDecimator& rtl) const;
    [[nodiscard]] bool reads_in_any_order(AfeDecimator& rtl) const;
    [[nodiscard]] bool releases_while_bits_come(AfeDecimator& rtl) const;
    [[nodiscard]] bool starts_anew_after_a_reset(AfeDecimator& rtl) const;

private:
    [[nodiscard]] bool holds(AfeDecimator& rtl, std::size_t index, std::size_t frame,
                             bool gap = false) const;
    [[nodiscard]] std::span<const Bits> blocks(std::size_t from, std::size_t count) const;

    std::vector<Bits> stream_;
    std::vector<Frame> frames_;  // Without the high-pass.
};

[[nodiscard]] bool passes(AfeDecimator& rtl, const Trial& trial);

}  // namespace bench::afe_decimator
