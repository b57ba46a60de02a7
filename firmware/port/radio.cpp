#include "firmware/port/radio.h"

#include <algorithm>

#include "firmware/port/error.h"

namespace meter::port {
namespace {

std::int16_t hundredths(PowerLevel level) {
    return static_cast<std::int16_t>(level.hundredths_dbm());
}

}  // namespace

Result<void> Radio::configure(const Eui64& self, std::uint16_t pan_id, Instant timing_origin,
                              std::uint32_t timing_multiplier, std::uint8_t plan,
                              std::uint8_t modulation) {
    hal_radio_configuration record{};
    std::ranges::copy(self.octets, record.eui64);
    record.timing_origin_us = timing_origin.time_since_epoch().count();
    record.timing_multiplier = timing_multiplier;
    record.pan_id = pan_id;
    record.plan = plan;
    record.modulation = modulation;
    return done(hal_radio_configure(board_, &record));
}

Result<void> Radio::listen(Instant start, Duration dwell, std::span<const std::uint8_t> channels,
                           std::uint8_t modulation) {
    if (channels.empty() || channels.size() > HAL_RADIO_SLOTS_MAX) return Error::range;
    hal_radio_schedule record{};
    record.start_us = start.time_since_epoch().count();
    record.dwell_us = static_cast<std::uint32_t>(dwell.count());
    record.slots = static_cast<std::uint16_t>(channels.size());
    record.modulation = modulation;
    std::ranges::copy(channels, record.channel);
    return done(hal_radio_listen(board_, &record));
}

Result<void> Radio::transmit(const RadioJob& job) {
    hal_radio_job record{};
    record.ticket = job.ticket;
    record.access = static_cast<std::uint8_t>(job.access);
    record.modulation = job.modulation;
    record.channel = job.channel;
    record.min_exponent = job.min_exponent;
    record.max_exponent = job.max_exponent;
    record.busy_limit = job.busy_limit;
    record.power_cdbm = hundredths(job.power);
    record.unit_us = static_cast<std::uint16_t>(job.unit.count());
    record.sense_us = static_cast<std::uint16_t>(job.sense.count());
    record.threshold_cdbm = hundredths(job.threshold);
    record.timing_at = job.timing_at.value_or(HAL_RADIO_NO_FIELD);
    record.ack_wait_us = static_cast<std::uint32_t>(job.ack_wait.count());
    record.not_before_us = job.not_before.time_since_epoch().count();
    record.latest_start_us = job.latest_start.time_since_epoch().count();
    record.length = static_cast<std::uint32_t>(job.frame.size());
    return done(hal_radio_transmit(board_, &record, job.frame.data()));
}

Result<void> Radio::abandon() { return done(hal_radio_abandon(board_)); }

bool Radio::healthy() { return hal_radio_check(board_) != HAL_E_STATE; }

Result<TransmitOutcome> Radio::result() {
    hal_radio_outcome record{};
    const std::int32_t code = hal_radio_result(board_, &record);
    if (code < 0) return error_of(code);
    TransmitOutcome outcome;
    outcome.ticket = record.ticket;
    outcome.status = static_cast<TransmitStatus>(record.status);
    outcome.start = Instant{Duration{record.start_us}};
    outcome.end = Instant{Duration{record.end_us}};
    outcome.ack_start = Instant{Duration{record.ack_start_us}};
    outcome.ack_rssi = PowerLevel{record.ack_rssi_cdbm};
    outcome.level = PowerLevel{record.level_cdbm};
    outcome.ack_length = std::min<std::size_t>(record.ack_length, HAL_RADIO_ACK_MAX);
    std::copy_n(record.ack, outcome.ack_length, outcome.ack.begin());
    return outcome;
}

Result<void> Radio::take(ReceivedFrame& out) {
    hal_radio_received record;
    const std::int32_t code = hal_radio_take(board_, &record);
    if (code < 0) return error_of(code);
    if (record.length > HAL_RADIO_FRAME_MAX) return Error::hardware;
    out.start = Instant{Duration{record.start_us}};
    out.end = Instant{Duration{record.end_us}};
    out.rssi = PowerLevel{record.rssi_cdbm};
    out.channel = record.channel;
    out.modulation = record.modulation;
    out.acknowledged = record.acknowledged != 0;
    out.length = record.length;
    std::copy_n(record.bytes, record.length, out.bytes.begin());
    return {};
}

Result<void> Radio::set_ack(const AckTemplate& ack) {
    hal_radio_ack_template record{};
    record.length = static_cast<std::uint16_t>(ack.length);
    record.sequence_at = ack.sequence_at;
    record.destination_at = ack.destination_at;
    record.timing_at = ack.timing_at;
    record.power_cdbm = hundredths(ack.power);
    std::copy_n(ack.bytes.begin(), ack.length, record.bytes);
    return done(hal_radio_set_ack(board_, &record));
}

}  // namespace meter::port
