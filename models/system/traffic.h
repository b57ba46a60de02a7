#pragma once

// The nodes that load the air: a board with a radio and nothing else, many times.

#include <cstdint>
#include <memory>
#include <vector>

#include "models/board/board.h"
#include "models/radio/medium.h"
#include "models/radio/transceiver.h"
#include "models/system/config.h"
#include "models/time/agenda.h"
#include "models/trace/fault_observer.h"
#include "models/trace/record.h"

namespace bench::system {

class TrafficNodes {
public:
    struct World {
        Agenda& agenda;
        radio::Medium& medium;
        trace::Sink& trace;
        trace::FaultObserver& faults;
        board::StepMarker* marker;
    };
    // `config` as with_traffic() makes it, which like the image outlives the nodes. They boot at
    // once. Throws std::invalid_argument without an image.
    TrafficNodes(const BenchConfig& config, const World& world, const fw_image* image);
    ~TrafficNodes();

    [[nodiscard]] std::uint64_t steps() const;  // Of all firmware instances.
    [[nodiscard]] std::uint64_t calls() const;

private:
    struct Node;
    std::vector<std::unique_ptr<Node>> nodes_;
};

}  // namespace bench::system
