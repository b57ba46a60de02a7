#pragma once

// Many cells in one simulation, each on its own agenda, run in turn.

#include <memory>
#include <vector>

#include "models/system/cell.h"
#include "models/time/clockwork.h"

namespace bench::system {

class Street {
public:
    // One sink a cell, in the same order. Throws like Cell.
    Street(const std::vector<BenchConfig>& cells, const Images& images,
           const std::vector<trace::Sink*>& sinks);

    void advance(Time until) { clockwork_.advance(until); }
    [[nodiscard]] Counters counters() const;  // Of all cells.

private:
    std::vector<std::unique_ptr<Cell>> cells_;
    Clockwork clockwork_;
};

}  // namespace bench::system
