#pragma once

// Cuts the run at every breakpoint and makes the phasors of each piece.

#include <vector>

#include "models/mains/grid_config.h"
#include "models/mains/load_current.h"
#include "models/mains/piece.h"
#include "models/mains/voltage_state.h"

namespace bench::mains {

class PieceBuilder {
public:
    // All three outlive this and are free of complaints.
    PieceBuilder(const GridConfig& config, const std::vector<LoadItem>& loads,
                 const std::vector<GridEvent>& events);
    [[nodiscard]] std::size_t count() const { return breakpoints_.size(); }
    // Without rates and energies.
    [[nodiscard]] std::vector<Piece> build() const;

private:
    // What does not depend on time: a load's harmonics as phasors against its fundamental current.
    struct Shape {
        std::vector<Harmonic> spectrum;
        std::vector<Phasor> ratio;
        Phasor fundamental;  // Amperes, against the direction of the voltage.
        double conductance = 0;
        double sign = 1;
    };
    using Orders = std::array<OrderLine, kMaxOrder + 1>;

    void collect_breakpoints();
    [[nodiscard]] Piece piece_at(std::int64_t from_ns,
                                 const std::vector<std::size_t>& active) const;
    [[nodiscard]] VoltageState voltages_at(std::int64_t time_ns) const;
    void add_voltages(const VoltageState& state, Orders& orders) const;
    void add_load(const Draw& draw, const VoltageState& state, Orders& orders, Piece& piece) const;

    const GridConfig& config_;
    const std::vector<LoadItem>& loads_;
    const std::vector<GridEvent>& events_;
    VoltageState undisturbed_;
    std::vector<Phasor> voltage_ratio_;  // Of config.harmonics.
    std::vector<Shape> shapes_;
    std::vector<Draw> draws_;  // By their start.
    std::vector<std::int64_t> breakpoints_;
};

}  // namespace bench::mains
