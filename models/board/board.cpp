#include "models/board/board.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace bench::board {

Board::Board(const BoardConfig& config, const fw_image& image, Agenda& agenda, chance::Key key,
             trace::Sink& trace, trace::FaultObserver& faults, StepMarker* marker)
    : config_{config},
      image_{image},
      agenda_{agenda},
      random_key_{key.of("random")},
      trace_{trace},
      faults_{faults},
      marker_{marker} {}

void Board::fit(radio::Transceiver& transceiver, const Parts& parts) {
    transceiver_ = &transceiver;
    parts_ = parts;
    if (parts_.samples != nullptr) parts_.samples->attach(*this);
}

std::int64_t Board::calendar_us(Time time) const {
    return config_.calendar_start_us + config_.clock.ticks(time);
}

Time Board::time_of(std::int64_t uptime_us) const {
    // Past the end of any run; also keeps the sum from overflowing.
    constexpr std::int64_t kForever = INT64_MAX / 4000;
    if (uptime_us >= kForever) return kEndOfTime;
    return config_.clock.at(std::max<std::int64_t>(0, uptime_us + boot_ticks_));
}

void Board::power_on(std::uint32_t cause) {
    const Time now = agenda_.now();
    const std::size_t align = std::max<std::size_t>(image_.instance_align, sizeof(void*));
    const std::size_t size = (image_.instance_size + align - 1) / align * align;
    instance_.reset(static_cast<std::uint8_t*>(std::aligned_alloc(align, size)));
    std::memset(instance_.get(), 0, size);
    boot_ticks_ = config_.clock.ticks(now);
    ++generation_;
    signals_ = 0;
    armed_.clear();
    watchdog_at_ = kEndOfTime;
    outcome_pending_ = false;
    received_.clear();
    packets_.clear();
    std::ranges::fill(inputs_.edge_us, 0);
    inputs_.changed = 0;
    supply_since_us_ = 0;
    trace_.record(trace::make(now, config_.entity, trace::Booted{cause}));
    run(now, true, cause);
    if (running()) schedule(now);
}

void Board::power_on_at(Time time) {
    agenda_.at(time, *this, static_cast<std::uint32_t>(Wake::boot), generation_);
}

void Board::drop_instance() {
    instance_.reset();
    ++generation_;
    armed_.clear();
    next_wake_ = kEndOfTime;
    transceiver_->power_off();
    if (parts_.samples != nullptr) parts_.samples->reset();
}

void Board::fail(trace::Failure failure) {
    failed_ = true;
    trace_.record(trace::make(agenda_.now(), config_.entity, trace::FirmwareFailed{failure}));
    drop_instance();
}

void Board::run(Time now, bool boot, std::uint32_t cause) {
    calls_left_ = kCallBudget;
    draws_in_step_ = 0;
    in_step_ = true;
    ++steps_;
    if (marker_ != nullptr) {
        marker_->entity = config_.entity;
        marker_->time_ns = ns(now);
        marker_->in_step = 1;
    }
    volatile bool endless = false;
    volatile std::int64_t wake_us = 0;
    // A step that calls for ever is left by a jump out of hal_call: nothing of the instance is used
    // again.
    if (setjmp(escape_) == 0) {  // NOLINT(cert-err52-cpp)
        if (boot) {
            image_.boot(instance_.get(), this, cause);
        } else {
            const std::uint32_t signals = std::exchange(signals_, 0U);
            wake_us = image_.step(instance_.get(), uptime(now), signals);
        }
    } else {
        endless = true;
    }
    if (marker_ != nullptr) marker_->in_step = 0;
    in_step_ = false;
    if (endless) {
        fail(trace::Failure::call_budget);
        return;
    }
    next_wake_ = boot ? now : time_of(wake_us);
    // A step that asks to be called again at once would never let time pass.
    if (!boot && next_wake_ <= now && signals_ == 0) fail(trace::Failure::bad_wake);
}

void Board::step(Time now) {
    run(now, false, 0);
    if (running()) schedule(signals_ != 0 ? now : next_wake_);
}

void Board::schedule(Time time) {
    if (time == kEndOfTime || (!armed_.empty() && armed_.back() <= time)) return;
    armed_.push_back(time);
    agenda_.at(time, *this, static_cast<std::uint32_t>(Wake::step), generation_);
}

void Board::raise(std::uint32_t signal) {
    if (!running()) return;
    signals_ |= signal;
    if (!in_step_) schedule(agenda_.now());
}

void Board::wake(Time now, std::uint32_t what, std::uint64_t argument) {
    if (argument != generation_) return;
    if (static_cast<Wake>(what) == Wake::boot || static_cast<Wake>(what) == Wake::reboot) {
        power_on(static_cast<Wake>(what) == Wake::boot ? std::uint32_t{HAL_RESET_POWER_ON}
                                                       : reboot_cause_);
        return;
    }
    if (!running()) return;
    if (static_cast<Wake>(what) == Wake::watchdog) {
        if (now < watchdog_at_) {
            agenda_.at(watchdog_at_, *this, what, generation_);
            return;
        }
        trace_.record(
            trace::make(now, config_.entity, trace::FirmwareFailed{trace::Failure::watchdog}));
        drop_instance();
        power_on(HAL_RESET_WATCHDOG);
        return;
    }
    armed_.pop_back();
    if (signals_ == 0 && now < next_wake_) {
        schedule(next_wake_);  // Armed for a wake that has since been put off.
        return;
    }
    step(now);
}

