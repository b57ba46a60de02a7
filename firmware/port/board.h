#pragma once

// The small services, typed: clock, metering registers, inputs, supply, random, watchdog,
// diagnosis, factory record. What each means: the header of its concern in firmware/hal/.

#include <cstdint>
#include <span>

#include "firmware/core/result.h"
#include "firmware/hal/diag.h"
#include "firmware/hal/factory.h"
#include "firmware/hal/io.h"
#include "firmware/hal/metering_ic.h"
#include "firmware/hal/metrology.h"
#include "firmware/hal/random.h"
#include "firmware/hal/rtc.h"
#include "firmware/hal/supply.h"
#include "firmware/hal/watchdog.h"
#include "firmware/port/error.h"
#include "firmware/units/time.h"

namespace meter::port {

namespace detail {

template <typename Record>
Result<Record> read(hal_board* board, std::int32_t (*call)(hal_board*, Record*)) {
    Record record{};
    const std::int32_t code = call(board, &record);
    if (code < 0) return error_of(code);
    return record;
}

}  // namespace detail

enum class Diag : std::uint16_t {
    joined = HAL_DIAG_JOINED,
    link_lost = HAL_DIAG_LINK_LOST,
    queue_depth = HAL_DIAG_QUEUE_DEPTH,
    queue_overflow = HAL_DIAG_QUEUE_OVERFLOW,
    counter_exhausted = HAL_DIAG_COUNTER_EXHAUSTED,
    store_failed = HAL_DIAG_STORE_FAILED,
    event_qualified = HAL_DIAG_EVENT_QUALIFIED,
    rejected = HAL_DIAG_REJECTED,
    fatal = HAL_DIAG_FATAL,
    bus_error = HAL_DIAG_BUS_ERROR,
    samples_lost = HAL_DIAG_SAMPLES_LOST,
    radio_reset = HAL_DIAG_RADIO_RESET
};

enum class RandomPurpose : std::uint32_t {
    solicit = HAL_RANDOM_SOLICIT,
    backoff = HAL_RANDOM_BACKOFF,
    channel = HAL_RANDOM_CHANNEL,
    traffic = HAL_RANDOM_TRAFFIC
};

class Random {
public:
    explicit Random(hal_board* board) : board_{board} {}
    // Uniform in [0, bound), bound >= 1. A failing source answers 0.
    [[nodiscard]] std::uint32_t below(RandomPurpose purpose, std::uint32_t bound);

private:
    hal_board* board_;
};

class Board {
public:
    explicit Board(hal_board* board) : board_{board} {}
    [[nodiscard]] Result<hal_factory> factory() { return detail::read(board_, hal_factory_read); }
    [[nodiscard]] Result<hal_rtc> clock() { return detail::read(board_, hal_rtc_read); }
    [[nodiscard]] Result<hal_metering> metering() {
        return detail::read(board_, hal_metering_read);
    }
    [[nodiscard]] Result<hal_metrology> metrology() {
        return detail::read(board_, hal_metrology_read);
    }
    [[nodiscard]] Result<hal_io> inputs() { return detail::read(board_, hal_io_read); }
    [[nodiscard]] Result<hal_supply> supply() { return detail::read(board_, hal_supply_read); }
    void feed_watchdog(Duration timeout);
    void note(Diag code, std::uint32_t a = 0, std::uint32_t b = 0);
    [[nodiscard]] hal_board* handle() { return board_; }

private:
    hal_board* board_;
};

}  // namespace meter::port
