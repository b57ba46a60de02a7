#pragma once

// Levels as the trace and the radio's records carry them: whole hundredths of dB and dBm.

#include <algorithm>

#include "models/numeric/numeric.h"

namespace bench::radio {

inline int to_cdb(double db) {
    return static_cast<int>(std::clamp(db * 100.0, -32000.0, 32000.0) + (db >= 0 ? 0.5 : -0.5));
}
inline int to_cdbm(double mw) { return to_cdb(numeric::to_db(std::max(mw, 1e-32))); }

}  // namespace bench::radio
