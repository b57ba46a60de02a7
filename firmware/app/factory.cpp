#include "firmware/app/factory.h"

#include <algorithm>

namespace meter::app {
namespace {

template <typename To, std::size_t N>
To octets_of(const std::uint8_t (&octets)[N]) {
    To to;
    std::ranges::copy(octets, to.octets.begin());
    return to;
}

radio::Hopping hopping_of(const hal_factory& factory) {
    switch (factory.hopping) {
        case HAL_HOPPING_NONE:
            return radio::Hopping::none;
        case HAL_HOPPING_ADAPTIVE:
            return radio::Hopping::adaptive;
        default:
            return radio::Hopping::blind;
    }
}

radio::Coding coding_of(const hal_factory& factory) {
    switch (factory.fec) {
        case HAL_FEC_NONE:
            return radio::Coding::none;
        case HAL_FEC_ADAPTIVE:
            return radio::Coding::adaptive;
        default:
            return radio::Coding::always;
    }
}

Redundancy redundancy_of(const hal_factory& factory) {
    switch (factory.redundancy) {
        case HAL_REDUNDANCY_NONE:
            return Redundancy::none;
        case HAL_REDUNDANCY_FAILOVER:
            return Redundancy::failover;
        default:
            return Redundancy::duplicate;
    }
}

}  // namespace

Eui64 eui_of(const hal_factory& factory) { return octets_of<Eui64>(factory.eui64); }

Ipv6Address head_end(const hal_factory& factory) {
    return octets_of<Ipv6Address>(factory.head_end_address);
}

net::Contexts contexts(const hal_factory& factory) {
    net::Contexts contexts;
    contexts.mesh_prefix = octets_of<Ipv6Address>(factory.mesh_prefix);
    contexts.head_end_prefix = head_end(factory);
    std::fill(contexts.head_end_prefix.octets.begin() + 8, contexts.head_end_prefix.octets.end(),
              std::uint8_t{0});
    return contexts;
}

UplinkConfig uplink_config(const hal_factory& factory) {
    UplinkConfig config;
    config.self = eui_of(factory);
    config.contexts = contexts(factory);
    config.head_end = head_end(factory);
    config.port = factory.head_end_port;
    config.ack_timeout = milliseconds(factory.ack_timeout_ms);
    config.fragment_octets = factory.fragment_octets;
    config.bulk_octets = factory.bulk_octets;
    config.redundancy = redundancy_of(factory);
    return config;
}

security::Titles titles(const hal_factory& factory) {
    return {octets_of<SystemTitle>(factory.system_title),
            octets_of<SystemTitle>(factory.head_end_title)};
}

radio::AccessMode access_mode(const hal_factory& factory) {
    return factory.access_mode == HAL_ACCESS_MODE_DUTY_CYCLE ? radio::AccessMode::duty_cycle
                                                             : radio::AccessMode::polite;
}

radio::MacConfig mac_config(const hal_factory& factory, bool collector) {
    radio::MacConfig config;
    config.self = eui_of(factory);
    config.pan_id = factory.pan_id;
    config.collector = collector;
    config.hopping = hopping_of(factory);
    config.fixed_channel = factory.fixed_channel;
    config.dwell = milliseconds(factory.dwell_ms);
    config.retries = factory.retries;
    config.power = PowerLevel{factory.power_cdbm};
    config.plan = factory.plan;
    config.modulation = factory.modulation;
    config.coding = coding_of(factory);
    config.power_control = factory.power_control == HAL_POWER_ADAPTIVE;
    config.priority = factory.priority != HAL_PRIORITY_NONE;
    config.inter_frame_sensing = factory.inter_frame_sensing != 0;
    return config;
}

Duration stream_period(const hal_factory& factory, Stream stream) {
    return milliseconds(factory.stream_period_ms[static_cast<std::size_t>(stream)]);
}

}  // namespace meter::app
