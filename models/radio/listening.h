#pragma once

// Where a node listens: slots of equal length, each on its channel. Asked, never stepped.

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace bench::radio {

class Listening {
public:
    void set(std::int64_t start_ticks, std::uint32_t dwell_us,
             std::span<const std::uint8_t> channels) {
        start_ = start_ticks;
        dwell_ = std::max<std::int64_t>(dwell_us, 1);
        channels_.assign(channels.begin(), channels.end());
    }
    void stop() { channels_.clear(); }
    // Before the first slot its channel holds already; after the last slot the last channel stays.
    [[nodiscard]] std::optional<std::uint8_t> channel(std::int64_t ticks) const {
        if (channels_.empty()) return std::nullopt;
        const std::int64_t last = static_cast<std::int64_t>(channels_.size()) - 1;
        const std::int64_t slot = ticks <= start_ ? 0 : std::min((ticks - start_) / dwell_, last);
        return channels_[static_cast<std::size_t>(slot)];
    }
    // Ticks at which the slot of `ticks` begins and ends, by the clock of slots alone.
    [[nodiscard]] std::pair<std::int64_t, std::int64_t> slot(std::int64_t ticks) const {
        const std::int64_t number = ticks <= start_ ? 0 : (ticks - start_) / dwell_;
        return {std::max<std::int64_t>(start_ + number * dwell_, 0),
                start_ + (number + 1) * dwell_};
    }
    [[nodiscard]] bool on() const { return !channels_.empty(); }

private:
    std::int64_t start_ = 0;  // Local microseconds.
    std::int64_t dwell_ = 1;
    std::vector<std::uint8_t> channels_;
};

}  // namespace bench::radio
