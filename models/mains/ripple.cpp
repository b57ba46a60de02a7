#include "models/mains/ripple.h"

#include <array>
#include <cstdlib>

#include "models/mains/grid_config.h"

namespace bench::mains {
namespace {

constexpr double kTwoPi = 0x1.921fb54442d18p+2;
constexpr double kLeastWatts = 1e-7;
constexpr std::size_t kOrders = 2 * kMaxOrder + 1;
using Orders = std::array<Phasor, kOrders>;

// u i = Re(U I* exp(j (k - l) theta)) + Re(U I exp(j (k + l) theta)) for RMS phasors of orders k,
// l.
void add_products(int k, Phasor volts, int l, Phasor amperes, Orders& orders) {
    orders[static_cast<std::size_t>(k + l)] += volts * amperes;
    const int apart = k - l;
    if (apart == 0) return;
    const Phasor product = volts * std::conj(amperes);
    orders[static_cast<std::size_t>(std::abs(apart))] += apart > 0 ? product : std::conj(product);
}

}  // namespace

std::vector<RippleTerm> ripple_of(const Piece& piece, double factor) {
    Orders orders{};
    for (std::size_t phase = 0; phase < 3; ++phase) {
        for (const OrderLine& u : piece.lines) {
            const Phasor volts = factor * u.voltage[phase];
            if (volts == Phasor{}) continue;
            for (const OrderLine& i : piece.lines) {
                const Phasor amperes =
                    piece.conductance[phase] * factor * i.voltage[phase] + i.current[phase];
                if (amperes != Phasor{}) add_products(u.order, volts, i.order, amperes, orders);
            }
        }
    }
    std::vector<RippleTerm> terms;
    for (std::size_t order = 1; order < kOrders; ++order) {
        if (std::norm(orders[order]) < kLeastWatts * kLeastWatts) continue;
        terms.push_back({static_cast<int>(order), orders[order]});
    }
    return terms;
}

double ripple_j(const std::vector<RippleTerm>& terms, double cycles, double frequency_hz) {
    double joules = 0;
    for (const RippleTerm& term : terms) {
        const double turns = static_cast<double>(term.order) * cycles;
        joules += (term.watts * polar(1, turns)).imag() / (kTwoPi * term.order * frequency_hz);
    }
    return joules;
}

}  // namespace bench::mains
