#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "models/time/time.h"
#include "models/trace/record.h"

namespace bench::head_end {

using Key = std::array<std::uint8_t, 16>;
using Title = std::array<std::uint8_t, 8>;
using Address = std::array<std::uint8_t, 16>;  // IPv6

struct KnownMeter {
    trace::Entity entity = 0;
    Title system_title{};
    Key encryption_key{};  // Global unicast, suite 0.
    Key authentication_key{};
};

struct HeadEndConfig {
    Title system_title{};
    Address address{};
    std::uint16_t port = 4059;
    Nanoseconds processing =
        std::chrono::milliseconds{2};  // Arrival to acceptance and acknowledgement.
    std::vector<KnownMeter> meters;
};

}  // namespace bench::head_end
