#include "firmware/radio/frame.h"
#include "firmware/radio/frame_code.h"

namespace meter::radio {
namespace {

Eui64 read_address(ByteReader& reader) {
    Eui64 eui;
    for (std::size_t i = eui.octets.size(); i-- > 0;) eui.octets[i] = reader.u8();
    return eui;
}

// Of all the forms of an 802.15.4 frame only the one that this MAC speaks is taken.
bool is_spoken(std::uint16_t control) {
    const std::uint16_t type = control & code::kTypeMask;
    constexpr std::uint16_t kNeeded =
        code::kDestinationExtended | code::kVersion2 | code::kSourceExtended;
    constexpr std::uint16_t kVersionMask = 3U << 12U;
    return (type == code::kTypeData || type == code::kTypeAck) &&
           (control & code::kSecurity) == 0 && (control & code::kSequenceSuppression) == 0 &&
           (control & kNeeded) == kNeeded && (control & kVersionMask) == code::kVersion2;
}

// False when the element is one we know and it is wrong.
bool read_wisun_header(ByteReader element, ParsedFrame& out) {
    if (element.u8() != code::kUnicastTiming || !element.ok()) return element.ok();
    const std::uint8_t type = element.u8() & 0x0FU;
    const std::uint32_t ufsi = static_cast<std::uint32_t>(element.le(3));
    if (!element.ok() || element.remaining() != 0) return false;
    if (type > static_cast<std::uint8_t>(FrameType::eapol)) return false;
    out.head.type = static_cast<FrameType>(type);
    out.ufsi = ufsi;
    return true;
}

// False when the element is ours and it is wrong. Kinds that we do not know are passed over.
bool read_vendor_header(ByteReader element, ParsedFrame& out) {
    if (element.le(3) != code::kVendor || !element.ok()) return element.ok();
    ChannelElement channels;
    const std::uint8_t kind = element.u8();
    channels.version = element.u8();
    channels.from_slot = static_cast<std::uint16_t>(element.le(2));
    if (!element.ok() || element.remaining() > ChannelMask::kChannels / 8) return false;
    if (kind > static_cast<std::uint8_t>(ChannelElement::Kind::opinion)) return true;
    channels.kind = static_cast<ChannelElement::Kind>(kind);
    channels.octets = static_cast<std::uint8_t>(element.remaining());
    for (std::size_t i = 0; i < channels.octets; ++i) channels.mask.set_octet(i, element.u8());
    out.head.channels = channels;
    return true;
}

enum class After : std::uint8_t { nothing, payload, payload_elements, malformed };

After read_header_elements(ByteReader& reader, ParsedFrame& out) {
    while (reader.remaining() > 0) {
        const std::uint16_t descriptor = static_cast<std::uint16_t>(reader.le(2));
        if (!reader.ok() || (descriptor & code::kLong) != 0) return After::malformed;
        const std::uint8_t id = static_cast<std::uint8_t>(descriptor >> 7U);
        const Bytes content = reader.bytes(descriptor & code::kHeaderLengthMask);
        if (!reader.ok()) return After::malformed;
        const bool ends = id == code::kTermination1 || id == code::kTermination2;
        if (ends && !content.empty()) return After::malformed;
        if (id == code::kTermination1) return After::payload_elements;
        if (id == code::kTermination2) return After::payload;
        if (id == code::kWisunHeader && !read_wisun_header(ByteReader{content}, out)) {
            return After::malformed;
        }
        if (id == code::kVendorHeader && !read_vendor_header(ByteReader{content}, out)) {
            return After::malformed;
        }
    }
    return After::nothing;
}

bool skip_plan(ByteReader& reader, std::uint8_t plan) {
    switch (plan) {
        case code::kPlanRegulatory:
        case code::kPlanIdentified:
            reader.bytes(2);
            return reader.ok();
        case code::kPlanExplicit:
            reader.bytes(6);
            return reader.ok();
        default:
            return false;
    }
}

bool skip_exclusion(ByteReader& reader, std::uint8_t exclusion) {
    switch (exclusion) {
        case code::kExcludeNone:
            break;
        case code::kExcludeRanges:
            reader.bytes(std::size_t{reader.u8()} * 4);
            break;
        case code::kExcludeMask:
            reader.bytes(reader.remaining());
            break;
        default:
            return false;
    }
    return reader.ok() && reader.remaining() == 0;
}

bool read_schedule(ByteReader reader, ParsedFrame& out) {
    ScheduleElement schedule;
    schedule.dwell_ms = reader.u8();
    reader.bytes(2);  // Clock drift and timing accuracy: our own worst case covers them.
    const std::uint8_t control = reader.u8();
    if (!reader.ok() || schedule.dwell_ms == 0) return false;
    if (!skip_plan(reader, control & 7U)) return false;
    const unsigned function = (control >> 3U) & 7U;
    if (function > static_cast<unsigned>(ChannelFunction::vendor)) return false;
    schedule.function = static_cast<ChannelFunction>(function);
    if (schedule.function == ChannelFunction::fixed) {
        schedule.fixed_channel = static_cast<std::uint16_t>(reader.le(2));
    } else if (schedule.function == ChannelFunction::vendor) {
        reader.bytes(reader.u8());
    }
    if (!reader.ok() || !skip_exclusion(reader, control >> 6U)) return false;
    out.schedule = schedule;
    return true;
}

bool read_wisun_payload(ByteReader reader, ParsedFrame& out) {
    while (reader.remaining() > 0) {
        const std::uint16_t descriptor = static_cast<std::uint16_t>(reader.le(2));
        const bool is_long = (descriptor & code::kLong) != 0;
        const unsigned id = is_long ? (descriptor >> 11U) & 0xFU : (descriptor >> 8U) & 0x7FU;
        const Bytes content = reader.bytes(
            descriptor & (is_long ? code::kPayloadLengthMask : code::kShortLengthMask));
        if (!reader.ok()) return false;
        const bool known = is_long && id == code::kUnicastSchedule;
        if (known && !read_schedule(ByteReader{content}, out)) return false;
    }
    return true;
}

bool read_payload_elements(ByteReader& reader, ParsedFrame& out) {
    while (reader.remaining() > 0) {
        const std::uint16_t descriptor = static_cast<std::uint16_t>(reader.le(2));
        if (!reader.ok() || (descriptor & code::kLong) == 0) return false;
        const unsigned group = (descriptor >> 11U) & 0xFU;
        const Bytes content = reader.bytes(descriptor & code::kPayloadLengthMask);
        if (!reader.ok()) return false;
        if (group == code::kPayloadTermination) return content.empty();
        if (group == code::kWisunPayload && !read_wisun_payload(ByteReader{content}, out)) {
            return false;
        }
    }
    return true;
}

bool read_elements(ByteReader& reader, ParsedFrame& out) {
    switch (read_header_elements(reader, out)) {
        case After::nothing:
        case After::payload:
            return true;
        case After::payload_elements:
            return read_payload_elements(reader, out);
        case After::malformed:
            return false;
    }
    return false;
}

}  // namespace

Result<ParsedFrame> parse_frame(Bytes frame) {
    ByteReader reader{frame};
    ParsedFrame out;
    const std::uint16_t control = static_cast<std::uint16_t>(reader.le(2));
    if (!reader.ok() || !is_spoken(control)) return Error::malformed;
    out.is_ack = (control & code::kTypeMask) == code::kTypeAck;
    out.head.ack_request = (control & code::kAckRequest) != 0;
    out.head.sequence = reader.u8();
    if ((control & code::kPanCompression) == 0) {
        out.head.pan_id = static_cast<std::uint16_t>(reader.le(2));
    }
    out.head.destination = read_address(reader);
    out.head.source = read_address(reader);
    if (!reader.ok()) return Error::malformed;
    const bool has_elements = (control & code::kElementsPresent) != 0;
    if (has_elements && !read_elements(reader, out)) return Error::malformed;
    out.payload = reader.bytes(reader.remaining());
    return out;
}

}  // namespace meter::radio
