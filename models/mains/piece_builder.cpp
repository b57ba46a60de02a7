#include "models/mains/piece_builder.h"

#include <algorithm>

#include "models/numeric/numeric.h"

namespace bench::mains {
namespace {

constexpr double kLeastVoltage = 0.1;  // Of nominal: below, nothing draws a constant current.

std::vector<Phasor> ratios_of(const std::vector<Harmonic>& list) {
    std::vector<Phasor> ratios;
    for (const Harmonic& harmonic : list) {
        ratios.push_back(polar(harmonic.share, harmonic.angle_deg / 360.0));
    }
    return ratios;
}

}  // namespace

PieceBuilder::PieceBuilder(const GridConfig& config, const std::vector<LoadItem>& loads,
                           const std::vector<GridEvent>& events)
    : config_{config},
      loads_{loads},
      events_{events},
      undisturbed_{undisturbed(config)},
      voltage_ratio_{ratios_of(config.harmonics)} {
    for (std::size_t i = 0; i < loads.size(); ++i) {
        Shape shape;
        shape.spectrum = current_spectrum(loads[i]);
        shape.ratio = ratios_of(shape.spectrum);
        shape.fundamental = rated_current(loads[i], config.nominal_v) * displacement(loads[i]);
        shape.conductance = conductance(loads[i], config.nominal_v);
        shape.sign = loads[i].direction == LoadDirection::import ? 1 : -1;
        shapes_.push_back(std::move(shape));
        append_draws(loads[i], i, config.frequency_hz, draws_);
    }
    std::ranges::stable_sort(draws_, {}, &Draw::from_ns);
    collect_breakpoints();
}

void PieceBuilder::collect_breakpoints() {
    breakpoints_.push_back(0);
    for (const Draw& draw : draws_) {
        breakpoints_.push_back(draw.from_ns);
        breakpoints_.push_back(draw.to_ns);
    }
    for (const GridEvent& event : events_) {
        breakpoints_.push_back(ns(event.start));
        breakpoints_.push_back(end_ns(event.start, event.length));
    }
    std::ranges::sort(breakpoints_);
    const auto doubles = std::ranges::unique(breakpoints_);
    breakpoints_.erase(doubles.begin(), doubles.end());
    if (breakpoints_.back() == INT64_MAX) breakpoints_.pop_back();
}

std::vector<Piece> PieceBuilder::build() const {
    std::vector<Piece> pieces;
    std::vector<std::size_t> active;  // Draws that hold, by their place in draws_.
    std::size_t next = 0;
    for (const std::int64_t from : breakpoints_) {
        std::erase_if(active, [&](std::size_t i) { return draws_[i].to_ns <= from; });
        for (; next < draws_.size() && draws_[next].from_ns <= from; ++next) active.push_back(next);
        pieces.push_back(piece_at(from, active));
    }
    return pieces;
}

Piece PieceBuilder::piece_at(std::int64_t from_ns, const std::vector<std::size_t>& active) const {
    Piece piece;
    piece.from_ns = from_ns;
    Orders orders;
    const VoltageState state = voltages_at(from_ns);
    add_voltages(state, orders);
    for (const std::size_t i : active) add_load(draws_[i], state, orders, piece);
    for (int order = 1; order <= kMaxOrder; ++order) {
        OrderLine& line = orders[static_cast<std::size_t>(order)];
        line.order = order;
        const auto silent = [](const Phasor& phasor) { return phasor == Phasor{}; };
        const bool empty =
            std::ranges::all_of(line.voltage, silent) && std::ranges::all_of(line.current, silent);
        if (order == 1 || !empty) piece.lines.push_back(line);
    }
    return piece;
}

VoltageState PieceBuilder::voltages_at(std::int64_t time_ns) const {
    VoltageState state = undisturbed_;
    for (const GridEvent& event : events_) {
        const bool holds =
            ns(event.start) <= time_ns && time_ns < end_ns(event.start, event.length);
        if (holds) apply(event, config_, state);
    }
    return state;
}

void PieceBuilder::add_voltages(const VoltageState& state, Orders& orders) const {
    for (std::size_t phase = 0; phase < 3; ++phase) {
        const PhaseWave& wave = state[phase];
        orders[1].voltage[phase] = wave.fundamental();
        for (std::size_t i = 0; i < config_.harmonics.size(); ++i) {
            const int order = config_.harmonics[i].order;
            orders[static_cast<std::size_t>(order)].voltage[phase] =
                wave.magnitude_v * voltage_ratio_[i] * power(wave.direction, order);
        }
    }
}

void PieceBuilder::add_load(const Draw& draw, const VoltageState& state, Orders& orders,
                            Piece& piece) const {
    const Shape& shape = shapes_[draw.load];
    for (std::size_t phase = 0; phase < 3; ++phase) {
        if (!in_mask(loads_[draw.load].phases, phase)) continue;
        piece.conductance[phase] += shape.conductance;
        if (state[phase].magnitude_v < kLeastVoltage * config_.nominal_v) continue;
        const Phasor current = draw.multiple * shape.fundamental * state[phase].direction;
        const double amperes = numeric::square_root(std::norm(current));
        if (amperes == 0) continue;
        orders[1].current[phase] += shape.sign * current;
        for (std::size_t i = 0; i < shape.spectrum.size(); ++i) {
            const int order = shape.spectrum[i].order;
            orders[static_cast<std::size_t>(order)].current[phase] +=
                shape.sign * amperes * shape.ratio[i] * power(current / amperes, order);
        }
    }
}

}  // namespace bench::mains
