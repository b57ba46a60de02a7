#include "models/head_end/push.h"

#include <algorithm>
#include <array>

#include "models/head_end/date_time.h"

namespace bench::head_end {
namespace {

constexpr std::uint8_t kDataNotification = 0x0F;
constexpr std::uint8_t kDataNotificationConfirm = 0x10;
constexpr std::uint32_t kConfirmed = 1U
                                     << 30U;  // Service class of the long-invoke-id-and-priority.

// A-XDR tags of COSEM Data (IEC 62056-6-2).
constexpr std::uint8_t kStructure = 0x02;
constexpr std::uint8_t kDoubleLongUnsigned = 0x06;
constexpr std::uint8_t kOctetString = 0x09;
constexpr std::uint8_t kUnsigned = 0x11;
constexpr std::uint8_t kLongUnsigned = 0x12;
constexpr std::uint8_t kLong64Unsigned = 0x15;

constexpr std::size_t kCaptureFields = 9;
constexpr std::size_t kEventFields = 7;
constexpr std::size_t kBulkFields = 4;

using LogicalName = std::array<std::uint8_t, 6>;

// Push setups by stream: alarms, events, readings, profiles, bulk.
constexpr std::array<LogicalName, 5> kPushSetups{{{0, 3, 25, 9, 0, 255},
                                                  {0, 1, 25, 9, 0, 255},
                                                  {0, 0, 25, 9, 0, 255},
                                                  {0, 2, 25, 9, 0, 255},
                                                  {0, 4, 25, 9, 0, 255}}};
constexpr std::array<std::size_t, 5> kFields{kEventFields, kEventFields, kCaptureFields,
                                             kCaptureFields, kBulkFields};
constexpr std::size_t kFirstCaptureStream = 2;
constexpr std::size_t kBulkStream = 4;

class Body {
public:
    explicit Body(View data) : reader_{data} {}

    std::uint8_t structure() {
        reader_.expect(kStructure);
        return reader_.u8();
    }
    View octet_string(std::size_t size) {
        reader_.expect(kOctetString);
        reader_.expect(static_cast<std::uint8_t>(size));
        return reader_.take(size);
    }
    // Of any length, in the shortest form of A-XDR.
    View long_octet_string() {
        reader_.expect(kOctetString);
        const std::uint8_t first = reader_.u8();
        if (first < 0x80) return reader_.take(first);
        if (first != 0x81 && first != 0x82) reader_.fail();
        return reader_.take(reader_.number(first - 0x80U));
    }
    std::uint64_t number(std::uint8_t tag, std::size_t octets) {
        reader_.expect(tag);
        return reader_.number(octets);
    }
    std::uint32_t u32() { return static_cast<std::uint32_t>(number(kDoubleLongUnsigned, 4)); }
    [[nodiscard]] bool finished() const { return reader_.finished(); }

private:
    Reader reader_;
};

// The stream of a push setup; the count of push setups for an unknown one.
std::size_t stream_of(View logical_name) {
    const auto found = std::ranges::find_if(kPushSetups, [logical_name](const LogicalName& name) {
        return std::ranges::equal(name, logical_name);
    });
    return static_cast<std::size_t>(found - kPushSetups.begin());
}

bool read_capture(Body& body, trace::Acceptance& values) {
    const std::uint64_t import = body.number(kLong64Unsigned, 8);
    const std::uint64_t exported = body.number(kLong64Unsigned, 8);
    const std::uint32_t import_w = body.u32();
    const std::uint32_t export_w = body.u32();
    const auto voltage_dv = static_cast<std::int32_t>(body.number(kLongUnsigned, 2));
    const std::uint32_t current_ma = body.u32();
    if (import > INT64_MAX || exported > INT64_MAX || current_ma > INT32_MAX) return false;
    if (import_w != 0 && export_w != 0) return false;
    values.import_cwh = static_cast<std::int64_t>(import);
    values.export_cwh = static_cast<std::int64_t>(exported);
    values.power_w = static_cast<std::int64_t>(import_w) - static_cast<std::int64_t>(export_w);
    values.voltage_dv = voltage_dv;
    values.current_ma = static_cast<std::int32_t>(current_ma);
    return true;
}

void read_event(Body& body, trace::Acceptance& values) {
    values.event_code = static_cast<std::uint8_t>(body.number(kUnsigned, 1));
    values.alarm_register_1 = body.u32();
    values.alarm_register_2 = body.u32();
    values.alarm_register_3 = body.u32();
}

// A page is as the meter's kind makes them, or it is not a page: octet i is 31 x sequence + i.
bool read_bulk(Body& body, std::uint32_t sequence) {
    const View page = body.long_octet_string();
    for (std::size_t i = 0; i < page.size(); ++i) {
        if (page[i] != static_cast<std::uint8_t>(sequence * 31U + i)) return false;
    }
    return true;
}

std::optional<trace::Acceptance> read_body(View data) {
    trace::Acceptance values;
    Body body{data};
    const std::size_t fields = body.structure();
    const std::size_t stream = stream_of(body.octet_string(LogicalName{}.size()));
    if (stream == kPushSetups.size()) return std::nullopt;
    if (fields != kFields[stream]) return std::nullopt;

    values.stream = static_cast<std::uint8_t>(stream);
    const auto time_us = calendar_us(body.octet_string(kDateTimeSize));
    if (!time_us) return std::nullopt;
    values.calendar_us = *time_us;
    values.sequence = body.u32();
    if (stream == kBulkStream) {
        if (!read_bulk(body, values.sequence)) return std::nullopt;
    } else if (stream >= kFirstCaptureStream) {
        if (!read_capture(body, values)) return std::nullopt;
    } else {
        read_event(body, values);
    }
    if (!body.finished()) return std::nullopt;
    return values;
}

}  // namespace

PushResult parse_push(View plain) {
    Reader reader{plain};
    const std::uint8_t tag = reader.u8();
    if (reader.failed()) return {std::nullopt, NotAPush::malformed};
    if (tag != kDataNotification) return {std::nullopt, NotAPush::other_apdu};
    const std::uint32_t invoke_id = reader.u32();
    reader.expect(0);  // No date-time.
    if (reader.failed()) return {std::nullopt, NotAPush::malformed};
    const auto values = read_body(reader.rest());
    if (!values) return {std::nullopt, NotAPush::malformed};
    return {Push{invoke_id, (invoke_id & kConfirmed) != 0, *values}, NotAPush::malformed};
}

void append_confirmation(std::uint32_t invoke_id_and_priority, Octets& out) {
    out.push_back(kDataNotificationConfirm);
    append_number(out, invoke_id_and_priority, 4);
    out.push_back(0);
}

}  // namespace bench::head_end
