#pragma once

// The air as a pcapng file for Wireshark: nanosecond time stamps, each frame with its level,
// channel and quality (IEEE 802.15.4 TAP, LINKTYPE 283), and a comment where a frame was lost.
//
// Formats: draft-ietf-opsawg-pcapng and the 802.15.4 TAP specification (Exegin, 2019). All
// little-endian.

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace bench::capture {

using Nanoseconds = std::chrono::nanoseconds;

struct Frame {
    Nanoseconds time{};                   // Start of the frame, from the start of the run.
    std::span<const std::uint8_t> bytes;  // MAC frame without FCS.
    std::uint16_t channel = 0;
    std::int16_t rssi_cdbm = 0;            // Hundredths of dBm.
    std::optional<std::int16_t> sinr_cdb;  // Hundredths of dB; becomes the LQI.
    std::string_view comment;              // "lost: payload, SINR 3.1 dB"; empty for none.
    std::uint32_t interface = 0;           // As add_interface() has answered.
};

class PcapWriter {
public:
    // Time stamps in the file are `epoch` (since 1970-01-01 UTC) plus the frame's time.
    explicit PcapWriter(Nanoseconds epoch = Nanoseconds::zero());

    // One for each node and link. Interface 0 must be added before the first frame.
    std::uint32_t add_interface(std::string_view name);
    // Ignored if the interface does not exist. Frames may come in any order.
    void add(const Frame& frame);

    [[nodiscard]] std::uint64_t frames() const { return frames_; }
    // The file so far; more may be added after.
    [[nodiscard]] const std::string& bytes() const { return out_; }

private:
    Nanoseconds epoch_;
    std::uint32_t interfaces_ = 0;
    std::uint64_t frames_ = 0;
    std::string out_;
};

// Link quality as 802.15.4 wants it, 0 worst and 255 best: 8 a decibel of SINR, so 0 dB is 0.
[[nodiscard]] std::uint8_t link_quality(std::int16_t sinr_cdb);

}  // namespace bench::capture
