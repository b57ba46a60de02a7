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
    config.hopping = factory.hopping != HAL_HOPPING_NONE;
    config.fixed_channel = factory.fixed_channel;
    config.dwell = milliseconds(factory.dwell_ms);
    config.retries = factory.retries;
    config.power = PowerLevel{factory.power_cdbm};
    config.plan = factory.plan;
    config.modulation = factory.modulation;
    return config;
}

Duration stream_period(const hal_factory& factory, Stream stream) {
    return milliseconds(factory.stream_period_ms[static_cast<std::size_t>(stream)]);
}

}  // namespace meter::app
