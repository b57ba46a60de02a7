#pragma once

// The pieces of a grid's run, in order, and the energy up to any instant.

#include <cstdint>
#include <vector>

#include "models/mains/fundamental.h"
#include "models/mains/grid_config.h"
#include "models/mains/load_current.h"
#include "models/mains/net_cycles.h"
#include "models/mains/piece.h"
#include "models/mains/voltage_state.h"

namespace bench::mains {

// A bound on memory: a piece takes 0.4 kB and 0.1 kB for each order that occurs in it.
inline constexpr std::size_t kMaxPieces = 250'000;

class Timeline {
public:
    // Throws std::invalid_argument with the complaint of grid_check.h, or for too many pieces.
    Timeline(const GridConfig& config, const std::vector<LoadItem>& loads,
             const std::vector<GridEvent>& events);

    // The last piece that begins at or before the time; the first one before the run.
    [[nodiscard]] const Piece& at(std::int64_t time_ns) const;
    // The first breakpoint or flicker step after the time; INT64_MAX if there is none.
    [[nodiscard]] std::int64_t next_change(std::int64_t time_ns) const;
    [[nodiscard]] EnergyTruth energy(std::int64_t time_ns) const;

    [[nodiscard]] const GridConfig& config() const { return config_; }
    [[nodiscard]] const Fundamental& fundamental() const { return fundamental_; }
    [[nodiscard]] const Modulation& modulation() const { return modulation_; }
    [[nodiscard]] double inter_share_squares() const { return inter_share_squares_; }

private:
    [[nodiscard]] std::size_t index_at(std::int64_t time_ns) const;
    [[nodiscard]] EnergySums energy_in(const Piece& piece, std::int64_t until_ns) const;
    [[nodiscard]] double ripple_at(const Piece& piece, std::int64_t time_ns) const;
    void sum_energies();

    GridConfig config_;
    Fundamental fundamental_;
    Modulation modulation_;
    double inter_share_squares_ = 0;
    std::vector<Piece> pieces_;              // At least one; the first begins at 0.
    std::array<NetCycles, 2> counted_from_;  // Either zero crossing of the nominal wave of L1.
};

}  // namespace bench::mains
