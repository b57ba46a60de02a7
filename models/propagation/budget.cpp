#include "models/propagation/budget.h"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "models/propagation/crossings.h"
#include "models/propagation/distance.h"
#include "models/propagation/entry_loss.h"
#include "models/propagation/indoor.h"
#include "models/propagation/materials.h"

namespace bench::propagation {
namespace {

// Takes the items one after the other. Names are made only when somebody reads them: a bench of
// thousands of links wants the sum alone.
class Sheet {
public:
    explicit Sheet(Budget* budget) : budget_{budget} {}

    template <class Name>
    void add(double loss_db, const Name& name) {
        total_db_ += loss_db;
        if (budget_ != nullptr) budget_->items.push_back({name(), loss_db});
    }
    [[nodiscard]] double total_db() const { return total_db_; }

private:
    Budget* budget_;
    double total_db_ = 0;
};

struct Question {
    const PathConfig& path;
    const SiteConfig& site;
    const Ends& ends;
    double distance;
    std::vector<Crossing> crossed;
};

Question question_of(const PathConfig& path, const SiteConfig& site, const Ends& ends) {
    return {path, site, ends, distance_m(ends.a.at, ends.b.at),
            crossings(ends.a.at, ends.b.at, site.walls, site.floors)};
}

void add_law(const Question& q, Sheet& sheet) {
    const double mhz = q.ends.frequency_mhz;
    const double d = q.distance;
    if (const auto* law = std::get_if<LogDistance>(&q.path.law)) {
        if (!(law->exponent > 0)) throw std::invalid_argument("a path's exponent must be above 0");
        sheet.add(log_distance_db(d, mhz, law->exponent), [&] {
            return fmt::format("log-distance, exponent {:g}, {:.1f} m", law->exponent, d);
        });
        return;
    }
    if (const auto* law = std::get_if<SiteGeneral>(&q.path.law)) {
        sheet.add(site_general_db(law->environment, d, mhz),
                  [&] { return fmt::format("P.1238 over {:.1f} m", d); });
        return;
    }
    sheet.add(free_space_db(d, mhz), [&] { return fmt::format("free space, {:.1f} m", d); });
}

void add_walls(const Question& q, Sheet& sheet) {
    const double mhz = q.ends.frequency_mhz;
    for (const WallConfig& wall : q.path.walls) {
        if (wall.count < 0) throw std::invalid_argument("a wall cannot stand fewer than 0 times");
        const Leaf leaf{wall.material, wall.thickness_cm, std::nullopt};
        sheet.add(wall.count * leaf_db(leaf, q.site.materials, mhz), [&] {
            return fmt::format("{} x {} {:g} cm", wall.count, name_of(wall.material),
                               wall.thickness_cm);
        });
    }
    for (const Crossing& crossing : q.crossed) {
        if (crossing.kind != Crossing::Kind::wall) continue;
        const WallSegment& wall = q.site.walls[crossing.index];
        sheet.add(crossing_db(crossing, q.site, mhz), [&] {
            return fmt::format("wall {}: {} {:g} cm", wall.name, name_of(wall.material),
                               wall.thickness_cm);
        });
    }
}

struct FloorSum {
    int count = 0;
    double db = 0;
};

FloorSum add_drawn_floors(const Question& q, Sheet& sheet) {
    FloorSum sum;
    for (const Crossing& crossing : q.crossed) {
        if (crossing.kind != Crossing::Kind::floor) continue;
        const Floor& floor = q.site.floors[crossing.index];
        const double loss = crossing_db(crossing, q.site, q.ends.frequency_mhz);
        sheet.add(loss, [&] {
            return fmt::format("floor {}: {} {:g} cm", floor.name, name_of(floor.material),
                               floor.thickness_cm);
        });
        ++sum.count;
        sum.db += loss;
    }
    return sum;
}

void add_floors(const Question& q, Sheet& sheet) {
    FloorSum sum = add_drawn_floors(q, sheet);
    const auto* law = std::get_if<MultiWall>(&q.path.law);
    if (law == nullptr) return;
    if (law->constant_db != 0) sheet.add(law->constant_db, [] { return "COST 231 constant"; });
    if (law->floors < 0) throw std::invalid_argument("a path cannot cross fewer than 0 floors");
    if (law->floors > 0) {
        const Leaf leaf{Material::floor_slab, 0, std::nullopt};
        const double loss = law->floors * leaf_db(leaf, q.site.materials, q.ends.frequency_mhz);
        sheet.add(loss, [&] { return fmt::format("{} x floor_slab", law->floors); });
        sum.count += law->floors;
        sum.db += loss;
    }
    if (sum.count < 2) return;
    // COST 231 has one loss for all floors; of unlike ones the mean stands for it.
    sheet.add(floors_db(sum.count, sum.db / sum.count) - sum.db,
              [&] { return fmt::format("{} floors together (COST 231)", sum.count); });
}

void add_entry(const Question& q, Sheet& sheet) {
    if (!q.path.entry) return;
    const EntryLoss& entry = *q.path.entry;
    const double probability = entry.probability.value_or(0.5);
    const EntryQuestion question{entry.building, q.ends.frequency_mhz * 1e-3,
                                 elevation_deg(q.ends.a.at, q.ends.b.at), probability};
    sheet.add(entry_loss_db(question), [&] {
        const bool old = entry.building == Building::traditional;
        return fmt::format("entry (P.2109), {}, {:g} %",
                           old ? "traditional" : "thermally_efficient", 100 * probability);
    });
    if (entry.basement_db != 0) sheet.add(entry.basement_db, [] { return "basement"; });
}

void add_enclosures(const Question& q, Sheet& sheet) {
    // In the order of their kinds, so that the sum is the same from both ends to the last bit.
    const auto kinds = std::minmax({q.ends.a.enclosure, q.ends.b.enclosure});
    for (const Enclosure enclosure : {kinds.first, kinds.second}) {
        if (enclosure == Enclosure::none) continue;
        sheet.add(enclosure_db(enclosure, q.ends.frequency_mhz),
                  [&] { return fmt::format("enclosure {}", name_of(enclosure)); });
    }
}

std::optional<Complaint> contradiction_of(const Question& q) {
    const auto* law = std::get_if<MultiWall>(&q.path.law);
    const bool counted = !q.path.walls.empty() || (law != nullptr && law->floors > 0);
    const bool built = counted || !q.crossed.empty();
    if (q.path.entry && built) {
        return Complaint{"path", "has an entry loss (P.2109) and walls or floors on its way",
                         "keep one of them: the entry loss stands for the whole building"};
    }
    if (std::holds_alternative<SiteGeneral>(q.path.law) && (built || q.path.entry)) {
        return Complaint{"path", "has the law p1238 and walls, floors or an entry loss on its way",
                         "take multi_wall or log_distance: P.1238 holds the walls of one storey"};
    }
    return std::nullopt;
}

double fill(const PathConfig& path, const SiteConfig& site, const Ends& ends, Budget* budget) {
    const Question q = question_of(path, site, ends);
    if (const auto complaint = contradiction_of(q)) {
        throw std::invalid_argument(complaint->where + ": " + complaint->what + "; " +
                                    complaint->instead);
    }
    Sheet sheet{budget};
    add_law(q, sheet);
    add_walls(q, sheet);
    add_floors(q, sheet);
    add_entry(q, sheet);
    add_enclosures(q, sheet);
    return sheet.total_db();
}

}  // namespace

double Budget::total_db() const {
    double sum = 0;
    for (const Item& item : items) sum += item.loss_db;
    return sum;
}

std::string to_text(const Budget& budget) {
    std::string text;
    for (const Budget::Item& item : budget.items) {
        text += fmt::format("{} {:.1f} dB\n", item.name, item.loss_db);
    }
    return text + fmt::format("total {:.1f} dB\n", budget.total_db());
}

std::optional<Complaint> contradiction(const PathConfig& path, const SiteConfig& site,
                                       const Ends& ends) {
    return contradiction_of(question_of(path, site, ends));
}

double median_loss_db(const PathConfig& path, const SiteConfig& site, const Ends& ends) {
    return fill(path, site, ends, nullptr);
}

double loss_db(const PathConfig& path, const SiteConfig& site, const Ends& ends,
               const chance::Key& building) {
    const double median = median_loss_db(path, site, ends);
    if (!path.entry || path.entry->probability) return median;
    const double elevation = elevation_deg(ends.a.at, ends.b.at);
    return median + entry_deviation_db(*path.entry, ends.frequency_mhz * 1e-3, elevation, building);
}

Budget median_budget(const PathConfig& path, const SiteConfig& site, const Ends& ends) {
    Budget budget;
    fill(path, site, ends, &budget);
    return budget;
}

}  // namespace bench::propagation
