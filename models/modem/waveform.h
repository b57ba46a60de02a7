#pragma once

// Complex baseband, its parts apart so that loops over them become vector instructions.

#include <cstddef>
#include <vector>

namespace bench::modem {

inline constexpr std::size_t kSamplesPerSymbol = 8;

struct Waveform {
    std::vector<float> real;
    std::vector<float> imaginary;
};

}  // namespace bench::modem
