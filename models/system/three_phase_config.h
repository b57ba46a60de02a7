#pragma once

// The analogue side of a three-phase meter as plain data.

#include <cstdint>
#include <memory>
#include <vector>

#include "models/afe/front_end_config.h"
#include "models/emi/config.h"
#include "models/mains/grid_config.h"
#include "models/mains/wave_file.h"

namespace bench::system {

// How samples come about: at 8 kHz in closed form, or bit streams into the decimator in RTL.
enum class AfeFidelity : std::uint8_t { samples, rtl };

// What the adjustment at manufacture leaves: each unit's errors are drawn uniformly within +-
// these.
struct AdjustmentConfig {
    double gain_ppm = 300;
    double phase_mdeg = 5;  // At the nominal frequency; 10 is what class 0.5 S asks for.
    double corner_percent = 0.2;
    bool adjusted = true;  // False: the unit left the works with nominal values.
};

struct ThreePhaseConfig {
    mains::GridConfig grid;
    std::vector<mains::LoadItem> loads;
    std::shared_ptr<const mains::WaveFile> wave;  // Instead of grid and loads.
    afe::FrontEndConfig front_end;
    AfeFidelity fidelity = AfeFidelity::samples;
    emi::Installation installation;
    AdjustmentConfig adjustment;
    double start_share = 0.001;        // Starting current of In (class 0.5 S: 0.001).
    double interruption_share = 0.05;  // Of Un.
    bool rejection = true;             // The firmware replaces disturbed samples.
};

}  // namespace bench::system
