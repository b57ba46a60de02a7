#pragma once

// The streams of a scenario by their names, by meter::Stream: the owed ones always, phasors when
// they are sent. Bulk stands for itself in no check, and power
// quality in those of the messages that came or did not.

#include <string>
#include <vector>

#include "models/system/config.h"

namespace bench::run {

[[nodiscard]] inline std::vector<std::string> stream_names(const system::BenchConfig& config) {
    std::vector<std::string> names{"alarms", "events", "readings", "profiles"};
    const auto phasors = static_cast<std::size_t>(meter::Stream::phasors);
    if (config.meters.front().streams[phasors].period > Nanoseconds{0}) {
        names.insert(names.end(), {"bulk", "phasors"});
    }
    return names;
}

// Of power-quality messages; zero: there are none.
[[nodiscard]] inline Nanoseconds report_period(const system::BenchConfig& config) {
    const auto stream = static_cast<std::size_t>(meter::Stream::power_quality);
    return config.meters.front().streams[stream].period;
}

}  // namespace bench::run
