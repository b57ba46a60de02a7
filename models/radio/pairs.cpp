#include "models/radio/pairs.h"

#include <algorithm>
#include <stdexcept>

#include "models/numeric/numeric.h"
#include "models/propagation/budget.h"

namespace bench::radio {
namespace {

// The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
std::uint64_t mixed(std::uint64_t z) {
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
}

trace::Entity hub_of(const AirConfig& config) {
    const std::string& hub = config.mesh->hub;
    if (hub.empty()) return 0;
    const auto found = std::ranges::find(config.nodes, hub, &NodeConfig::name);
    if (found == config.nodes.end())
        throw std::invalid_argument("no node is named '" + hub + "', the hub of the mesh");
    return static_cast<trace::Entity>(found - config.nodes.begin() + 1);
}

void refuse_bad(const MeshConfig& mesh) {
    if (mesh.path.shadowing.slow_sigma_db != 0)
        throw std::invalid_argument("the paths of a mesh have no slow shadowing; write 0 dB");
    if (!(mesh.hidden_share >= 0 && mesh.hidden_share <= 1))
        throw std::invalid_argument("the hidden share of a mesh must be 0 to 1");
}

}  // namespace

chance::Key building_of(const chance::Key& air, const std::string& node) {
    return air.of("building").of(node);
}

std::optional<Nanoseconds> coherence_of(const std::optional<FadingConfig>& fading) {
    if (!fading || !(fading->doppler_hz > 0)) return std::nullopt;
    return Nanoseconds{static_cast<std::int64_t>(1e8 / std::max(fading->doppler_hz, 1e-3))};
}

Pairs::Pairs(const AirConfig& config, const ChannelPlan& plan,
             const propagation::ShadowingField& shadowing, const chance::Key& air)
    : luck_{air.of("mesh").of("luck")},
      hub_{hub_of(config)},
      coherence_{coherence_of(config.mesh->fading)} {
    refuse_bad(*config.mesh);
    const chance::Key key = air.of("mesh");
    const Surroundings around{plan.loss_mhz(), shadowing, air};
    const chance::Key names = key.of("name");
    for (const NodeConfig& node : config.nodes) names_.push_back(names.of(node.name).bits(0));
    const std::size_t nodes = config.nodes.size();
    median_.reserve(nodes < 2 ? 0 : nodes * (nodes - 1) / 2);
    for (std::size_t b = 2; b <= nodes; ++b) {
        for (std::size_t a = 1; a < b; ++a) {
            median_.push_back(static_cast<float>(median_of(config, static_cast<trace::Entity>(a),
                                                           static_cast<trace::Entity>(b), around)));
        }
    }
    if (!config.mesh->fading) return;
    fading_.emplace(*config.mesh->fading, key.of("fading"));
    cache_.resize(kCached);
}

// Of two nodes the one that is not the hub is within; of two others the first.
double Pairs::median_of(const AirConfig& config, trace::Entity a, trace::Entity b,
                        const Surroundings& around) const {
    const MeshConfig& mesh = *config.mesh;
    if (hidden(mesh, a, b)) return 0;
    const NodeConfig& from = config.nodes[a - 1U];
    const NodeConfig& to = config.nodes[b - 1U];
    const propagation::Ends ends{{from.at, from.enclosure}, {to.at, to.enclosure}, around.mhz};
    const std::string& within = a == hub_ ? to.name : from.name;
    double loss =
        propagation::loss_db(mesh.path, config.site, ends, building_of(around.air, within));
    if (mesh.path.shadowing.sigma_db > 0)
        loss += around.shadowing.db(mesh.path.shadowing, from.at, to.at);
    return loss > mesh.most_loss_db ? 0 : numeric::from_db(-loss);
}

bool Pairs::hidden(const MeshConfig& mesh, trace::Entity a, trace::Entity b) const {
    if (mesh.hidden_share <= 0 || a == hub_ || b == hub_) return false;
    const std::uint64_t drawn = mixed(seed(a, b) + 0x9E3779B97F4A7C15U);
    return static_cast<double>(drawn >> 11U) * 0x1p-53 < mesh.hidden_share;
}

std::uint64_t Pairs::seed(trace::Entity a, trace::Entity b) const {
    return mixed(names_[a - 1U] + names_[b - 1U]);
}

std::pair<trace::Entity, trace::Entity> Pairs::ends(std::uint32_t pair) const {
    auto high = static_cast<std::uint32_t>(
        (1.0 + numeric::square_root(1.0 + 8.0 * static_cast<double>(pair))) / 2.0);
    while (high * (high - 1) / 2 > pair) --high;
    while ((high + 1) * high / 2 <= pair) ++high;
    const std::uint32_t low = pair - high * (high - 1) / 2;
    return {static_cast<trace::Entity>(low + 1), static_cast<trace::Entity>(high + 1)};
}

double Pairs::gain(std::uint32_t pair, std::uint32_t frequency_khz, Time time,
                   std::uint64_t& evaluations) {
    if (!fading_) return median_[pair];
    const std::int64_t ms = ns(time) / 1'000'000;
    Cached& cached = cache_[(pair * 0x9E3779B1U + frequency_khz) % kCached];
    if (cached.ms != ms || cached.pair != pair || cached.frequency_khz != frequency_khz) {
        ++evaluations;
        const auto [a, b] = ends(pair);
        const double power = fading_->power(frequency_khz, time, seed(a, b));
        cached = {ms, pair, frequency_khz, median(pair) * power};
    }
    return cached.gain;
}

}  // namespace bench::radio
