#pragma once

// The streams of a scenario by their names, by meter::Stream: the owed ones always, phasors when
// they are sent. Bulk and power quality stand for themselves in no check.

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

}  // namespace bench::run
