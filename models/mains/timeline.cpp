#include "models/mains/timeline.h"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "models/mains/grid_check.h"
#include "models/mains/piece_builder.h"
#include "models/mains/ripple.h"

namespace bench::mains {
namespace {

// Sums are kept in attojoules.
constexpr Int128 kPerPico = 1'000'000;  // 1e-18 in 1e-12

// The nominal wave of L1 is at its positive peak at whole cycles.
constexpr double kRisingZero = 0.75;
constexpr double kFallingZero = 0.25;

Int128 attojoules(double joules) { return static_cast<Int128>(joules * 1e18); }

const GridConfig& checked(const GridConfig& config, const std::vector<LoadItem>& loads,
                          const std::vector<GridEvent>& events) {
    if (const auto bad = complaint(config, loads, events)) throw std::invalid_argument{*bad};
    return config;
}

}  // namespace

Timeline::Timeline(const GridConfig& config, const std::vector<LoadItem>& loads,
                   const std::vector<GridEvent>& events)
    : config_{checked(config, loads, events)}, fundamental_{config}, modulation_{config.flicker} {
    for (const InterHarmonic& inter : config.inter_harmonics) {
        inter_share_squares_ += inter.share * inter.share;
    }
    PieceBuilder builder{config_, loads, events};
    if (builder.count() > kMaxPieces) {
        throw std::invalid_argument{
            fmt::format("loads and events make {} pieces; keep them below {}: fewer loads, or "
                        "shorter inrushes",
                        builder.count(), kMaxPieces)};
    }
    pieces_ = builder.build();
    sum_energies();
}

void Timeline::sum_energies() {
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
        Piece& piece = pieces_[i];
        piece.rate[0] = rate_of(piece, modulation_.high(), inter_share_squares_, config_.faint_w);
        piece.rate[1] = rate_of(piece, modulation_.low(), inter_share_squares_, config_.faint_w);
        piece.ripple = ripple_of(piece, modulation_.high());
        piece.ripple_before_j = ripple_at(piece, piece.from_ns);
        if (i > 0) piece.before = energy_in(pieces_[i - 1], piece.from_ns);
    }
    std::vector<std::int64_t> breakpoints;
    for (const Piece& piece : pieces_) breakpoints.push_back(piece.from_ns);
    const auto net = [this](std::int64_t at_ns) { return energy_in(at(at_ns), at_ns).net; };
    counted_from_ = {NetCycles{fundamental_, kRisingZero, breakpoints, net},
                     NetCycles{fundamental_, kFallingZero, breakpoints, net}};
}

EnergySums Timeline::energy_in(const Piece& piece, std::int64_t until_ns) const {
    const std::int64_t high = modulation_.high_ns(until_ns) - modulation_.high_ns(piece.from_ns);
    EnergySums sum = piece.before;
    add(sum, piece.rate[0], high);
    add(sum, piece.rate[1], until_ns - piece.from_ns - high);
    // What the ends of a piece leave of a cycle.
    sum.net += attojoules(ripple_at(piece, until_ns) - piece.ripple_before_j);
    return sum;
}

double Timeline::ripple_at(const Piece& piece, std::int64_t time_ns) const {
    if (piece.ripple.empty()) return 0;
    const double at_s = static_cast<double>(time_ns) * 1e-9;
    return ripple_j(piece.ripple, fundamental_.cycles(at_s), fundamental_.frequency(at_s));
}

EnergyTruth Timeline::energy(std::int64_t time_ns) const {
    const std::int64_t at_ns = std::max<std::int64_t>(time_ns, 0);
    const EnergySums sums = energy_in(at(at_ns), at_ns);
    const NetCycles::Split rising = counted_from_[0].at(at_ns, sums.net);
    const NetCycles::Split falling = counted_from_[1].at(at_ns, sums.net);
    EnergyTruth truth;
    truth.import_pj = (rising.import + falling.import) / 2 / kPerPico;
    truth.export_pj = (rising.export_ + falling.export_) / 2 / kPerPico;
    truth.apart_pj = (rising.import - falling.import) / 2 / kPerPico;
    for (std::size_t q = 0; q < 4; ++q) truth.reactive_pvars[q] = sums.reactive[q] / kPerPico;
    truth.apparent_pvas = sums.apparent / kPerPico;
    truth.gross_pj = sums.gross / kPerPico;
    truth.gross_pvars = sums.gross_reactive / kPerPico;
    truth.faint_pj = sums.faint / kPerPico;
    return truth;
}

std::size_t Timeline::index_at(std::int64_t time_ns) const {
    const auto later = std::ranges::upper_bound(pieces_, time_ns, {}, &Piece::from_ns);
    return static_cast<std::size_t>(std::max<std::ptrdiff_t>(later - pieces_.begin(), 1) - 1);
}

const Piece& Timeline::at(std::int64_t time_ns) const { return pieces_[index_at(time_ns)]; }

std::int64_t Timeline::next_change(std::int64_t time_ns) const {
    const std::size_t next = index_at(time_ns) + 1;
    const std::int64_t breakpoint = next < pieces_.size() ? pieces_[next].from_ns : INT64_MAX;
    return std::min(breakpoint, modulation_.next_step(time_ns));
}

}  // namespace bench::mains
