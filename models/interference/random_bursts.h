#pragma once

// Bursts that start at random (Poisson), as a pure function of time.
//
// Time is divided into slots of the mean gap between starts. How many bursts begin in a slot is a
// Poisson draw of mean one keyed by the slot, and each of them has a keyed place in it: together a
// Poisson process. A window looks back as many slots as the longest burst can last, which is
// bounded, so that every window of every order sees the same bursts.

#include <cstdint>

#include "models/chance/chance.h"
#include "models/time/time.h"

namespace bench::interference {

class RandomBursts {
public:
    struct Shape {
        double duty = 0;       // Mean share of the time, (0, 0.9]; bursts may overlap.
        Nanoseconds shortest;  // > 0
        Nanoseconds longest;   // >= shortest. Lengths are uniform between the two.
    };
    struct Burst {
        std::uint64_t id = 0;  // Of its own, for draws.
        Time start;
        Time end;
    };

    // Throws std::invalid_argument outside these ranges.
    RandomBursts(const Shape& shape, const chance::Key& key);

    // Calls visit(Burst) for each that overlaps [from, to).
    template <typename Visit>
    void overlapping(Time from, Time to, Visit visit) const {
        for (std::int64_t slot = first_slot(from); slot <= last_slot(to); ++slot) {
            const int count = starts_in(slot);
            for (int i = 0; i < count; ++i) {
                const Burst burst = draw(slot, i);
                if (burst.start < to && burst.end > from) visit(burst);
            }
        }
    }

private:
    [[nodiscard]] std::int64_t first_slot(Time from) const;
    [[nodiscard]] std::int64_t last_slot(Time to) const;
    [[nodiscard]] int starts_in(std::int64_t slot) const;
    [[nodiscard]] Burst draw(std::int64_t slot, int ordinal) const;

    Nanoseconds slot_{};  // Mean gap between starts.
    Nanoseconds shortest_;
    Nanoseconds longest_;
    chance::Key counts_;
    chance::Key places_;
    chance::Key lengths_;
};

}  // namespace bench::interference
