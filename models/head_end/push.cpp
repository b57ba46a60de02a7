#include "models/head_end/push.h"

#include <algorithm>
#include <array>

#include "models/head_end/date_time.h"
#include "models/head_end/push_body.h"
#include "models/head_end/push_measurement.h"

namespace bench::head_end {
namespace {

constexpr std::uint8_t kDataNotification = 0x0F;
constexpr std::uint8_t kDataNotificationConfirm = 0x10;
constexpr std::uint32_t kConfirmed = 1U
                                     << 30U;  // Service class of the long-invoke-id-and-priority.

constexpr std::size_t kCaptureFields = 9;
constexpr std::size_t kEventFields = 7;
constexpr std::size_t kBulkFields = 4;

using LogicalName = std::array<std::uint8_t, 6>;

// Push setups by stream (meter::Stream).
constexpr std::array<LogicalName, 7> kPushSetups{{{0, 3, 25, 9, 0, 255},
                                                  {0, 1, 25, 9, 0, 255},
                                                  {0, 0, 25, 9, 0, 255},
                                                  {0, 2, 25, 9, 0, 255},
                                                  {0, 4, 25, 9, 0, 255},
                                                  {0, 5, 25, 9, 0, 255},
                                                  {0, 6, 25, 9, 0, 255}}};
constexpr std::array<std::size_t, 7> kFields{kEventFields,   kEventFields, kCaptureFields,
                                             kCaptureFields, kBulkFields,  kPhasorFields,
                                             kQualityFields};
constexpr std::size_t kFirstCaptureStream = 2;
constexpr std::size_t kBulkStream = 4;
constexpr std::size_t kPhasorStream = 5;
constexpr std::size_t kQualityStream = 6;

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

bool read_values(Body& body, std::size_t stream, Push& push) {
    trace::Acceptance& values = push.values;
    if (stream == kBulkStream) return read_bulk(body, values.sequence);
    if (stream == kPhasorStream) {
        push.phasors = read_phasors(body);
        if (!push.phasors) return false;
        values.voltage_dv = push.phasors->phase[0].voltage_uv / 100'000;
        values.current_ma = push.phasors->phase[0].current_ua / 1'000;
        return true;
    }
    if (stream == kQualityStream) {
        push.measured = read_quality(body);
        if (push.measured) push.measured->calendar_us = values.calendar_us;
        return push.measured.has_value();
    }
    if (stream >= kFirstCaptureStream) return read_capture(body, values);
    read_event(body, values);
    return true;
}

std::optional<Push> read_body(View data) {
    Push push;
    trace::Acceptance& values = push.values;
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
    if (!read_values(body, stream, push) || !body.finished()) return std::nullopt;
    return push;
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
    auto push = read_body(reader.rest());
    if (!push) return {std::nullopt, NotAPush::malformed};
    push->invoke_id_and_priority = invoke_id;
    push->wants_confirmation = (invoke_id & kConfirmed) != 0;
    return {std::move(push), NotAPush::malformed};
}

void append_confirmation(std::uint32_t invoke_id_and_priority, Octets& out) {
    out.push_back(kDataNotificationConfirm);
    append_number(out, invoke_id_and_priority, 4);
    out.push_back(0);
}

}  // namespace bench::head_end
