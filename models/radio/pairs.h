#pragma once

// The pairs of a mesh: everybody with everybody, without an object for each.
//
// A pair costs four octets, its median gain. All else is a hash of both nodes' names: its luck,
// whether it is hidden, the phases of its fading (whose Doppler shifts and delays all pairs share).
// So a node more changes nothing between the others.

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "models/chance/chance.h"
#include "models/propagation/shadowing.h"
#include "models/radio/channel_plan.h"
#include "models/radio/config.h"
#include "models/radio/fading.h"
#include "models/time/time.h"
#include "models/trace/record.h"

namespace bench::radio {

// What names the building in which a node stands. A way into a building that no probability is
// stated for loses what this draws: the same for all ways to that node.
[[nodiscard]] chance::Key building_of(const chance::Key& air, const std::string& node);

// A frame longer than this sees the channel change; nothing if the channel stands still.
[[nodiscard]] std::optional<Nanoseconds> coherence_of(const std::optional<FadingConfig>& fading);

class Pairs {
public:
    // `config` has a mesh. Throws std::invalid_argument for slow shadowing, a share outside 0 to 1,
    // a hub that is no node and whatever the path refuses. `air`: the key of the whole air.
    Pairs(const AirConfig& config, const ChannelPlan& plan,
          const propagation::ShadowingField& shadowing, const chance::Key& air);

    void remove(trace::Entity a, trace::Entity b) { median_[number(a, b)] = 0; }
    // Nothing for a pair that does not hear each other, and for a node with itself.
    [[nodiscard]] std::optional<std::uint32_t> index(trace::Entity a, trace::Entity b) const {
        if (a == b) return std::nullopt;
        const std::uint32_t found = number(a, b);
        return median_[found] > 0 ? std::optional{found} : std::nullopt;
    }
    [[nodiscard]] std::pair<trace::Entity, trace::Entity> ends(std::uint32_t pair) const;
    [[nodiscard]] double median(std::uint32_t pair) const { return median_[pair]; }
    // Counts in `evaluations` when a fading channel is computed.
    [[nodiscard]] double gain(std::uint32_t pair, std::uint32_t frequency_khz, Time time,
                              std::uint64_t& evaluations);
    [[nodiscard]] std::optional<Nanoseconds> coherence() const { return coherence_; }
    [[nodiscard]] chance::Key luck(trace::Entity a, trace::Entity b) const {
        return luck_.of(seed(a, b));
    }

private:
    struct Cached {
        std::int64_t ms = -1;
        std::uint32_t pair = 0;
        std::uint32_t frequency_khz = 0;
        double gain = 0;
    };
    static constexpr std::size_t kCached = 2048;  // Carrier sense, frame and answer ask for one.

    // Of pairs in the order (1,2), (1,3), (2,3), (1,4) ...
    static std::uint32_t number(trace::Entity a, trace::Entity b) {
        const std::uint32_t high = std::max(a, b) - 1U;
        return high * (high - 1) / 2 + (std::min(a, b) - 1U);
    }
    [[nodiscard]] std::uint64_t seed(trace::Entity a, trace::Entity b) const;
    struct Surroundings {
        double mhz;
        const propagation::ShadowingField& shadowing;
        const chance::Key& air;
    };
    [[nodiscard]] double median_of(const AirConfig& config, trace::Entity a, trace::Entity b,
                                   const Surroundings& around) const;
    [[nodiscard]] bool hidden(const MeshConfig& mesh, trace::Entity a, trace::Entity b) const;

    chance::Key luck_;
    trace::Entity hub_ = 0;
    std::vector<std::uint64_t> names_;  // By node: a hash of its name.
    std::vector<float> median_;         // 0: no neighbours.
    std::optional<Fading> fading_;
    std::optional<Nanoseconds> coherence_;
    std::vector<Cached> cache_;
};

}  // namespace bench::radio
