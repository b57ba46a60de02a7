#include "models/system/cell.h"

#include "models/radio/transceiver.h"
#include "models/system/provisioning.h"

namespace bench::system {

struct Cell::Collector {
    Collector(Cell& cell, const fw_image& image)
        : key{chance::Key{cell.config_.seed}.of(cell.config_.collector.name)},
          entity{cell.medium_.node(cell.config_.collector.name)},
          board{
              {entity, LocalClock{cell.config_.collector.drift_ppb}, cell.config_.calendar_start_us,
               make_factory(cell.config_, collector_identity(chance::Key{cell.config_.seed}),
                            nullptr)},
              image,
              cell.agenda_,
              key.of("board"),
              cell.trace_,
              cell.no_faults_,
              nullptr},
          transceiver{cell.medium_, entity, board.clock(), key.of("transceiver"), board} {
        board.fit(transceiver, {});
    }

    chance::Key key;
    trace::Entity entity;
    board::Board board;
    radio::Transceiver transceiver;
};

Cell::Cell(const BenchConfig& config, const Images& images, trace::Sink& sink)
    : config_{with_traffic(config)},
      medium_{config_.air, agenda_, chance::Key{config_.seed}.of("air"), trace_},
      collector_{std::make_unique<Collector>(*this, *images.collector)},
      traffic_{config_, {agenda_, medium_, trace_, no_faults_, nullptr}, images.traffic} {
    trace_.add(sink);
    collector_->board.power_on(HAL_RESET_POWER_ON);
}

Cell::~Cell() = default;

Counters Cell::counters() const {
    Counters counters;
    counters.events = agenda_.executed();
    counters.records = trace_.count();
    counters.channel_evaluations = medium_.channel_evaluations();
    counters.frames = medium_.frames();
    counters.firmware_steps = traffic_.steps() + collector_->board.steps();
    counters.hal_calls = traffic_.calls() + collector_->board.calls();
    return counters;
}

}  // namespace bench::system
