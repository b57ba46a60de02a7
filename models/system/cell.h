#pragma once

// A cell of a street: one collector and the nodes that talk to it, on an agenda of its own.
//
// No meter under test, no wide area, no faults: what many cells are needed for. Cells do not hear
// each other.

#include <memory>

#include "models/board/board.h"
#include "models/radio/medium.h"
#include "models/system/config.h"
#include "models/system/counters.h"
#include "models/system/traffic.h"
#include "models/time/agenda.h"
#include "models/trace/record.h"

namespace bench::system {

class Cell {
public:
    // Only the parts for the air, the collector and the traffic count. Throws
    // std::invalid_argument for a configuration that cannot be built; `sink` gets every record,
    // with entities that count from 1 in each cell.
    Cell(const BenchConfig& config, const Images& images, trace::Sink& sink);
    ~Cell();
    Cell(const Cell&) = delete;
    Cell& operator=(const Cell&) = delete;

    [[nodiscard]] Agenda& agenda() { return agenda_; }
    [[nodiscard]] Counters counters() const;

private:
    struct NoFaults final : trace::FaultObserver {
        void took_effect(std::uint32_t) override {}
    };
    struct Collector;

    const BenchConfig config_;
    Agenda agenda_;
    trace::Fan trace_;
    NoFaults no_faults_;
    radio::Medium medium_;
    std::unique_ptr<Collector> collector_;
    TrafficNodes traffic_;
};

}  // namespace bench::system
