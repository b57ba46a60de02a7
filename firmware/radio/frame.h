#pragma once

// Frames of IEEE 802.15.4-2020 (frame version 2) with the Wi-SUN elements that this MAC needs,
// without FCS, which the radio adds. Both addresses are always extended; the PAN identifier is
// carried only where a stranger may hear the frame (a solicit). Extended addresses go least
// significant octet first.

#include <cstdint>
#include <optional>
#include <span>

#include "firmware/core/address.h"
#include "firmware/core/bytes.h"
#include "firmware/core/result.h"
#include "firmware/radio/plan.h"

namespace meter::radio {

// Frame types of the Wi-SUN unicast timing element.
enum class FrameType : std::uint8_t {
    pan_advertisement = 0,
    pan_advertisement_solicit = 1,
    pan_configuration = 2,
    pan_configuration_solicit = 3,
    data = 4,
    ack = 5,
    eapol = 6
};

// Channel functions of the Wi-SUN unicast schedule element.
enum class ChannelFunction : std::uint8_t { fixed = 0, tr51cf = 1, dh1cf = 2, vendor = 3 };

struct ScheduleElement {
    std::uint8_t dwell_ms = 0;
    ChannelFunction function = ChannelFunction::dh1cf;
    std::uint16_t fixed_channel = 0;  // Of ChannelFunction::fixed.
};

// Over which channels the sender hops, or what it thinks of them, in a vendor-specific header
// element: the Wi-SUN schedule element knows neither a version nor when a set begins to hold.
struct ChannelElement {
    enum class Kind : std::uint8_t {
        held = 0,     // We hop over `mask`.
        pending = 1,  // We shall, from `from_slot` on.
        opinion = 2   // `mask` is bad for us.
    };
    Kind kind = Kind::held;
    std::uint8_t version = 0;
    std::uint16_t from_slot = 0;  // Within 32768 slots ahead.
    std::uint8_t octets = 0;      // Of the mask on the air.
    ChannelMask mask{};
};
// Octets that hold the highest channel of a plan.
[[nodiscard]] std::uint8_t mask_octets(const ChannelMask& whole);
// Octets that the element adds to a frame.
[[nodiscard]] constexpr std::size_t channel_element_octets(std::uint8_t of_mask) {
    return 2U + 7U + of_mask;
}

struct FrameHead {
    FrameType type = FrameType::data;
    std::uint8_t sequence = 0;
    bool ack_request = false;
    std::optional<std::uint16_t> pan_id{};  // Of the destination.
    Eui64 destination{};
    Eui64 source{};
    std::optional<ChannelElement> channels{};
};

struct BuiltFrame {
    std::size_t length = 0;
    std::uint16_t timing_at = 0;  // Offset of the 24-bit fractional sequence interval.
};

struct ParsedFrame {
    bool is_ack = false;  // An enhanced acknowledgement, else a data frame.
    FrameHead head{};
    std::optional<std::uint32_t> ufsi{};  // Unicast fractional sequence interval, 24 bits.
    std::optional<ScheduleElement> schedule{};
    Bytes payload{};  // Lies in the parsed octets.
};

// Octets of a data frame around its payload, and of an acknowledgement, without a channel element.
inline constexpr std::size_t kDataOverhead = 28;
inline constexpr std::size_t kAckOctets = 26;
// Offsets in an acknowledgement of what the radio fills in.
inline constexpr std::uint16_t kAckSequenceAt = 2;
inline constexpr std::uint16_t kAckDestinationAt = 3;

// Error::full when `out` is too short.
[[nodiscard]] Result<BuiltFrame> write_data(std::span<std::uint8_t> out, const FrameHead& head,
                                            Bytes payload);
// A PAN advertisement or its solicit, with the sender's schedule on its plan.
[[nodiscard]] Result<BuiltFrame> write_discovery(std::span<std::uint8_t> out, const FrameHead& head,
                                                 const ScheduleElement& schedule,
                                                 const Plan& plan = plan_of(plan_id::kEu33));
[[nodiscard]] Result<BuiltFrame> write_ack(std::span<std::uint8_t> out, const FrameHead& head);

// Error::malformed for whatever is not such a frame, or is one with a length that lies.
[[nodiscard]] Result<ParsedFrame> parse_frame(Bytes frame);

}  // namespace meter::radio
