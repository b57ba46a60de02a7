#include "harness/scenario/air_check.h"

#include <stdexcept>

#include "harness/scenario/assemble.h"
#include "harness/scenario/site_check.h"
#include "models/chance/chance.h"
#include "models/interference/source.h"
#include "models/propagation/budget.h"
#include "models/propagation/placement.h"

namespace bench::scenario {

namespace {

using propagation::Complaint;
using propagation::NamedPosition;

class AirCheck {
public:
    AirCheck(const Draft& draft, Findings& findings)
        : draft_{draft}, findings_{findings}, site_{site_of(draft.site)}, nodes_{nodes_of(draft)} {}

    void run() {
        const std::size_t before = findings_.errors();
        check_site(draft_, findings_);
        const bool built = findings_.errors() == before;
        if (!check_nodes() || !built) return;
        check_path();
        for (const InterfererDraft& item : draft_.interferers) check_interferer(item);
    }

private:
    void refuse(const char* code, const Place& place, const Complaint& complaint) {
        findings_.error(code, place, fmt::format("{} {}", complaint.where, complaint.what),
                        complaint.instead);
    }
    [[nodiscard]] static NamedPosition named(const radio::NodeConfig& node) {
        return {node.name, node.at};
    }

    // Whether both were read and stand where they can.
    bool check_nodes() {
        if (draft_.meter.at.size() != 3 || draft_.collector.at.size() != 3) return false;
        const std::size_t before = findings_.errors();
        if (const auto complaint = propagation::in_one_place({named(nodes_[0]), named(nodes_[1])}))
            refuse("E314", draft_.collector.place, *complaint);
        const Place* const places[] = {&draft_.meter.place, &draft_.collector.place};
        for (std::size_t i = 0; i < nodes_.size(); ++i) {
            if (const auto complaint = propagation::inside_masonry(named(nodes_[i]), site_))
                refuse("E342", *places[i], *complaint);
        }
        return findings_.errors() == before;
    }

    void check_path() {
        if (!draft_.path.sound) return;
        const propagation::Ends ends{{nodes_[0].at, nodes_[0].enclosure},
                                     {nodes_[1].at, nodes_[1].enclosure}};
        const auto complaint = contradiction(rf_path_of(draft_), site_, ends);
        if (complaint)
            findings_.error("E343", draft_.path.place, "the path of rf " + complaint->what,
                            complaint->instead);
    }

    void check_interferer(const InterfererDraft& item) {
        const radio::InterfererConfig config = interferer_of(draft_, item);
        if (!item.sound) return;
        if (std::holds_alternative<interference::FollowingConfig>(config.source.kind))
            check_victim(item);
        check_source(item, config.source);
        if (interference::acts_at_receiver(config.source.kind)) return;
        check_standing(item, config);
    }

    void check_victim(const InterfererDraft& item) {
        std::vector<std::string> names;
        for (const radio::NodeConfig& node : nodes_) names.push_back(node.name);
        for (const std::string& name : names) {
            if (name == item.victim.text) return;
        }
        findings_.error("E310", item.victim.place,
                        fmt::format("'{}' is not a node", item.victim.text),
                        suggestion(item.victim.text, names, "nodes"));
    }

    // The model itself says which values do not go together.
    void check_source(const InterfererDraft& item, const interference::SourceConfig& source) {
        try {
            static_cast<void>(interference::make_source(source, chance::Key{0}));
        } catch (const std::invalid_argument& error) {
            const std::string text = error.what();
            const std::size_t cut = text.find("; ");
            findings_.error("E344", item.id.place, text.substr(0, cut),
                            cut == std::string::npos ? "" : text.substr(cut + 2));
        }
    }

    void check_standing(const InterfererDraft& item, const radio::InterfererConfig& config) {
        const auto& at = config.source.at;
        const NamedPosition self{item.id.text, {at.x, at.y, at.z}};
        if (const auto complaint = propagation::inside_masonry(self, site_)) {
            findings_.error("E342", item.place, fmt::format("{} {}", self.name, complaint->what),
                            complaint->instead);
        }
        for (const radio::NodeConfig& node : nodes_) {
            if (const auto complaint = propagation::in_one_place({named(node), self})) {
                findings_.error("E314", item.place,
                                fmt::format("{} {}", self.name, complaint->what),
                                complaint->instead);
                return;
            }
            const propagation::Ends ends{{self.at, config.enclosure}, {node.at, node.enclosure}};
            const auto complaint = contradiction(config.path, site_, ends);
            if (!complaint) continue;
            const Place& place = item.path.given ? item.path.place : item.id.place;
            findings_.error(
                "E343", place,
                fmt::format("the path from {} to {} {}", self.name, node.name, complaint->what),
                complaint->instead);
            return;
        }
    }

    const Draft& draft_;
    Findings& findings_;
    const propagation::SiteConfig site_;
    const std::vector<radio::NodeConfig> nodes_;
};

}  // namespace

void check_air(const Draft& draft, Findings& findings) { AirCheck{draft, findings}.run(); }

}  // namespace bench::scenario
