#include "models/radio/air.h"

#include <algorithm>
#include <stdexcept>

#include "models/numeric/numeric.h"
#include "models/radio/channel_plan.h"
#include "models/radio/error_curve.h"
#include "models/radio/phy.h"
#include "models/radio/propagation.h"

namespace bench::radio {
namespace {

constexpr auto kByNode = [](const Neighbour& a, const Neighbour& b) { return a.node < b.node; };

[[noreturn]] void refuse(std::string_view what, std::string_view name) {
    throw std::invalid_argument(std::string{what} + " '" + std::string{name} + "'");
}

std::optional<Nanoseconds> coherence_of(const LinkConfig& link) {
    if (!link.fading || !(link.fading->doppler_hz > 0)) return std::nullopt;
    return Nanoseconds{static_cast<std::int64_t>(1e8 / std::max(link.fading->doppler_hz, 1e-3))};
}

}  // namespace

Air::Air(const AirConfig& config, const chance::Key& key) {
    if (config.nodes.size() >= UINT16_MAX) throw std::invalid_argument("too many nodes");
    for (const NodeConfig& node : config.nodes) add_node(node, config.man_made_noise_db);
    neighbours_.resize(receivers_.size());
    links_.reserve(config.links.size());
    for (const LinkConfig& link : config.links)
        add_link(config, link, key.of("link").of(link.name));
    for (auto& list : neighbours_) std::ranges::sort(list, kByNode);
}

void Air::add_node(const NodeConfig& node, double man_made_db) {
    const auto entity = static_cast<trace::Entity>(receivers_.size() + 1);
    if (!node_names_.emplace(node.name, entity).second) refuse("two nodes are named", node.name);
    const double noise =
        noise_dbm(static_cast<double>(kBitRate), node.noise_figure_db) + man_made_db;
    const double loss = node.implementation_loss_db;
    // 3 dB below the sensitivity, which is PER 10 % of 250 octets.
    const double least = numeric::from_db(noise + kRequiredDb + loss - 3.0);
    receivers_.push_back({numeric::from_db(noise), loss, least});
}

void Air::add_link(const AirConfig& config, const LinkConfig& link, const chance::Key& key) {
    const trace::Entity from = node(link.from);
    const trace::Entity to = node(link.to);
    const auto index = static_cast<std::uint32_t>(links_.size());
    if (from == to) refuse("a link must have two ends:", link.name);
    if (!link_names_.emplace(link.name, index).second) refuse("two links are named", link.name);
    auto& mine = neighbours_[from - 1U];
    const bool twice = std::ranges::any_of(mine, [&](const Neighbour& n) { return n.node == to; });
    if (twice) refuse("another link has the same ends as", link.name);

    double loss =
        median_loss_db(link, config.nodes[from - 1U], config.nodes[to - 1U], eu_33::kMiddleMhz);
    loss += link.shadowing_sigma_db * key.of("shadowing").normal(0);
    std::optional<Fading> fading;
    if (link.fading) fading.emplace(*link.fading, key.of("fading"));
    links_.push_back(
        {from, to, numeric::from_db(-loss), key.of("luck"), std::move(fading), coherence_of(link)});
    mine.push_back({to, index});
    neighbours_[to - 1U].push_back({from, index});
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

const Neighbour* Air::between(trace::Entity node, trace::Entity other) const {
    const auto& list = neighbours_[node - 1U];
    const auto found = std::ranges::lower_bound(list, Neighbour{other, 0}, kByNode);
    return found != list.end() && found->node == other ? &*found : nullptr;
}

std::pair<trace::Entity, trace::Entity> Air::ends(std::uint32_t link) const {
    return {links_[link].from, links_[link].to};
}

double Air::gain(std::uint32_t index, std::uint8_t channel, Time time) {
    Link& link = links_[index];
    if (!link.fading) return link.median;
    const std::int64_t ms = ns(time) / 1'000'000;
    if (ms != link.cached_ms || channel != link.cached_channel) {
        ++evaluations_;
        link.cached_ms = ms;
        link.cached_channel = channel;
        link.cached_gain = link.median * link.fading->power(eu_33::frequency_khz(channel), time);
    }
    return link.cached_gain;
}

std::optional<Nanoseconds> Air::coherence(std::uint32_t link) const {
    return links_[link].coherence;
}

double Air::luck(std::uint32_t link, trace::Entity from, trace::Entity to, Time start) const {
    const std::uint64_t direction = from < to ? 0 : 1;
    return links_[link].luck.uniform((static_cast<std::uint64_t>(ns(start)) << 1U) | direction);
}

}  // namespace bench::radio
