#pragma once

// Shadowing: how much more or less than the median a particular link loses, correlated in space.
//
// One field for the whole bench, a sum of sinusoids over the plan positions of both ends (the joint
// process of Wang, Tameh and Nix, IEEE Trans. Veh. Technol. 57 (2008) 52). Moving one end by d
// metres leaves the correlation exp(-d / correlation_m) (Gudmundson, Electronics Letters 27 (1991)
// 2145), moving both the product of two such terms. The same from a to b as from b to a.
//
// Every draw is made from the key when the field is built. A link has none of its own: its value is
// a function of where its ends are, so links come and go without moving the others.

#include <array>
#include <cstddef>

#include "models/chance/chance.h"
#include "models/propagation/config.h"
#include "models/time/time.h"

namespace bench::propagation {

// The slow part of one link, in dB: mean 0, standard deviation slow_sigma_db, correlation
// exp(-t / slow_time_s) in time.
class Drift {
public:
    static constexpr std::size_t kWaves = 16;

    [[nodiscard]] double db(Time time) const;

private:
    friend class ShadowingField;
    struct Wave {
        double amplitude_db = 0;
        double phase = 0;      // Turns.
        double frequency = 0;  // Hz
    };
    std::array<Wave, kWaves> waves_{};
};

class ShadowingField {
public:
    explicit ShadowingField(const chance::Key& key);

    // The part that never changes, in dB: mean 0, standard deviation sigma_db. To be asked once a
    // link, not per frame. Throws std::invalid_argument unless the config's lengths and times are
    // above 0 and its deviations not below.
    [[nodiscard]] double db(const ShadowingConfig& config, const Position& a,
                            const Position& b) const;
    // The part that changes; nearby links change together. Throws like db().
    [[nodiscard]] Drift drift(const ShadowingConfig& config, const Position& a,
                              const Position& b) const;

private:
    static constexpr std::size_t kWaves = 128;
    struct Wave {  // Wave numbers in turns per correlation distance.
        Point first;
        Point second;
        double phase = 0;  // Turns.
    };
    template <std::size_t Count>
    static std::array<Wave, Count> draw(const chance::Key& key);
    static double turns(const Wave& wave, const Point& a, const Point& b);

    std::array<Wave, kWaves> waves_;
    std::array<Wave, Drift::kWaves> slow_waves_;
    std::array<double, Drift::kWaves> slow_rates_{};  // Hz times slow_time_s.
};

}  // namespace bench::propagation
