#pragma once

// A recorded load at any instant, in closed form: nothing runs between two questions.
//
// The recording repeats after its length, without end. Energies are exact: 128-bit integers of
// picojoules (mW times ns), of which 1 MW would need 10^13 years to run over.

#include <memory>

#include "models/mains/config.h"
#include "models/numeric/int128.h"

namespace bench::mains {

inline constexpr Int128 kPicojoulesPerWattHour = static_cast<Int128>(3600) * 1'000'000'000'000;

class Load {
public:
    // Throws std::invalid_argument if the recording is not as config.h describes one.
    explicit Load(std::shared_ptr<const Recording> recording);

    // The sample that holds at `time` (>= kStart); its own time is that within the recording.
    [[nodiscard]] const Sample& at(Time time) const;
    [[nodiscard]] std::int64_t power_mw(Time time) const { return at(time).power_mw; }
    [[nodiscard]] std::int32_t voltage_mv(Time time) const { return at(time).voltage_mv; }
    [[nodiscard]] std::int32_t current_ma(Time time) const { return at(time).current_ma; }

    // Energy from the start of the run to `time`; both never decrease.
    [[nodiscard]] Int128 import_pj(Time time) const;
    [[nodiscard]] Int128 export_pj(Time time) const;

    [[nodiscard]] const Recording& recording() const { return *recording_; }

private:
    [[nodiscard]] std::size_t index_at(Nanoseconds within) const;
    // Energy of one direction (sign +1 import, -1 export) since the start of the recording.
    [[nodiscard]] Int128 energy_within(Nanoseconds within, int sign) const;
    [[nodiscard]] Int128 energy(Time time, int sign) const;

    std::shared_ptr<const Recording> recording_;
    Int128 whole_import_pj_ = 0;  // Of the recording once.
    Int128 whole_export_pj_ = 0;
};

}  // namespace bench::mains
