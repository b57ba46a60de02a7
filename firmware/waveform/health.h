#pragma once

// Channels that cannot be believed, so that the event layer says so: a silent zero is never one.

#include <array>
#include <cstdint>

#include "firmware/waveform/sample_block.h"

namespace meter::waveform {

enum class ChannelHealth : std::uint8_t {
    good,
    saturated,  // More samples than configured at the end of the converter's range, within 200 ms.
    silent,     // A voltage below 5 % of nominal while another is there; a current of one code.
};

using Health = std::array<ChannelHealth, kChannels>;

class HealthMonitor {
public:
    // `saturated_samples`: that many within 200 ms are still good.
    HealthMonitor(std::uint32_t saturated_samples, std::int32_t silent_voltage_peak)
        : allowed_{saturated_samples}, silent_peak_{silent_voltage_peak} {}
    // `raw` as converted, `value` as calibrated.
    void process(const SampleBlock& raw, const Block& value);
    [[nodiscard]] const Health& health() const { return health_; }

private:
    void conclude();

    struct Span {
        std::uint32_t saturated = 0;
        std::int32_t first = 0;  // Counts.
        bool begun = false;
        bool varies = false;  // Not one code all the time.
        bool strong = false;  // A sample of at least silent_peak_, in units.
    };
    void look_for_life(Span& span, std::size_t channel, const SampleBlock& raw,
                       const Block& value) const;

    std::uint32_t allowed_;
    std::int32_t silent_peak_;
    std::uint32_t samples_ = 0;
    std::array<Span, kChannels> span_{};
    Health health_{};
};

}  // namespace meter::waveform
