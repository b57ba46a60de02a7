#pragma once

// EU channel plan 33 of Wi-SUN (wisun-br-linux, ws_regdb.c): 863.1 MHz + n x 200 kHz, n = 0 .. 34,
// of which 0-26, 29 and 34 may be used; the rest would touch alarm bands or the 500 mW band.

#include <cstdint>

namespace bench::radio::eu_33 {

inline constexpr std::uint8_t kChannels = 35;
inline constexpr int kUsable = 29;
inline constexpr double kMiddleMhz = 868.0;  // Losses are computed here, for the whole plan.

constexpr std::uint32_t frequency_khz(std::uint8_t channel) { return 863'100U + 200U * channel; }
constexpr bool usable(std::uint8_t channel) {
    return channel <= 26 || channel == 29 || channel == 34;
}

}  // namespace bench::radio::eu_33
