#pragma once

// Who can hear whom, and how loud: the nodes, the links and their channels.
//
// Only nodes that share a link, or a pair of the mesh, reach one another. A link is one object for
// both directions, so the channel is reciprocal. Numbers from links() on are pairs of the mesh.
// Gains are pure functions of (seed, link, channel, millisecond); a link remembers the last one
// asked for, since carrier sense, frame and acknowledgement mostly ask for the same.

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "models/chance/chance.h"
#include "models/propagation/shadowing.h"
#include "models/radio/channel_plan.h"
#include "models/radio/config.h"
#include "models/radio/fading.h"
#include "models/radio/pairs.h"
#include "models/radio/readings.h"
#include "models/time/time.h"
#include "models/trace/record.h"

namespace bench::radio {

struct Neighbour {
    trace::Entity node = 0;
    std::uint32_t link = 0;
};

struct Receiver {  // What noise does to a node.
    double noise_mw_per_hz = 0;
    double implementation_loss_db = 0;
    double implementation_loss = 1;  // The same as a ratio.
    // Of the later frame's power over that of the one that it is on; infinite: never.
    double restart_ratio = std::numeric_limits<double>::infinity();
};

class Air {
public:
    // Throws std::invalid_argument for what cannot be built; node i of the configuration is entity
    // i + 1.
    Air(const AirConfig& config, const chance::Key& key);

    [[nodiscard]] std::size_t nodes() const { return receivers_.size(); }
    [[nodiscard]] std::size_t links() const { return links_.size(); }
    // By name. Throw std::invalid_argument for a name that is not there.
    [[nodiscard]] trace::Entity node(std::string_view name) const;
    [[nodiscard]] std::uint32_t link(std::string_view name) const;

    [[nodiscard]] std::span<const Neighbour> neighbours(trace::Entity node) const;
    [[nodiscard]] std::optional<Neighbour> between(trace::Entity node, trace::Entity other) const;
    [[nodiscard]] const Receiver& receiver(trace::Entity node) const {
        return receivers_[node - 1U];
    }
    [[nodiscard]] const Readings& readings(trace::Entity node) const {
        return readings_[node - 1U];
    }
    [[nodiscard]] std::pair<trace::Entity, trace::Entity> ends(std::uint32_t link) const;

    // Received over radiated power. Slow shadowing is looked at once a second.
    [[nodiscard]] double gain(std::uint32_t link, std::uint8_t channel, Time time);
    [[nodiscard]] double median_gain(std::uint32_t link) const {
        return is_pair(link) ? pairs_->median(pair(link)) : links_[link].median;
    }
    // A frame longer than this sees the channel change; nothing if the channel stands still.
    [[nodiscard]] std::optional<Nanoseconds> coherence(std::uint32_t link) const;
    // The draw that decides a frame: by link, direction and start, never by a count of frames.
    [[nodiscard]] double luck(std::uint32_t link, trace::Entity from, trace::Entity to,
                              Time start) const;
    // Of the noise in a frame at a receiver, for the bit level: by the same.
    [[nodiscard]] chance::Key noise_key(std::uint32_t link, trace::Entity from, trace::Entity to,
                                        Time start) const;
    // How often a fading channel was computed.
    [[nodiscard]] std::uint64_t evaluations() const { return evaluations_; }
    [[nodiscard]] const ChannelPlan& plan() const { return plan_; }

private:
    [[nodiscard]] chance::Key luck_key(std::uint32_t link, trace::Entity from,
                                       trace::Entity to) const;
    struct Link {
        trace::Entity from;
        trace::Entity to;
        double median;
        chance::Key luck;
        std::optional<Fading> fading;
        std::optional<Nanoseconds> coherence;
        std::optional<propagation::Drift> drift;  // Slow shadowing.
        std::int64_t drift_second = -1;
        double drift_gain = 1;
        std::int64_t cached_ms = -1;
        std::uint8_t cached_channel = 0;
        double cached_gain = 0;
    };
    void add_node(const NodeConfig& node, double man_made_db, const chance::Key& part);
    void add_link(const AirConfig& config, const LinkConfig& link, const chance::Key& air);
    void add_mesh(const AirConfig& config, const chance::Key& air);
    static double drifted(Link& link, Time time);
    [[nodiscard]] bool is_pair(std::uint32_t link) const { return link >= links_.size(); }
    [[nodiscard]] std::uint32_t pair(std::uint32_t link) const {
        return link - static_cast<std::uint32_t>(links_.size());
    }

    const ChannelPlan& plan_;
    propagation::ShadowingField shadowing_;
    std::vector<Receiver> receivers_;
    std::vector<Readings> readings_;
    std::vector<Link> links_;
    std::optional<Pairs> pairs_;
    std::vector<std::vector<Neighbour>> neighbours_;  // By node; each by the other node.
    std::unordered_map<std::string, trace::Entity> node_names_;
    std::unordered_map<std::string, std::uint32_t> link_names_;
    std::uint64_t evaluations_ = 0;
};

}  // namespace bench::radio
