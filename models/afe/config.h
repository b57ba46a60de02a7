#pragma once

#include <cstdint>

namespace bench::afe {

// The single-phase metering IC at register fidelity.
struct MeteringIcConfig {
    // Gain error of energy and power, drawn once a meter: uniform in +- this, in parts per million.
    // Class 1 (IEC 62053-21) allows 1 % at unity power factor; a calibrated part keeps well inside.
    std::int32_t gain_error_ppm = 2000;
    std::int64_t import_start_cwh = 345'282'700;  // Register contents at the start, 0.01 Wh.
    std::int64_t export_start_cwh = 0;
    std::int32_t frequency_mhz = 50'000;
};

}  // namespace bench::afe
