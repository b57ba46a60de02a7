#include "models/interference/hopper.h"
#include "models/interference/jammers.h"
#include "models/interference/noise.h"
#include "models/interference/oven.h"
#include "models/interference/random_sources.h"
#include "models/interference/source.h"
#include "models/interference/wifi.h"

namespace bench::interference {
namespace {

struct Maker {
    std::string_view name;
    const chance::Key& key;

    using Made = std::unique_ptr<Source>;
    Made operator()(const OvenConfig& c) const { return std::make_unique<Oven>(name, c, key); }
    Made operator()(const WifiConfig& c) const { return std::make_unique<Wifi>(name, c, key); }
    Made operator()(const HopperConfig& c) const { return std::make_unique<Hopper>(name, c, key); }
    Made operator()(const LteUplinkConfig& c) const {
        return std::make_unique<LteUplink>(name, c, key);
    }
    Made operator()(const NarrowBandConfig& c) const {
        return std::make_unique<NarrowBand>(name, c, key);
    }
    Made operator()(const SwitchingNoiseConfig& c) const {
        return std::make_unique<SwitchingNoise>(name, c);
    }
    Made operator()(const ManMadeNoiseConfig& c) const {
        return std::make_unique<ManMadeNoise>(name, c);
    }
    Made operator()(const CarrierConfig& c) const { return std::make_unique<Carrier>(name, c); }
    Made operator()(const SweptConfig& c) const { return std::make_unique<Swept>(name, c, key); }
    Made operator()(const PulsedConfig& c) const { return std::make_unique<Pulsed>(name, c, key); }
    Made operator()(const ReactiveConfig& c) const { return std::make_unique<Reactive>(name, c); }
    Made operator()(const FollowingConfig& c) const { return std::make_unique<Following>(name, c); }
};

}  // namespace

std::unique_ptr<Source> make_source(const SourceConfig& config, const chance::Key& run) {
    const chance::Key key = run.of(config.name);
    return std::visit(Maker{config.name, key}, config.kind);
}

}  // namespace bench::interference
