#pragma once

// What every WaveSource asks of the spans it is to fill.

#include <stdexcept>

#include "models/mains/wave_source.h"

namespace bench::mains {

// The one length of all spans that are not empty; 0 if all are. Throws std::invalid_argument for
// different lengths.
[[nodiscard]] inline std::size_t length_of(const std::array<std::span<double>, kWaves>& out) {
    std::size_t length = 0;
    for (const auto& span : out) {
        if (span.empty()) continue;
        if (length != 0 && span.size() != length) {
            throw std::invalid_argument{"waves to fill have different lengths; give one length"};
        }
        length = span.size();
    }
    return length;
}

}  // namespace bench::mains
