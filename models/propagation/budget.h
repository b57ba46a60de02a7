#pragma once

// The median loss between two antennas, in one sum and item by item.
//
// Everything but shadowing and fading: the law of the path, then either its listed and drawn walls
// and floors or the entry into a building, and the enclosures at both ends.

#include <optional>
#include <string>
#include <vector>

#include "models/chance/chance.h"
#include "models/propagation/config.h"

namespace bench::propagation {

struct End {  // One antenna.
    Position at;
    Enclosure enclosure = Enclosure::none;
};
struct Ends {  // The order does not matter.
    End a;
    End b;
    double frequency_mhz = 868.0;
};

struct Budget {
    struct Item {
        std::string name;  // "wall kitchen: brick 22 cm"
        double loss_db = 0;
    };
    std::vector<Item> items;

    [[nodiscard]] double total_db() const;
};
// A line an item, "wall kitchen: brick 22 cm 7.0 dB", and the total.
[[nodiscard]] std::string to_text(const Budget& budget);

// A path that would count a thing twice: an entry loss (P.2109) together with walls or floors, or
// P.1238 with any of these.
[[nodiscard]] std::optional<Complaint> contradiction(const PathConfig& path, const SiteConfig& site,
                                                     const Ends& ends);

// All throw std::invalid_argument for a contradiction, for ends in one place and for what the
// material table lacks.
[[nodiscard]] double median_loss_db(const PathConfig& path, const SiteConfig& site,
                                    const Ends& ends);
// The same, with what the building on the way takes beyond the median one: drawn by the building's
// key, unless the entry states its probability.
[[nodiscard]] double loss_db(const PathConfig& path, const SiteConfig& site, const Ends& ends,
                             const chance::Key& building);
[[nodiscard]] Budget median_budget(const PathConfig& path, const SiteConfig& site,
                                   const Ends& ends);

}  // namespace bench::propagation
