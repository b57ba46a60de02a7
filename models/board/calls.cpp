// The board's answers: one short function a service, translating between records and models.
// Physics is in the models, policy in the firmware.

#include <algorithm>
#include <cstring>

#include "firmware/hal/diag.h"
#include "firmware/hal/metering_ic.h"
#include "firmware/hal/random.h"
#include "firmware/hal/rtc.h"
#include "firmware/hal/secure.h"
#include "firmware/hal/supply.h"
#include "firmware/hal/watchdog.h"
#include "models/board/board.h"
#include "models/board/records.h"

namespace bench::board {
namespace {

std::int32_t code_of(flash::FlashStatus status) {
    if (status == flash::FlashStatus::ok) return 0;
    return status == flash::FlashStatus::busy ? HAL_E_BUSY : HAL_E_RANGE;
}

}  // namespace

std::int32_t Board::call(std::uint16_t id, Request request, Response response) {
    ++calls_;
    if (in_step_ && --calls_left_ == 0) std::longjmp(escape_, 1);  // NOLINT(cert-err52-cpp)
    if (request.size() > HAL_RECORD_MAX || response.size() > HAL_RECORD_MAX) return HAL_E_SIZE;
    switch (id & 0xFF00U) {
        case 0x0400:
            return call_radio(id, request, response);
        case 0x0500:
            return call_modem(id, request, response);
        case 0x0600:
            return call_flash(id, request, response);
        case 0x0700:
            return call_secure(id, request, response);
        case 0x0E00:
        case 0x0F00:
            return call_measurement(id, request, response);
        default:
            return call_small(id, request, response);
    }
}

std::int32_t Board::call_measurement(std::uint16_t id, Request request, Response response) {
    switch (id) {
        case HAL_ID_BACKUP_READ:
            return answer(backup_, response);
        case HAL_ID_BACKUP_WRITE:
            return read_record(request, backup_) ? 0 : HAL_E_SIZE;
        default:
            return parts_.samples == nullptr ? HAL_E_UNKNOWN
                                             : parts_.samples->call(id, request, response);
    }
}

std::int32_t Board::call_small(std::uint16_t id, Request request, Response response) {
    switch (id) {
        case HAL_ID_FACTORY_READ:
            return answer(config_.factory, response);
        case HAL_ID_RTC_READ: {
            const Time now = agenda_.now();
            return answer(hal_rtc{calendar_us(now), uptime(now)}, response);
        }
        case HAL_ID_METERING_READ:
            return read_metering(response);
        case HAL_ID_METROLOGY_READ:
            return parts_.metrology == nullptr ? HAL_E_UNKNOWN
                                               : answer(*parts_.metrology, response);
        case HAL_ID_SUPPLY_READ:
            return read_supply(response);
        case HAL_ID_IO_READ:
            return read_inputs(response);
        case HAL_ID_RANDOM:
            return draw_random(request, response);
        case HAL_ID_WATCHDOG_FEED:
            return feed_watchdog(request);
        case HAL_ID_DIAG_EVENT: {
            hal_diag_event event{};
            if (!read_record(request, event)) return HAL_E_SIZE;
            trace_.record(trace::make(agenda_.now(), config_.entity,
                                      trace::FirmwareNote{event.code, event.a, event.b}));
            return 0;
        }
        default:
            return HAL_E_UNKNOWN;
    }
}

std::int32_t Board::read_metering(Response response) {
    if (parts_.metering_ic == nullptr) return HAL_E_UNKNOWN;
    const afe::Registers now = parts_.metering_ic->at(agenda_.now());
    hal_metering record{};
    record.import_cwh = now.import_cwh;
    record.export_cwh = now.export_cwh;
    record.power_mw = now.power_mw;
    record.voltage_mv = now.voltage_mv;
    record.current_ma = now.current_ma;
    record.frequency_mhz = now.frequency_mhz;
    return answer(record, response);
}

std::int32_t Board::read_supply(Response response) {
    if (parts_.supply == nullptr) return HAL_E_UNKNOWN;
    hal_supply record{};
    record.mains = mains_ ? 1 : 0;
    const auto left = parts_.supply->hold_up_remaining(agenda_.now());
    record.hold_up_ms =
        static_cast<std::uint32_t>(std::max<std::int64_t>(0, left.count() / 1'000'000));
    record.since_us = supply_since_us_;
    return answer(record, response);
}

std::int32_t Board::read_inputs(Response response) {
    const std::int32_t size = answer(inputs_, response);
    if (size < 0) return size;
    for (unsigned input = 0; input < HAL_IO_INPUTS; ++input) {
        if ((inputs_.changed >> input & 1U) != 0) faults_.took_effect(input_fault_[input]);
    }
    inputs_.changed = 0;
    return size;
}

std::int32_t Board::draw_random(Request request, Response response) {
    hal_random_request record{};
    if (!read_record(request, record)) return HAL_E_SIZE;
    if (record.length == 0 || record.length > 64 || response.size() < record.length)
        return HAL_E_RANGE;
    // Keyed by purpose, step time and ordinal in the step: a draw more here moves none elsewhere.
    const chance::Key key =
        random_key_.of(record.purpose).of(static_cast<std::uint64_t>(ns(agenda_.now())));
    for (std::uint32_t i = 0; i < record.length; i += 8) {
        const std::uint64_t bits = key.bits(draws_in_step_++);
        std::memcpy(response.data() + i, &bits, std::min<std::size_t>(8, record.length - i));
    }
    return static_cast<std::int32_t>(record.length);
}

std::int32_t Board::feed_watchdog(Request request) {
    std::uint32_t timeout_ms = 0;
    if (!read_record(request, timeout_ms)) return HAL_E_SIZE;
    if (timeout_ms == 0) return HAL_E_RANGE;
    const bool armed = watchdog_at_ != kEndOfTime;
    watchdog_at_ = agenda_.now() + std::chrono::milliseconds{timeout_ms};
    if (!armed) {
        agenda_.at(watchdog_at_, *this, static_cast<std::uint32_t>(Wake::watchdog), generation_);
    }
    return 0;
}

std::int32_t Board::call_modem(std::uint16_t id, Request request, Response response) {
    if (parts_.modem == nullptr) return HAL_E_UNKNOWN;
    switch (id) {
        case HAL_ID_MODEM_SEND:
            if (request.size() < 40 || request.size() > HAL_MODEM_PACKET_MAX) return HAL_E_RANGE;
            parts_.modem->send(request);
            return 0;
        case HAL_ID_MODEM_TAKE:
            return take(packets_, response);
        default:
            return HAL_E_UNKNOWN;
    }
}

std::int32_t Board::call_flash(std::uint16_t id, Request request, Response response) {
    if (parts_.flash == nullptr) return HAL_E_UNKNOWN;
    flash::NorFlash& flash = *parts_.flash;
    if (id == HAL_ID_FLASH_GEOMETRY) {
        return answer(hal_flash_geometry{flash.config().size, flash.config().sector_size},
                      response);
    }
    if (id == HAL_ID_FLASH_STATUS) {
        hal_flash_status status{};
        status.busy = flash.busy() ? 1 : 0;
        status.failed = flash.failed() ? 1 : 0;
        return answer(status, response);
    }
    hal_flash_range range{};
    if (!read_record(request, range)) return HAL_E_SIZE;
    switch (id) {
        case HAL_ID_FLASH_READ: {
            if (range.length > response.size()) return HAL_E_SIZE;
            const std::int32_t code =
                code_of(flash.read(range.address, response.first(range.length)));
            return code < 0 ? code : static_cast<std::int32_t>(range.length);
        }
        case HAL_ID_FLASH_PROGRAM: {
            const Request bytes = request.subspan(sizeof range);
            if (bytes.size() != range.length) return HAL_E_SIZE;
            trace_.record(trace::make(agenda_.now(), config_.entity,
                                      trace::FlashOperation{range.address, range.length, 0}));
            return code_of(flash.start_program(range.address, bytes));
        }
        case HAL_ID_FLASH_ERASE:
            trace_.record(
                trace::make(agenda_.now(), config_.entity,
                            trace::FlashOperation{range.address, flash.config().sector_size, 1}));
            return code_of(flash.start_erase(range.address));
        default:
            return HAL_E_UNKNOWN;
    }
}

std::int32_t Board::call_secure(std::uint16_t id, Request request, Response response) {
    if (parts_.secure == nullptr || (id != HAL_ID_SECURE_SEAL && id != HAL_ID_SECURE_OPEN))
        return HAL_E_UNKNOWN;
    hal_secure_header header{};
    if (!read_record(request, header)) return HAL_E_SIZE;
    const Request text = request.subspan(sizeof header);
    if (text.size() != header.length) return HAL_E_SIZE;
    secure::Iv iv{};
    std::ranges::copy(header.iv, iv.begin());
    const std::size_t overhead = secure::SecureElement::overhead(header.security_control);
    const bool seal = id == HAL_ID_SECURE_SEAL;
    if (!seal && text.size() < overhead) return HAL_E_SIZE;
    const std::size_t size = seal ? text.size() + overhead : text.size() - overhead;
    if (response.size() < size) return HAL_E_SIZE;
    const Response out = response.first(size);
    secure::SecureElement& element = *parts_.secure;
    const secure::SecureStatus status =
        seal ? element.seal(header.slot, header.security_control, iv, text, out)
             : element.open(header.slot, header.security_control, iv, text, out);
    if (status == secure::SecureStatus::ok) return static_cast<std::int32_t>(size);
    return status == secure::SecureStatus::not_authentic ? HAL_E_AUTH : HAL_E_STATE;
}

}  // namespace bench::board

// The one symbol of ours that a plug-in sees. It must live in an object that is always linked, so
// this file is part of an object library.
HAL_API int32_t hal_call(struct hal_board* board, uint16_t id, const void* request,
                         uint32_t request_size, void* response, uint32_t response_capacity) {
    return board->call(
        id, {static_cast<const std::uint8_t*>(request), request == nullptr ? 0 : request_size},
        {static_cast<std::uint8_t*>(response), response == nullptr ? 0 : response_capacity});
}
