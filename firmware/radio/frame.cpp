#include "firmware/radio/frame.h"

#include <algorithm>
#include <array>

#include "firmware/radio/frame_code.h"

namespace meter::radio {
namespace {

constexpr std::uint8_t kClockDriftPpm = 20;
constexpr std::uint8_t kTimingAccuracy = 8;  // 80 us, in 10 us: one step of the timing field.

std::uint16_t short_offset(std::size_t offset) { return static_cast<std::uint16_t>(offset); }

void write_address(ByteWriter& writer, const Eui64& eui) {
    for (std::size_t i = eui.octets.size(); i-- > 0;) writer.u8(eui.octets[i]);
}

void write_header_element(ByteWriter& writer, std::uint8_t id, std::uint8_t length) {
    writer.le(static_cast<std::uint16_t>(length | id << 7U), 2);
}

void write_channels(ByteWriter& writer, const ChannelElement& element) {
    const std::size_t length = channel_element_octets(element.octets) - 2;
    write_header_element(writer, code::kVendorHeader, static_cast<std::uint8_t>(length));
    writer.le(code::kVendor, 3);
    writer.u8(static_cast<std::uint8_t>(element.kind));
    writer.u8(element.version);
    writer.le(element.from_slot, 2);
    for (std::size_t i = 0; i < element.octets; ++i) writer.u8(element.mask.octet(i));
}

// Writes all up to the end of the header elements that tell of us; answers where the timing field
// is.
std::uint16_t write_head(ByteWriter& writer, const FrameHead& head, std::uint16_t type) {
    unsigned control = type | code::kElementsPresent | code::kDestinationExtended |
                       code::kVersion2 | code::kSourceExtended;
    if (head.ack_request) control |= code::kAckRequest;
    if (!head.pan_id) control |= code::kPanCompression;
    writer.le(control, 2);
    writer.u8(head.sequence);
    if (head.pan_id) writer.le(*head.pan_id, 2);
    write_address(writer, head.destination);
    write_address(writer, head.source);
    write_header_element(writer, code::kWisunHeader, code::kUnicastTimingOctets);
    writer.u8(code::kUnicastTiming);
    writer.u8(static_cast<std::uint8_t>(head.type));
    const std::size_t timing_at = writer.size();
    writer.le(0, 3);
    if (head.channels) write_channels(writer, *head.channels);
    return short_offset(timing_at);
}

// The channels between the enabled ones, as (first, last) pairs.
void write_excluded_ranges(ByteWriter& writer, const Plan& plan) {
    writer.u8(plan.ranges);
    for (const ChannelRange range : plan.excluded_ranges()) {
        writer.le(range.first, 2);
        writer.le(range.last, 2);
    }
}

void write_schedule_body(ByteWriter& writer, const ScheduleElement& schedule, const Plan& plan) {
    const bool fixed = schedule.function == ChannelFunction::fixed;
    const bool whole = fixed || plan.ranges == 0;
    const unsigned exclusion = whole ? code::kExcludeNone : code::kExcludeRanges;
    writer.u8(schedule.dwell_ms);
    writer.u8(kClockDriftPpm);
    writer.u8(kTimingAccuracy);
    writer.u8(static_cast<std::uint8_t>(
        code::kPlanIdentified | static_cast<unsigned>(schedule.function) << 3U | exclusion << 6U));
    writer.u8(plan.domain);
    writer.u8(plan.id);
    if (fixed) writer.le(schedule.fixed_channel, 2);
    if (!whole) write_excluded_ranges(writer, plan);
}

Result<BuiltFrame> built(const ByteWriter& writer, std::uint16_t timing_at) {
    if (!writer.ok()) return Error::full;
    return BuiltFrame{writer.size(), timing_at};
}

}  // namespace

std::uint8_t mask_octets(const ChannelMask& whole) {
    const std::uint32_t count = whole.count();
    if (count == 0) return 0;
    return static_cast<std::uint8_t>(whole.nth(count - 1) / 8U + 1U);
}

Result<BuiltFrame> write_data(std::span<std::uint8_t> out, const FrameHead& head, Bytes payload) {
    ByteWriter writer{out};
    const std::uint16_t timing_at = write_head(writer, head, code::kTypeData);
    if (!payload.empty()) {
        write_header_element(writer, code::kTermination2, 0);
        writer.bytes(payload);
    }
    return built(writer, timing_at);
}

Result<BuiltFrame> write_discovery(std::span<std::uint8_t> out, const FrameHead& head,
                                   const ScheduleElement& schedule, const Plan& plan) {
    std::array<std::uint8_t, 24> body{};
    ByteWriter body_writer{body};
    write_schedule_body(body_writer, schedule, plan);
    const std::size_t length = body_writer.size();

    ByteWriter writer{out};
    const std::uint16_t timing_at = write_head(writer, head, code::kTypeData);
    write_header_element(writer, code::kTermination1, 0);
    writer.le(code::kLong | code::kWisunPayload << 11U | (length + 2), 2);
    writer.le(code::kLong | code::kUnicastSchedule << 11U | length, 2);
    writer.bytes(body_writer.written());
    return built(writer, timing_at);
}

Result<BuiltFrame> write_ack(std::span<std::uint8_t> out, const FrameHead& head) {
    ByteWriter writer{out};
    const std::uint16_t timing_at = write_head(writer, head, code::kTypeAck);
    return built(writer, timing_at);
}

}  // namespace meter::radio
