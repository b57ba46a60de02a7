// The board's answers about its radio: translation between records and the transceiver.

#include <algorithm>

#include "models/board/board.h"
#include "models/board/records.h"
#include "models/radio/channel_plan.h"
#include "models/radio/phy.h"

namespace bench::board {

std::int32_t Board::call_radio(std::uint16_t id, Request request, Response response) {
    switch (id) {
        case HAL_ID_RADIO_CONFIGURE:
            return radio_configure(request);
        case HAL_ID_RADIO_LISTEN:
            return radio_listen(request);
        case HAL_ID_RADIO_TRANSMIT:
            return radio_transmit(request);
        case HAL_ID_RADIO_ACK_TEMPLATE:
            return radio_set_ack(request);
        case HAL_ID_RADIO_ABANDON:
            transceiver_->abandon();
            return 0;
        case HAL_ID_RADIO_CHECK:
            return transceiver_->healthy(agenda_.now()) ? 0 : HAL_E_STATE;
        case HAL_ID_RADIO_RESULT:
            return radio_result(response);
        case HAL_ID_RADIO_TAKE:
            return take(received_, response);
        default:
            return HAL_E_UNKNOWN;
    }
}

std::int32_t Board::radio_configure(Request request) {
    hal_radio_configuration record{};
    if (!read_record(request, record)) return HAL_E_SIZE;
    const radio::ChannelPlan* const plan = radio::find_plan(record.plan);
    if (plan == nullptr || radio::find_phy(record.modulation) == nullptr ||
        !radio::carries(*plan, record.modulation))
        return HAL_E_RANGE;
    std::array<std::uint8_t, 8> eui64{};
    std::ranges::copy(record.eui64, eui64.begin());
    transceiver_->configure(eui64, record.pan_id, record.timing_origin_us + boot_ticks_,
                            record.timing_multiplier);
    return 0;
}

std::int32_t Board::radio_listen(Request request) {
    hal_radio_schedule record{};
    if (!read_record(request, record)) return HAL_E_SIZE;
    if (record.slots == 0 || record.slots > HAL_RADIO_SLOTS_MAX || record.dwell_us == 0)
        return HAL_E_RANGE;
    const auto modulation = static_cast<std::uint8_t>(record.modulation);
    if (record.modulation > UINT8_MAX || radio::find_phy(modulation) == nullptr) return HAL_E_RANGE;
    transceiver_->listen(record.start_us + boot_ticks_, record.dwell_us,
                         std::span{record.channel}.first(record.slots), modulation);
    return 0;
}

std::int32_t Board::radio_transmit(Request request) {
    hal_radio_job record{};
    if (!read_record(request, record)) return HAL_E_SIZE;
    const Request frame = request.subspan(sizeof record);
    const bool measures = record.length == 0 && record.access == HAL_RADIO_ACCESS_CCA;
    if (frame.size() != record.length || (frame.size() < 3 && !measures)) return HAL_E_RANGE;
    if (radio::find_phy(record.modulation) == nullptr) return HAL_E_RANGE;
    if (outcome_pending_) return HAL_E_BUSY;
    radio::TransmitJob job;
    job.ticket = record.ticket;
    job.access = record.access;
    job.modulation = record.modulation;
    job.channel = record.channel;
    job.min_exponent = record.min_exponent;
    job.max_exponent = record.max_exponent;
    job.busy_limit = record.busy_limit;
    job.power_cdbm = record.power_cdbm;
    job.unit = std::chrono::microseconds{record.unit_us};
    job.sense = std::chrono::microseconds{record.sense_us};
    job.threshold_cdbm = record.threshold_cdbm;
    job.timing_at = record.timing_at == HAL_RADIO_NO_FIELD ? -1 : record.timing_at;
    job.ack_wait = std::chrono::microseconds{record.ack_wait_us};
    job.not_before = std::max(agenda_.now(), time_of(record.not_before_us));
    job.latest_start = time_of(record.latest_start_us);
    job.frame.assign(frame.begin(), frame.end());
    return transceiver_->submit(job) ? 0 : HAL_E_BUSY;
}

std::int32_t Board::radio_set_ack(Request request) {
    hal_radio_ack_template record{};
    if (!read_record(request, record)) return HAL_E_SIZE;
    if (record.length < 3 || record.length > HAL_RADIO_ACK_MAX) return HAL_E_RANGE;
    radio::AckTemplate ack;
    std::copy_n(record.bytes, record.length, ack.bytes.begin());
    ack.length = record.length;
    ack.sequence_at = record.sequence_at;
    ack.destination_at = record.destination_at;
    ack.timing_at = record.timing_at;
    ack.power_cdbm = record.power_cdbm;
    transceiver_->set_ack(ack);
    return 0;
}

std::int32_t Board::radio_result(Response response) {
    if (!outcome_pending_) return HAL_E_EMPTY;
    const std::int32_t size = answer(outcome_, response);
    if (size > 0) outcome_pending_ = false;
    return size;
}

}  // namespace bench::board
