#pragma once

// Keyed chance: every draw is a pure function of (seed, entity path, purpose, index).
//
// No generator has state. Adding a node, removing a fault or changing the firmware leaves every
// other draw as it was. Philox4x64-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2,
// 3", SC 2011) from Random123; the distributions are our own, so that every library gives the same
// numbers.

#include <cstdint>
#include <string_view>

namespace bench::chance {

// Names a stream of draws. Made once per entity and purpose, at construction; drawn from by index.
class Key {
public:
    explicit Key(std::uint64_t seed);
    // The key of something within this one: Key{7}.of("meter").of("flash").of(3).
    [[nodiscard]] Key of(std::string_view name) const;
    [[nodiscard]] Key of(std::uint64_t number) const;

    // 64 uniform bits. The index is the frame, slot, burst or second: never a count of calls.
    [[nodiscard]] std::uint64_t bits(std::uint64_t index) const;
    [[nodiscard]] double uniform(std::uint64_t index) const;  // In [0, 1), 53 bits.
    [[nodiscard]] double normal(std::uint64_t index) const;   // Mean 0, standard deviation 1.
    [[nodiscard]] std::uint64_t below(std::uint64_t index,
                                      std::uint64_t bound) const;  // bound >= 1

private:
    Key(std::uint64_t a, std::uint64_t b) : a_{a}, b_{b} {}
    std::uint64_t a_;
    std::uint64_t b_;
};

}  // namespace bench::chance
