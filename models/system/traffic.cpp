#include "models/system/traffic.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

#include "models/numeric/numeric.h"
#include "models/radio/phy.h"
#include "models/system/provisioning.h"

namespace bench::system {
namespace {

// Well above the meters' own, so that a meter more does not move them.
constexpr std::uint32_t kFirstNumber = 0x10000;
// Of a data frame of the MAC around its payload, and one octet of it.
constexpr std::int64_t kLeastOctets = 29;

std::string name_of(std::uint32_t index) { return "traffic " + std::to_string(index + 1); }

chance::Key key_of(const BenchConfig& config, std::uint32_t index) {
    return chance::Key{config.seed}.of("traffic").of(index);
}

const radio::NodeConfig& collector_of(const BenchConfig& config) {
    const auto found =
        std::ranges::find(config.air.nodes, config.collector.name, &radio::NodeConfig::name);
    if (found == config.air.nodes.end())
        throw std::invalid_argument("traffic: the collector is not in the air");
    return *found;
}

void refuse_bad(const BenchConfig& config) {
    const TrafficConfig& traffic = config.traffic;
    const radio::Phy* const phy = radio::find_phy(config.radio.modulation);
    if (phy == nullptr) throw std::invalid_argument("traffic: no such modulation");
    if (traffic.every < std::chrono::milliseconds{1})
        throw std::invalid_argument("traffic: write 1 ms or more between frames");
    if (!(traffic.distance_m > 0))
        throw std::invalid_argument("traffic: write a distance above 0 m");
    const std::int64_t least = kLeastOctets + phy->fcs_octets;
    if (traffic.octets < least || traffic.octets > phy->most_psdu_octets) {
        throw std::invalid_argument("traffic: write " + std::to_string(least) + " to " +
                                    std::to_string(phy->most_psdu_octets) + " octets");
    }
}

radio::Position place(const BenchConfig& config, std::uint32_t index,
                      const radio::Position& middle) {
    const chance::Key key = key_of(config, index).of("place");
    const TrafficConfig& traffic = config.traffic;
    const double turn = key.uniform(0);
    double distance = traffic.distance_m;
    // Not nearer than 1 m: two antennas do not share a place.
    if (traffic.placement == Placement::disc)
        distance = std::max(1.0, distance * numeric::square_root(key.uniform(1)));
    return {middle.x + distance * numeric::cos_turns(turn),
            middle.y + distance * numeric::sin_turns(turn), middle.z};
}

radio::MeshConfig mesh_of(const BenchConfig& config) {
    radio::MeshConfig mesh;
    if (config.air.mesh) {
        mesh = *config.air.mesh;
    } else {
        const auto link =
            std::ranges::find(config.air.links, config.radio_link, &radio::LinkConfig::name);
        if (link == config.air.links.end())
            throw std::invalid_argument("traffic: the air has neither a mesh nor a radio link");
        mesh.path = link->path;
        mesh.fading = link->fading;
    }
    mesh.hub = config.collector.name;
    mesh.hidden_share = std::max(mesh.hidden_share, config.traffic.hidden_share);
    return mesh;
}

}  // namespace

BenchConfig with_traffic(BenchConfig config) {
    if (config.traffic.count == 0 || config.traffic.placed) return config;
    refuse_bad(config);
    config.air.mesh = mesh_of(config);
    const radio::Position middle = collector_of(config).at;
    for (std::uint32_t i = 0; i < config.traffic.count; ++i) {
        radio::NodeConfig node;
        node.name = name_of(i);
        node.at = place(config, i, middle);
        node.restart_db = config.radio.restart_db;
        config.air.nodes.push_back(node);
    }
    config.traffic.placed = true;
    return config;
}

double offered_load(const BenchConfig& config) {
    const TrafficConfig& traffic = config.traffic;
    const radio::Phy& phy = *radio::find_phy(config.radio.modulation);
    const Nanoseconds airtime = radio::airtime(
        phy, static_cast<std::size_t>(traffic.octets) - static_cast<std::size_t>(phy.fcs_octets));
    return traffic.count * static_cast<double>(airtime.count()) /
           static_cast<double>(traffic.every.count());
}

struct TrafficNodes::Node {
    Node(const BenchConfig& config, const World& world, const fw_image& image, std::uint32_t index,
         trace::Entity entity)
        : key{key_of(config, index)},
          board{{entity, LocalClock{drift(config.traffic)}, config.calendar_start_us,
                 make_traffic_factory(config, make_identity(kFirstNumber + index, key.of("keys")),
                                      collector_identity(chance::Key{config.seed}))},
                image,
                world.agenda,
                key.of("board"),
                world.trace,
                world.faults,
                world.marker},
          transceiver{world.medium, entity, board.clock(), key.of("transceiver"), board} {
        board.fit(transceiver, {});
    }
    [[nodiscard]] std::int64_t drift(const TrafficConfig& traffic) const {
        const auto span = static_cast<std::uint64_t>(traffic.most_drift_ppb) * 2 + 1;
        return static_cast<std::int64_t>(key.of("drift").below(0, span)) - traffic.most_drift_ppb;
    }

    chance::Key key;
    board::Board board;
    radio::Transceiver transceiver;
};

TrafficNodes::TrafficNodes(const BenchConfig& config, const World& world, const fw_image* image) {
    if (image == nullptr) throw std::invalid_argument("traffic: no image to run");
    const auto first =
        static_cast<trace::Entity>(config.air.nodes.size() - config.traffic.count + 1);
    nodes_.reserve(config.traffic.count);
    for (std::uint32_t i = 0; i < config.traffic.count; ++i) {
        nodes_.push_back(std::make_unique<Node>(config, world, *image, i,
                                                static_cast<trace::Entity>(first + i)));
    }
    for (const auto& node : nodes_) node->board.power_on_at(world.agenda.now());
}

TrafficNodes::~TrafficNodes() = default;

std::uint64_t TrafficNodes::steps() const {
    std::uint64_t sum = 0;
    for (const auto& node : nodes_) sum += node->board.steps();
    return sum;
}

std::uint64_t TrafficNodes::calls() const {
    std::uint64_t sum = 0;
    for (const auto& node : nodes_) sum += node->board.calls();
    return sum;
}

}  // namespace bench::system
