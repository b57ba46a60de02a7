#pragma once

// The measured harmonics of appliances, one row a second, replayed as real load steps.
//
// Each row of the file (scenarios/recordings/appliances_1hz.md) becomes a load of kind spectrum
// that draws the row's fundamental current for one second, with the row's 3rd, 5th, 7th and 9th
// harmonic. The displacement factor is P / (U I1) with U = S / I of the row. The file has no angles
// of harmonics: they are 0. Its reactive power has no sign: it lags.

#include <string>
#include <variant>
#include <vector>

#include "models/mains/config.h"
#include "models/mains/grid_config.h"

namespace bench::mains {

struct LoadProfileConfig {
    std::string path;  // Absolute, or relative to the working folder.
    std::uint8_t phases = kL1;
    Time start = kStart;  // Of the first row.
};

// Rows whose fundamental is 0 become no load. Time stamps must be one second apart.
[[nodiscard]] std::variant<std::vector<LoadItem>, RecordingError> read_load_profile(
    const LoadProfileConfig& config);

}  // namespace bench::mains
