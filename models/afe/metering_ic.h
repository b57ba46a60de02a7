#pragma once

// The single-phase metering IC: what its registers hold at any instant, in closed form.
//
// Energy is the exact integral of the load times one gain that is drawn for the part, so no noise
// ever has to be summed. While mains are absent nothing is counted. The same integral without the
// gain is what a check compares with.

#include <cstdint>

#include "models/afe/config.h"
#include "models/chance/chance.h"
#include "models/mains/load.h"

namespace bench::afe {

struct Registers {
    std::int64_t import_cwh = 0;  // 0.01 Wh, truncated.
    std::int64_t export_cwh = 0;
    std::int64_t power_mw = 0;
    std::int32_t voltage_mv = 0;
    std::int32_t current_ma = 0;
    std::int32_t frequency_mhz = 0;
};

class MeteringIc {
public:
    // Mains are present at the start. `load` must outlive this; `key` is that of this part. Throws
    // std::invalid_argument for a gain error outside 0 .. 999 999 ppm, negative registers or
    // frequency.
    MeteringIc(const MeteringIcConfig& config, const mains::Load& load, chance::Key key);

    // Mains failed or came back at `time`, which is not before the last change.
    void mains(Time time, bool present);

    // `time` is not before the last change of mains, here and below.
    [[nodiscard]] Registers at(Time time) const;

    // What the energy registers would hold without the gain error, in microwatt-hours.
    [[nodiscard]] std::int64_t true_import_uwh(Time time) const;
    [[nodiscard]] std::int64_t true_export_uwh(Time time) const;

    [[nodiscard]] std::int64_t gain_error_ppb() const { return gain_ppb_ - kBillion; }

private:
    static constexpr std::int64_t kBillion = 1'000'000'000;

    [[nodiscard]] Int128 import_pj(Time time) const;
    [[nodiscard]] Int128 export_pj(Time time) const;

    MeteringIcConfig config_;
    const mains::Load& load_;
    std::int64_t gain_ppb_;  // 1e9: no error.
    bool present_ = true;
    Int128 counted_import_pj_ = 0;  // By the last change of mains.
    Int128 counted_export_pj_ = 0;
    Int128 load_import_pj_ = 0;  // Of the load at that change.
    Int128 load_export_pj_ = 0;
};

}  // namespace bench::afe