void Board::set_input(Time now, unsigned input, bool high, std::uint32_t fault) {
    const std::uint32_t bit = 1U << input;
    if (((inputs_.levels & bit) != 0) == high) return;
    inputs_.levels ^= bit;
    inputs_.changed |= bit;
    inputs_.edge_us[input] = running() ? uptime(now) : 0;
    input_fault_[input] = fault;
    raise(HAL_SIGNAL_INPUT);
}

void Board::set_mains(Time now, bool present, std::uint32_t fault) {
    if (!present) {
        mains_fault_ = fault;
        mains_fault_open_ = true;
    }
    trace_.record(trace::make(now, config_.entity, trace::MainsChanged{present ? 1U : 0U}));
    if (parts_.metering_ic != nullptr) parts_.metering_ic->mains(now, present);
    if (parts_.supply != nullptr) parts_.supply->set_mains(now, present);
}

void Board::mains_signal(bool present) {
    mains_ = present;
    supply_since_us_ = running() ? uptime(agenda_.now()) : 0;
    if (!present && mains_fault_open_) {
        mains_fault_open_ = false;
        faults_.took_effect(mains_fault_);
    }
    raise(HAL_SIGNAL_SUPPLY);
}

void Board::power_lost() {
    const Time now = agenda_.now();
    if (mains_fault_open_) {
        mains_fault_open_ = false;
        faults_.took_effect(mains_fault_);
    }
    if (parts_.flash != nullptr) parts_.flash->power_cut(now);
    drop_instance();
    trace_.record(trace::make(now, config_.entity, trace::PoweredDown{}));
}

void Board::power_good() {
    mains_ = true;
    if (!failed_) power_on(HAL_RESET_POWER_ON);
}

void Board::deliver_packet(std::span<const std::uint8_t> ipv6_packet) {
    if (!running() || packets_.size() >= kModemQueue || ipv6_packet.size() > HAL_MODEM_PACKET_MAX)
        return;
    const auto length = static_cast<std::uint32_t>(ipv6_packet.size());
    std::vector<std::uint8_t> record(sizeof length + ipv6_packet.size());
    std::memcpy(record.data(), &length, sizeof length);
    std::ranges::copy(ipv6_packet, record.begin() + sizeof length);
    packets_.push_back(std::move(record));
    raise(HAL_SIGNAL_MODEM);
}

void Board::samples_ready() { raise(HAL_SIGNAL_AFE); }

void Board::reset(std::uint32_t cause, Nanoseconds after) {
    if (!running()) return;
    if (parts_.flash != nullptr) parts_.flash->power_cut(agenda_.now());
    drop_instance();
    reboot_cause_ = cause;
    agenda_.at(agenda_.now() + after, *this, static_cast<std::uint32_t>(Wake::reboot), generation_);
}

void Board::flip_memory(double address, unsigned bit) {
    if (!running()) return;
    const auto octet = static_cast<std::size_t>(address * image_.instance_size);
    instance_.get()[std::min<std::size_t>(octet, image_.instance_size - 1)] ^=
        static_cast<std::uint8_t>(1U << bit);
}

void Board::flash_done() { raise(HAL_SIGNAL_FLASH_DONE); }

void Board::transmit_done(const radio::TransmitOutcome& outcome) {
    outcome_ = {};
    outcome_.ticket = outcome.ticket;
    outcome_.status = outcome.status;
    outcome_.busy_count = outcome.busy_count;
    outcome_.level_cdbm = static_cast<std::int16_t>(outcome.level_cdbm);
    outcome_.ack_rssi_cdbm = static_cast<std::int16_t>(outcome.ack_rssi_cdbm);
    const bool failed_on_air = outcome.status == HAL_RADIO_FAILED && outcome.end > outcome.start;
    if (outcome.status <= HAL_RADIO_NO_ACK || failed_on_air) {
        outcome_.start_us = uptime(outcome.start);
        outcome_.end_us = uptime(outcome.end);
    }
    if (outcome.status == HAL_RADIO_ACKED) {
        outcome_.ack_start_us = uptime(outcome.ack_start);
        outcome_.ack_length = static_cast<std::uint32_t>(
            std::min<std::size_t>(outcome.ack.size(), HAL_RADIO_ACK_MAX));
        std::copy_n(outcome.ack.begin(), outcome_.ack_length, outcome_.ack);
    }
    outcome_pending_ = true;
    raise(HAL_SIGNAL_RADIO_DONE);
}

void Board::frame_received(const radio::Reception& reception) {
    if (!running() || received_.size() >= kReceiveQueue ||
        reception.frame.size() > HAL_RADIO_FRAME_MAX) {
        return;
    }
    constexpr std::size_t kHeader = offsetof(hal_radio_received, bytes);
    hal_radio_received header;
    std::memset(&header, 0, kHeader);
    header.start_us = uptime(reception.start);
    header.end_us = uptime(reception.end);
    header.rssi_cdbm = static_cast<std::int16_t>(reception.rssi_cdbm);
    header.lqi = reception.lqi;
    header.channel = reception.channel;
    header.modulation = reception.modulation;
    header.acknowledged = reception.acknowledged ? 1 : 0;
    header.length = static_cast<std::uint32_t>(reception.frame.size());
    std::vector<std::uint8_t> record(kHeader + reception.frame.size());
    std::memcpy(record.data(), &header, kHeader);
    if (!reception.frame.empty())
        std::memcpy(record.data() + kHeader, reception.frame.data(), reception.frame.size());
    received_.push_back(std::move(record));
    raise(HAL_SIGNAL_RADIO_RECEIVED);
}

}  // namespace bench::board
