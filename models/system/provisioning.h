#pragma once

// What manufacture and commissioning write into each module: addresses, titles, keys, the factory
// record.

#include <string>

#include "firmware/hal/factory.h"
#include "models/chance/chance.h"
#include "models/head_end/config.h"
#include "models/system/config.h"

namespace bench::system {

struct Identity {
    std::array<std::uint8_t, 8> eui64{};
    head_end::Title system_title{};
    head_end::Key encryption_key{};
    head_end::Key authentication_key{};
};

[[nodiscard]] const head_end::Title& head_end_title();
[[nodiscard]] const head_end::Address& head_end_address();

// `number` counts the nodes from 1; keys are drawn for it.
[[nodiscard]] Identity make_identity(std::uint32_t number, const chance::Key& key);
[[nodiscard]] Identity collector_identity(const chance::Key& seed);
[[nodiscard]] hal_factory make_factory(const BenchConfig& config, const Identity& identity,
                                       const MeterConfig* meter);

// Of a traffic node, which knows its parent if the traffic is joined from the start.
[[nodiscard]] hal_factory make_traffic_factory(const BenchConfig& config, const Identity& identity,
                                               const Identity& parent);

}  // namespace bench::system
