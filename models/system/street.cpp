#include "models/system/street.h"

#include <stdexcept>

namespace bench::system {
namespace {

std::vector<std::unique_ptr<Cell>> build(const std::vector<BenchConfig>& configs,
                                         const Images& images,
                                         const std::vector<trace::Sink*>& sinks) {
    if (configs.size() != sinks.size())
        throw std::invalid_argument("a street has one sink for each cell");
    std::vector<std::unique_ptr<Cell>> cells;
    for (std::size_t i = 0; i < configs.size(); ++i)
        cells.push_back(std::make_unique<Cell>(configs[i], images, *sinks[i]));
    return cells;
}

std::vector<Agenda*> agendas_of(const std::vector<std::unique_ptr<Cell>>& cells) {
    std::vector<Agenda*> agendas;
    for (const auto& cell : cells) agendas.push_back(&cell->agenda());
    return agendas;
}

}  // namespace

Street::Street(const std::vector<BenchConfig>& cells, const Images& images,
               const std::vector<trace::Sink*>& sinks)
    : cells_{build(cells, images, sinks)}, clockwork_{"street", agendas_of(cells_)} {}

Counters Street::counters() const {
    Counters sum;
    for (const auto& cell : cells_) {
        const Counters one = cell->counters();
        sum.events += one.events;
        sum.records += one.records;
        sum.channel_evaluations += one.channel_evaluations;
        sum.frames += one.frames;
        sum.firmware_steps += one.firmware_steps;
        sum.hal_calls += one.hal_calls;
    }
    return sum;
}

}  // namespace bench::system
