#pragma once

// Reads a recorded load from a file into what the models ask.
//
// Power, voltage and current become integers (mW, mV, mA) on the way, without a locale. A recording
// that is damaged or has an undeclared gap is refused, with the place: energy must be right to the
// last digit.

#include <variant>

#include "models/mains/config.h"

namespace bench::mains {

// An error without a place in the file has line and column 0.
[[nodiscard]] std::variant<Recording, RecordingError> read_recording(const RecordingConfig& config);

}  // namespace bench::mains
