#pragma once

// The record of the three-phase measurement (firmware/hal/metrology.h) in the rooms' own words.

#include "firmware/port/board.h"
#include "firmware/power_quality/config.h"
#include "firmware/waveform/config.h"

namespace meter::app {

[[nodiscard]] waveform::EngineConfig engine_config(const hal_metrology& record);
// Values out of range fall back to the defaults.
[[nodiscard]] power_quality::Config quality_config(const hal_metrology& record);

}  // namespace meter::app
