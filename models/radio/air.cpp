#include "models/radio/air.h"

#include <algorithm>
#include <stdexcept>

#include "models/numeric/numeric.h"
#include "models/propagation/budget.h"
#include "models/propagation/distance.h"

namespace bench::radio {
namespace {

constexpr auto kByNode = [](const Neighbour& a, const Neighbour& b) { return a.node < b.node; };

[[noreturn]] void refuse(std::string_view what, std::string_view name) {
    throw std::invalid_argument(std::string{what} + " '" + std::string{name} + "'");
}

const ChannelPlan& plan_of(std::uint8_t id) {
    const ChannelPlan* const plan = find_plan(id);
    if (plan == nullptr) throw std::invalid_argument("no channel plan has this number");
    return *plan;
}

std::uint64_t luck_index(trace::Entity from, trace::Entity to, Time start) {
    return (static_cast<std::uint64_t>(ns(start)) << 1U) | (from < to ? 0U : 1U);
}

}  // namespace

Air::Air(const AirConfig& config, const chance::Key& key)
    : plan_{plan_of(config.plan)}, shadowing_{key.of("shadowing")} {
    if (config.nodes.size() >= UINT16_MAX) throw std::invalid_argument("too many nodes");
    for (const NodeConfig& node : config.nodes) {
        add_node(node, config.man_made_noise_db, key.of("rssi").of(node.name));
    }
    neighbours_.resize(receivers_.size());
    links_.reserve(config.links.size());
    for (const LinkConfig& link : config.links) add_link(config, link, key);
    if (config.mesh) add_mesh(config, key);
    for (auto& list : neighbours_) std::ranges::sort(list, kByNode);
}

void Air::add_node(const NodeConfig& node, double man_made_db, const chance::Key& part) {
    const auto entity = static_cast<trace::Entity>(receivers_.size() + 1);
    if (!node_names_.emplace(node.name, entity).second) refuse("two nodes are named", node.name);
    const double noise = propagation::noise_dbm(1.0, node.noise_figure_db) + man_made_db;
    const double loss = node.implementation_loss_db;
    Receiver& receiver =
        receivers_.emplace_back(numeric::from_db(noise), loss, numeric::from_db(loss));
    readings_.emplace_back(node.rssi, part);
    if (node.restart_db) receiver.restart_ratio = numeric::from_db(*node.restart_db);
}

void Air::add_link(const AirConfig& config, const LinkConfig& link, const chance::Key& air) {
    const chance::Key key = air.of("link").of(link.name);
    const trace::Entity from = node(link.from);
    const trace::Entity to = node(link.to);
    const auto index = static_cast<std::uint32_t>(links_.size());
    if (from == to) refuse("a link must have two ends:", link.name);
    if (!link_names_.emplace(link.name, index).second) refuse("two links are named", link.name);
    auto& mine = neighbours_[from - 1U];
    const bool twice = std::ranges::any_of(mine, [&](const Neighbour& n) { return n.node == to; });
    if (twice) refuse("another link has the same ends as", link.name);

    const NodeConfig& a = config.nodes[from - 1U];
    const NodeConfig& b = config.nodes[to - 1U];
    const propagation::Ends ends{{a.at, a.enclosure}, {b.at, b.enclosure}, plan_.loss_mhz()};
    double loss = propagation::loss_db(link.path, config.site, ends, building_of(air, link.from));
    loss += shadowing_.db(link.path.shadowing, a.at, b.at);
    std::optional<propagation::Drift> drift;
    if (link.path.shadowing.slow_sigma_db > 0)
        drift = shadowing_.drift(link.path.shadowing, a.at, b.at);
    std::optional<Fading> fading;
    if (link.fading) fading.emplace(*link.fading, key.of("fading"));
    links_.push_back({from, to, numeric::from_db(-loss), key.of("luck"), std::move(fading),
                      coherence_of(link.fading), drift});
    mine.push_back({to, index});
    neighbours_[to - 1U].push_back({from, index});
}

void Air::add_mesh(const AirConfig& config, const chance::Key& air) {
    pairs_.emplace(config, plan_, shadowing_, air);
    for (const Link& link : links_) pairs_->remove(link.from, link.to);
    const auto first = static_cast<std::uint32_t>(links_.size());
    for (std::size_t b = 2; b <= nodes(); ++b) {
        for (std::size_t a = 1; a < b; ++a) {
            const auto from = static_cast<trace::Entity>(a);
            const auto to = static_cast<trace::Entity>(b);
            const auto index = pairs_->index(from, to);
            if (!index) continue;
            neighbours_[a - 1].push_back({to, first + *index});
            neighbours_[b - 1].push_back({from, first + *index});
        }
    }
}

trace::Entity Air::node(std::string_view name) const {
    const auto found = node_names_.find(std::string{name});
    if (found == node_names_.end()) refuse("no node is named", name);
    return found->second;
}

std::uint32_t Air::link(std::string_view name) const {
    const auto found = link_names_.find(std::string{name});
    if (found == link_names_.end()) refuse("no link is named", name);
    return found->second;
}

std::span<const Neighbour> Air::neighbours(trace::Entity node) const {
    return neighbours_[node - 1U];
}

std::optional<Neighbour> Air::between(trace::Entity node, trace::Entity other) const {
    if (pairs_) {
        const auto index = pairs_->index(node, other);
        if (index) return Neighbour{other, static_cast<std::uint32_t>(links_.size()) + *index};
        if (links_.empty()) return std::nullopt;
    }
    const auto& list = neighbours_[node - 1U];
    const auto found = std::ranges::lower_bound(list, Neighbour{other, 0}, kByNode);
    if (found == list.end() || found->node != other) return std::nullopt;
    return *found;
}

std::pair<trace::Entity, trace::Entity> Air::ends(std::uint32_t link) const {
    if (is_pair(link)) return pairs_->ends(pair(link));
    return {links_[link].from, links_[link].to};
}

double Air::drifted(Link& link, Time time) {
    if (!link.drift) return link.median;
    const std::int64_t second = ns(time) / 1'000'000'000;
    if (second != link.drift_second) {
        link.drift_second = second;
        link.drift_gain = numeric::from_db(-link.drift->db(kStart + std::chrono::seconds{second}));
    }
    return link.median * link.drift_gain;
}

double Air::gain(std::uint32_t index, std::uint8_t channel, Time time) {
    if (is_pair(index))
        return pairs_->gain(pair(index), plan_.frequency_khz(channel), time, evaluations_);
    Link& link = links_[index];
    if (!link.fading) return drifted(link, time);
    const std::int64_t ms = ns(time) / 1'000'000;
    if (ms != link.cached_ms || channel != link.cached_channel) {
        ++evaluations_;
        link.cached_ms = ms;
        link.cached_channel = channel;
        link.cached_gain =
            drifted(link, time) * link.fading->power(plan_.frequency_khz(channel), time);
    }
    return link.cached_gain;
}

std::optional<Nanoseconds> Air::coherence(std::uint32_t link) const {
    return is_pair(link) ? pairs_->coherence() : links_[link].coherence;
}

chance::Key Air::luck_key(std::uint32_t link, trace::Entity from, trace::Entity to) const {
    return is_pair(link) ? pairs_->luck(from, to) : links_[link].luck;
}

double Air::luck(std::uint32_t link, trace::Entity from, trace::Entity to, Time start) const {
    return luck_key(link, from, to).uniform(luck_index(from, to, start));
}

chance::Key Air::noise_key(std::uint32_t link, trace::Entity from, trace::Entity to,
                           Time start) const {
    return luck_key(link, from, to).of("bits").of(luck_index(from, to, start));
}

}  // namespace bench::radio
