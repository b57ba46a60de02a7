#include "firmware/store/layout.h"

#include <algorithm>

#include "firmware/core/crc.h"

namespace meter::store {
namespace {

constexpr std::uint16_t kLeaseMagic = 0x4C3D;
constexpr std::uint8_t kMessageMagic = 0x6D;
constexpr std::size_t kMessageCrcAt = 56;

// Closes a small record: everything before the last four octets, then its CRC.
void seal(SmallRecord& record) {
    ByteWriter{std::span{record}.last(4)}.le(crc32(Bytes{record}.first(12)), 4);
}

bool sealed(Bytes record) {
    return record.size() == kSmallSlot &&
           ByteReader{record.last(4)}.le(4) == crc32(record.first(12));
}

void write_body(ByteWriter& writer, const Message& message) {
    if (is_event(message.id.stream)) {
        writer.le(message.event.alarms.register_1, 4);
        writer.le(message.event.alarms.register_2, 4);
        writer.le(message.event.alarms.register_3, 4);
        return;
    }
    writer.le(static_cast<std::uint64_t>(message.capture.import.count()), 8);
    writer.le(static_cast<std::uint64_t>(message.capture.export_.count()), 8);
    writer.le(static_cast<std::uint64_t>(message.capture.power.count()), 8);
    writer.le(static_cast<std::uint32_t>(message.capture.voltage.count()), 4);
    writer.le(static_cast<std::uint32_t>(message.capture.current.count()), 4);
}

void read_body(ByteReader& reader, Message& message) {
    const auto i64 = [&] { return static_cast<std::int64_t>(reader.le(8)); };
    const auto u32 = [&] { return static_cast<std::uint32_t>(reader.le(4)); };
    if (is_event(message.id.stream)) {
        message.event.alarms.register_1 = u32();
        message.event.alarms.register_2 = u32();
        message.event.alarms.register_3 = u32();
        return;
    }
    message.capture.import = Energy{i64()};
    message.capture.export_ = Energy{i64()};
    message.capture.power = Milliwatts{i64()};
    message.capture.voltage = Millivolts{static_cast<std::int32_t>(u32())};
    message.capture.current = Milliamperes{static_cast<std::int32_t>(u32())};
}

}  // namespace

bool erased(Bytes data) {
    return std::ranges::all_of(data, [](std::uint8_t octet) { return octet == kErased; });
}

SmallRecord encode_header(SectorKind kind, std::uint32_t epoch) {
    SmallRecord record{};
    ByteWriter writer{record};
    writer.le(static_cast<std::uint32_t>(kind), 4);
    writer.le(epoch, 4);
    writer.le(~epoch, 4);
    seal(record);
    return record;
}

std::optional<std::uint32_t> decode_header(SectorKind kind, Bytes data) {
    if (!sealed(data)) return std::nullopt;
    ByteReader reader{data};
    const bool known = reader.le(4) == static_cast<std::uint32_t>(kind);
    const auto epoch = static_cast<std::uint32_t>(reader.le(4));
    const auto inverted = static_cast<std::uint32_t>(reader.le(4));
    if (!known || inverted != ~epoch) return std::nullopt;
    return epoch;
}

SmallRecord encode_lease(LeaseRecord lease) {
    SmallRecord record{};
    ByteWriter writer{record};
    writer.le(kLeaseMagic, 2);
    writer.u8(lease.lease);
    writer.u8(0);
    writer.le(lease.ceiling, 4);
    writer.le(~lease.ceiling, 4);
    seal(record);
    return record;
}

std::optional<LeaseRecord> decode_lease(Bytes data) {
    if (!sealed(data)) return std::nullopt;
    ByteReader reader{data};
    const bool known = reader.le(2) == kLeaseMagic;
    LeaseRecord lease;
    lease.lease = reader.u8();
    reader.u8();
    lease.ceiling = static_cast<std::uint32_t>(reader.le(4));
    const auto inverted = static_cast<std::uint32_t>(reader.le(4));
    if (!known || inverted != ~lease.ceiling) return std::nullopt;
    return lease;
}

MessageRecord encode_message(const Message& message) {
    MessageRecord record{};
    ByteWriter writer{record};
    writer.u8(kMessageMagic);
    writer.u8(static_cast<std::uint8_t>(message.id.stream));
    writer.u8(is_event(message.id.stream) ? static_cast<std::uint8_t>(message.event.code) : 0);
    writer.u8(0);
    writer.le(message.id.sequence, 4);
    writer.le(static_cast<std::uint64_t>(message.time.time_since_epoch().count()), 8);
    write_body(writer, message);
    ByteWriter tail{std::span{record}.subspan(kMessageCrcAt)};
    tail.le(crc32(Bytes{record}.first(kMessageCrcAt)), 4);
    tail.le(0xFFFFFFFFU, 4);
    return record;
}

MessageId peek_id(const MessageRecord& record) {
    return {static_cast<Stream>(record[1]),
            static_cast<std::uint32_t>(ByteReader{Bytes{record}.subspan(4)}.le(4))};
}

std::optional<Message> decode_message(const MessageRecord& record) {
    if (record[0] != kMessageMagic || record[1] >= kOwedStreamCount) return std::nullopt;
    const Bytes covered = Bytes{record}.first(kMessageCrcAt);
    if (ByteReader{Bytes{record}.subspan(kMessageCrcAt)}.le(4) != crc32(covered)) {
        return std::nullopt;
    }
    Message message;
    message.id = peek_id(record);
    message.event.code = static_cast<EventCode>(record[2]);
    ByteReader reader{covered.subspan(8)};
    message.time = CalendarTime{Duration{static_cast<std::int64_t>(reader.le(8))}};
    read_body(reader, message);
    return message;
}

}  // namespace meter::store
