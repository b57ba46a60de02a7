#include <array>
#include <cstdint>
#include <vector>

#include "firmware/radio/frame.h"
#include "firmware/radio/plan.h"
#include "harness/fuzz/targets.h"

namespace bench::fuzz {
namespace {

using meter::Result;
using meter::radio::BuiltFrame;
using meter::radio::ChannelFunction;
using meter::radio::FrameHead;
using meter::radio::parse_frame;
using meter::radio::ParsedFrame;
using meter::radio::ScheduleElement;

using Octets = std::vector<std::uint8_t>;

// Around the payload: control, sequence, PAN, addresses, elements.
constexpr std::size_t kAroundPayload = 96;

bool same_head(const FrameHead& a, const FrameHead& b) {
    return a.type == b.type && a.sequence == b.sequence && a.ack_request == b.ack_request &&
           a.pan_id == b.pan_id && a.destination == b.destination && a.source == b.source;
}

bool same_schedule(const ParsedFrame& a, const ParsedFrame& b) {
    if (!a.schedule || !b.schedule) return a.schedule.has_value() == b.schedule.has_value();
    return a.schedule->dwell_ms == b.schedule->dwell_ms &&
           a.schedule->function == b.schedule->function &&
           a.schedule->fixed_channel == b.schedule->fixed_channel;
}

bool same_frame(const ParsedFrame& a, const ParsedFrame& b) {
    const Octets of_a{a.payload.begin(), a.payload.end()};
    const Octets of_b{b.payload.begin(), b.payload.end()};
    return a.is_ack == b.is_ack && same_head(a.head, b.head) &&
           a.ufsi.value_or(0) == b.ufsi.value_or(0) && same_schedule(a, b) && of_a == of_b;
}

// There are writers for a data frame, for one with a schedule and no payload, and for an
// acknowledgement with neither. Nobody here writes a vendor's channel function.
bool has_writer(const ParsedFrame& frame) {
    if (frame.is_ack) return !frame.schedule && frame.payload.empty();
    if (!frame.schedule) return true;
    return frame.payload.empty() && frame.schedule->function != ChannelFunction::vendor;
}

Result<BuiltFrame> write(std::span<std::uint8_t> out, const ParsedFrame& frame) {
    if (frame.is_ack) return meter::radio::write_ack(out, frame.head);
    if (frame.schedule) {
        // The parser reads past the plan, so any will do.
        const auto& plan = meter::radio::plan_of(meter::radio::plan_id::kEu33);
        return meter::radio::write_discovery(out, frame.head, *frame.schedule, plan);
    }
    return meter::radio::write_data(out, frame.head, frame.payload);
}

// The timing field is the radio's to fill in.
Octets written(const ParsedFrame& frame) {
    Octets out(frame.payload.size() + kAroundPayload);
    const Result<BuiltFrame> built = write(out, frame);
    if (!built) return {};
    out.resize(built.value().length);
    for (std::size_t i = 0; i < 3; ++i) {
        out[built.value().timing_at + i] =
            static_cast<std::uint8_t>(frame.ufsi.value_or(0) >> 8 * i);
    }
    return out;
}

Octets joined(std::initializer_list<Bytes> parts) {
    Octets out;
    for (const Bytes part : parts) out.insert(out.end(), part.begin(), part.end());
    return out;
}

Octets le16(unsigned value) {
    return {static_cast<std::uint8_t>(value), static_cast<std::uint8_t>(value >> 8U)};
}

}  // namespace

Finding mac_frame(Bytes input) {
    const auto parsed = parse_frame(input);
    if (!parsed) return nullptr;
    const ParsedFrame& frame = parsed.value();
    const Bytes payload = frame.payload;
    if (payload.size() > input.size()) return "the payload is longer than the frame";
    if (!payload.empty() && payload.data() + payload.size() != input.data() + input.size()) {
        return "the payload does not end with the frame";
    }
    if (!has_writer(frame)) return nullptr;
    const Octets once = written(frame);
    if (once.empty()) return "what was parsed cannot be written";
    const auto again = parse_frame(once);
    if (!again) return "what was written does not parse";
    if (!same_frame(frame, again.value())) return "what was written parses as something else";
    if (written(again.value()) != once) return "it is not written the same twice";
    return nullptr;
}

Finding elements(Bytes input) {
    if (input.empty()) return nullptr;
    // Frame control of a data frame, sequence number, two extended addresses.
    constexpr std::array<std::uint8_t, 19> kHead{0x61, 0xEE, 1, 2, 3, 4, 5, 6, 7, 8,
                                                 9,    10,   1, 2, 3, 4, 5, 6, 7};
    constexpr std::array<std::uint8_t, 2> kPayloadElementsFollow{0x00, 0x3F};
    const Bytes rest = input.subspan(1);
    const auto length = static_cast<unsigned>(rest.size());
    switch (input[0] % 4U) {
        case 0:
            return mac_frame(joined({kHead, rest}));
        case 1:
            return mac_frame(joined({kHead, kPayloadElementsFollow, rest}));
        case 2:  // The Wi-SUN group is 4; its length has 11 bits.
            return mac_frame(
                joined({kHead, kPayloadElementsFollow, le16(0xA000U | (length & 0x7FFU)), rest}));
        default:  // The long nested element 1.
            return mac_frame(
                joined({kHead, kPayloadElementsFollow, le16(0xA000U | ((length + 2) & 0x7FFU)),
                        le16(0x8800U | (length & 0x7FFU)), rest}));
    }
}

}  // namespace bench::fuzz
