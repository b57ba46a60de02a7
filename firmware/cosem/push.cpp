#include "firmware/cosem/push.h"

#include <array>

#include "firmware/cosem/axdr.h"
#include "firmware/cosem/date_time.h"
#include "firmware/cosem/push_measurement.h"

namespace meter::cosem {
namespace {

constexpr std::uint8_t kDataNotification = 0x0F;
constexpr std::uint8_t kDataNotificationConfirm = 0x10;
constexpr std::uint8_t kDateTimeAbsent = 0x00;
constexpr std::uint32_t kStreamShift = 21;
constexpr std::uint32_t kStreamMask = 0x7;
constexpr std::uint32_t kConfirmed = 1U << 30U;
constexpr std::uint32_t kHighPriority = 1U << 31U;
constexpr std::uint8_t kCaptureElements = 9;
constexpr std::uint8_t kEventElements = 7;
constexpr std::uint8_t kBulkElements = 4;

// Logical name of the push setup: x-y:25.9.0.255 tells the head end the stream (SMR 5: 0-3 is last
// gasp by UDP).
constexpr std::array<std::uint8_t, 6> push_setup(Stream stream) {
    std::uint8_t channel = 0;
    switch (stream) {
        case Stream::alarms:
            channel = 3;
            break;
        case Stream::events:
            channel = 1;
            break;
        case Stream::readings:
            channel = 0;
            break;
        case Stream::profiles:
            channel = 2;
            break;
        case Stream::bulk:
            channel = 4;
            break;
        case Stream::phasors:
            channel = 5;
            break;
        case Stream::power_quality:
            channel = 6;
            break;
    }
    return {0x00, channel, 0x19, 0x09, 0x00, 0xFF};
}

// A register outside its wire type is an error of the meter, not a number to be cut.
constexpr bool fits(std::int64_t value, std::uint64_t max) {
    return value >= 0 && static_cast<std::uint64_t>(value) <= max;
}

bool write_capture(AxdrWriter& writer, const Capture& capture) {
    const std::int64_t watts = capture.power.count() / 1000;  // Towards zero.
    const std::int64_t import_w = watts > 0 ? watts : 0;
    const std::int64_t export_w = watts < 0 ? -watts : 0;
    const std::int64_t decivolts = capture.voltage.count() / 100;
    const bool ok = fits(capture.import.count(), INT64_MAX) &&
                    fits(capture.export_.count(), INT64_MAX) && fits(import_w, UINT32_MAX) &&
                    fits(export_w, UINT32_MAX) && capture.voltage.count() >= 0 &&
                    fits(decivolts, UINT16_MAX) && fits(capture.current.count(), UINT32_MAX);
    if (!ok) return false;
    writer.u64(static_cast<std::uint64_t>(capture.import.count()));
    writer.u64(static_cast<std::uint64_t>(capture.export_.count()));
    writer.u32(static_cast<std::uint32_t>(import_w));
    writer.u32(static_cast<std::uint32_t>(export_w));
    writer.u16(static_cast<std::uint16_t>(decivolts));
    writer.u32(static_cast<std::uint32_t>(capture.current.count()));
    return true;
}

void write_event(AxdrWriter& writer, const EventNote& event) {
    writer.u8(static_cast<std::uint8_t>(event.code));
    writer.u32(event.alarms.register_1);
    writer.u32(event.alarms.register_2);
    writer.u32(event.alarms.register_3);
}

void write_bulk(AxdrWriter& writer, std::uint32_t sequence, std::size_t octets) {
    writer.octet_string_of(octets);
    for (std::size_t i = 0; i < octets; ++i) writer.raw().u8(bulk_octet(sequence, i));
}

std::uint8_t elements_of(Stream stream) {
    if (stream == Stream::bulk) return kBulkElements;
    if (stream == Stream::phasors) return kPhasorElements;
    if (stream == Stream::power_quality) return kQualityElements;
    return is_event(stream) ? kEventElements : kCaptureElements;
}

constexpr bool is_confirmed(Stream stream) {
    return stream != Stream::phasors && stream != Stream::power_quality;
}

// False when the values do not fit the wire or are not there.
bool write_values(AxdrWriter& writer, const Message& message, const Unowed& unowed) {
    switch (message.id.stream) {
        case Stream::alarms:
        case Stream::events:
            write_event(writer, message.event);
            return true;
        case Stream::bulk:
            write_bulk(writer, message.id.sequence, unowed.bulk_octets);
            return true;
        case Stream::phasors:
            return unowed.phasors != nullptr && write_phasors(writer, *unowed.phasors);
        case Stream::power_quality:
            return unowed.quality != nullptr && write_quality(writer, *unowed.quality);
        case Stream::readings:
        case Stream::profiles:
            return write_capture(writer, message.capture);
    }
    return false;
}

}  // namespace

std::uint32_t long_invoke_id(MessageId id) {
    const std::uint32_t priority = id.stream == Stream::alarms ? kHighPriority : 0;
    const std::uint32_t confirmed = is_confirmed(id.stream) ? kConfirmed : 0;
    return priority | confirmed | static_cast<std::uint32_t>(id.stream) << kStreamShift |
           (id.sequence & kInvokeSequenceMask);
}

Result<MessageId> message_of(std::uint32_t long_invoke_id_and_priority) {
    const std::uint32_t stream = long_invoke_id_and_priority >> kStreamShift & kStreamMask;
    if (stream >= kStreamCount) return Error::malformed;
    const MessageId id{static_cast<Stream>(stream),
                       long_invoke_id_and_priority & kInvokeSequenceMask};
    if (long_invoke_id(id) != long_invoke_id_and_priority) return Error::malformed;
    return id;
}

Result<std::size_t> write_data_notification(const Message& message, std::span<std::uint8_t> out,
                                            const Unowed& unowed) {
    const Result<DateTime> time = date_time_of(message.time);
    if (!time) return time.error();
    if (unowed.bulk_octets > kBulkMax) return Error::range;
    AxdrWriter writer{out};
    writer.raw().u8(kDataNotification);
    writer.raw().be(long_invoke_id(message.id), 4);
    writer.raw().u8(kDateTimeAbsent);
    writer.structure(elements_of(message.id.stream));
    writer.octet_string(push_setup(message.id.stream));
    writer.octet_string(time.value());
    writer.u32(message.id.sequence);
    if (!write_values(writer, message, unowed)) return Error::range;
    if (!writer.ok()) return Error::full;
    return writer.size();
}

Result<MessageId> read_confirm(Bytes apdu) {
    if (apdu.size() != kConfirmSize) return Error::malformed;
    ByteReader reader{apdu};
    if (reader.u8() != kDataNotificationConfirm) return Error::malformed;
    const Result<MessageId> id = message_of(static_cast<std::uint32_t>(reader.be(4)));
    if (reader.u8() != kDateTimeAbsent) return Error::malformed;
    return id;
}

}  // namespace meter::cosem
