#pragma once

// The packet radio, typed. What each call means and its limits: firmware/hal/radio.h.

#include <array>
#include <optional>

#include "firmware/core/address.h"
#include "firmware/core/bytes.h"
#include "firmware/core/result.h"
#include "firmware/hal/radio.h"
#include "firmware/units/power_level.h"
#include "firmware/units/time.h"

namespace meter::port {

enum class Access : std::uint8_t { none = 0, cca = 1, csma = 2 };

struct RadioJob {
    std::uint32_t ticket = 0;
    Access access = Access::csma;
    std::uint8_t modulation = 0;
    std::uint8_t channel = 0;
    std::uint8_t min_exponent = 0;
    std::uint8_t max_exponent = 0;
    std::uint8_t busy_limit = 1;
    PowerLevel power{};
    Duration unit{};
    Duration sense{};
    PowerLevel threshold{};
    std::optional<std::uint16_t> timing_at{};
    Duration ack_wait{};  // Zero: no acknowledgement is expected.
    Instant not_before{};
    Instant latest_start = kNever;
    Bytes frame{};  // None, with Access::cca: energy detection over `sense`.
};

enum class TransmitStatus : std::uint8_t {
    sent = 0,
    acked = 1,
    no_ack = 2,
    busy = 3,
    abandoned = 4,
    failed = 5
};

struct TransmitOutcome {
    std::uint32_t ticket = 0;
    TransmitStatus status{};
    Instant start{};  // Of the frame's preamble; not set when it was never sent.
    Instant end{};
    Instant ack_start{};
    PowerLevel ack_rssi{};
    PowerLevel level{};  // Of the last channel found busy, or the energy detected.
    std::array<std::uint8_t, HAL_RADIO_ACK_MAX> ack{};
    std::size_t ack_length = 0;
    [[nodiscard]] Bytes ack_frame() const { return Bytes{ack}.first(ack_length); }
};

struct AckTemplate {
    std::array<std::uint8_t, HAL_RADIO_ACK_MAX> bytes{};
    std::size_t length = 0;
    std::uint16_t sequence_at = 0;
    std::uint16_t destination_at = 0;
    std::uint16_t timing_at = 0;
    PowerLevel power{};
};

struct ReceivedFrame {
    Instant start{};
    Instant end{};
    PowerLevel rssi{};
    std::uint8_t channel = 0;
    std::uint8_t modulation = 0;
    bool acknowledged = false;
    std::size_t length = 0;
    std::array<std::uint8_t, HAL_RADIO_FRAME_MAX> bytes;  // Only the first `length` are set.
    [[nodiscard]] Bytes frame() const { return Bytes{bytes}.first(length); }
};

class Radio {
public:
    explicit Radio(hal_board* board) : board_{board} {}
    Result<void> configure(const Eui64& self, std::uint16_t pan_id, Instant timing_origin,
                           std::uint32_t timing_multiplier, std::uint8_t plan,
                           std::uint8_t modulation);
    // `channels`: 1 .. HAL_RADIO_SLOTS_MAX slots from `start`, one dwell each.
    Result<void> listen(Instant start, Duration dwell, std::span<const std::uint8_t> channels,
                        std::uint8_t modulation);
    Result<void> transmit(const RadioJob& job);
    Result<void> abandon();
    // Whether the chip still holds what was written to it. One that cannot be asked counts as well.
    [[nodiscard]] bool healthy();
    Result<TransmitOutcome> result();
    Result<void> take(ReceivedFrame& out);
    Result<void> set_ack(const AckTemplate& ack);

private:
    hal_board* board_;
};

}  // namespace meter::port
