#pragma once

// Who can hear whom, and how loud: the nodes, the links and their channels.
//
// Only nodes that share a link reach one another. A link is one object for both directions, so the
// channel is reciprocal. Gains are pure functions of (seed, link, channel, millisecond); a link
// remembers the last one asked for, since carrier sense, frame and acknowledgement mostly ask for
// the same.

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "models/chance/chance.h"
#include "models/radio/config.h"
#include "models/radio/fading.h"
#include "models/time/time.h"
#include "models/trace/record.h"

namespace bench::radio {

struct Neighbour {
    trace::Entity node = 0;
    std::uint32_t link = 0;
};

struct Receiver {  // What noise does to a node. dB and dBm.
    double noise_mw = 0;
    double implementation_loss = 0;
    double least_mw = 0;  // Weaker than this it does not even start to receive.
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
    [[nodiscard]] const Neighbour* between(trace::Entity node, trace::Entity other) const;
    [[nodiscard]] const Receiver& receiver(trace::Entity node) const {
        return receivers_[node - 1U];
    }
    [[nodiscard]] std::pair<trace::Entity, trace::Entity> ends(std::uint32_t link) const;

    // Received over radiated power.
    [[nodiscard]] double gain(std::uint32_t link, std::uint8_t channel, Time time);
    [[nodiscard]] double median_gain(std::uint32_t link) const { return links_[link].median; }
    // A frame longer than this sees the channel change; nothing if the channel stands still.
    [[nodiscard]] std::optional<Nanoseconds> coherence(std::uint32_t link) const;
    // The draw that decides a frame: by link, direction and start, never by a count of frames.
    [[nodiscard]] double luck(std::uint32_t link, trace::Entity from, trace::Entity to,
                              Time start) const;
    // How often a fading channel was computed.
    [[nodiscard]] std::uint64_t evaluations() const { return evaluations_; }

private:
    struct Link {
        trace::Entity from;
        trace::Entity to;
        double median;
        chance::Key luck;
        std::optional<Fading> fading;
        std::optional<Nanoseconds> coherence;
        std::int64_t cached_ms = -1;
        std::uint8_t cached_channel = 0;
        double cached_gain = 0;
    };
    void add_node(const NodeConfig& node, double man_made_db);
    void add_link(const AirConfig& config, const LinkConfig& link, const chance::Key& key);

    std::vector<Receiver> receivers_;
    std::vector<Link> links_;
    std::vector<std::vector<Neighbour>> neighbours_;  // By node; each by the other node.
    std::unordered_map<std::string, trace::Entity> node_names_;
    std::unordered_map<std::string, std::uint32_t> link_names_;
    std::uint64_t evaluations_ = 0;
};

}  // namespace bench::radio
