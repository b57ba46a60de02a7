#pragma once

// Collects every frame on the air for a capture file, with what became of it.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "models/trace/events.h"

namespace bench::run {

class AirCapture final : public trace::Sink {
public:
    using trace::Sink::record;
    void record(const trace::Record& record, std::span<const std::uint8_t> bytes) override;
    // pcapng, IEEE 802.15.4 TAP, frames in the order of their start.
    [[nodiscard]] std::string finish(std::int64_t calendar_start_us) const;

private:
    struct Frame {
        Time start;
        std::uint8_t channel = 0;
        std::int16_t rssi_cdbm =
            0;  // At the receiver it was addressed to; else its power when sent.
        std::optional<std::int16_t> sinr_cdb;
        std::string comment;
        std::vector<std::uint8_t> bytes;
    };
    std::map<std::uint32_t, Frame> frames_;  // By number.
};

}  // namespace bench::run
