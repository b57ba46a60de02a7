#pragma once

// What is wrong with a grid, a load or an event, in words. The ranges are those of grid_config.h.

#include <optional>
#include <string>
#include <vector>

#include "models/mains/grid_config.h"

namespace bench::mains {

// None if it is fine; else what is wrong and what it should be.
[[nodiscard]] std::optional<std::string> complaint(const GridConfig& config);
[[nodiscard]] std::optional<std::string> complaint(const LoadItem& load);
[[nodiscard]] std::optional<std::string> complaint(const GridEvent& event);
// All together; begins with "load 3: " or "event 1: " (counted from 1) where it is one of a list.
[[nodiscard]] std::optional<std::string> complaint(const GridConfig& config,
                                                   const std::vector<LoadItem>& loads,
                                                   const std::vector<GridEvent>& events);

}  // namespace bench::mains
