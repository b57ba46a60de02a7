#pragma once

// A meter's communication module: what measures, one radio, one head end.
//
// Joins names the classes that tie the capabilities together, so that a product or a variant can
// replace one of them and nothing else. Front is what measures: it gives the registers, and takes
// part in every step.

#include <algorithm>
#include <array>
#include <cstdint>

#include "firmware/app/factory.h"
#include "firmware/app/join_link.h"
#include "firmware/app/uplink.h"
#include "firmware/metrology/outage.h"
#include "firmware/metrology/sampler.h"
#include "firmware/metrology/tamper.h"
#include "firmware/port/board.h"
#include "firmware/port/flash.h"
#include "firmware/port/radio.h"
#include "firmware/port/secure.h"
#include "firmware/radio/mac.h"
#include "firmware/security/counters.h"
#include "firmware/security/glo_ciphering.h"
#include "firmware/store/store.h"

namespace meter::app {

inline constexpr std::size_t kMeterNeighbours = 8;
inline constexpr Duration kWatchdogTimeout = seconds(60);

template <typename Joins>
class Module {
public:
    Module(hal_board* board, metrology::BootCause cause)
        : board_{board},
          radio_{board},
          random_{board},
          flash_{board},
          factory_{board_.factory().value_or({})},
          store_{flash_},
          leases_{store_},
          counter_{leases_, security::Lease::invocation_counter},
          event_numbers_{leases_, security::Lease::event_sequence},
          glo_{port::Secure{board}, counter_, titles(factory_)},
          sealer_{glo_},
          budget_{access_mode(factory_), radio::plan_of(factory_.plan)},
          mac_{radio_, random_, budget_, places_, mac_config(factory_, false)},
          link_{mac_},
          uplink_{uplink_config(factory_), sealer_, link_, store_, event_numbers_, board_},
          captures_{uplink_},
          events_{uplink_},
          front_{board_, factory_, events_, uplink_},
          sampler_{board_,
                   front_.registers(),
                   captures_,
                   {stream_period(factory_, Stream::readings),
                    stream_period(factory_, Stream::profiles)}},
          tamper_{board_, events_, milliseconds(factory_.debounce_ms)},
          magnet_{board_, events_, milliseconds(factory_.debounce_ms), metrology::kMagnet},
          mains_{board_, events_, milliseconds(factory_.outage_qualification_ms), cause} {}

    // Runs until nothing is left to do now; answers when to be called next.
    [[nodiscard]] Instant step(Instant now, std::uint32_t signals) {
        if (!started_) start(now);
        sense(now, signals);
        Instant wake = front_.step(now, signals);
        wake = std::min({wake, tamper_wake_, mains_wake_, sampler_.step(now), feed_watchdog(now)});
        wake = std::min(wake, store_.advance(now, (signals & HAL_SIGNAL_FLASH_DONE) != 0));
        report_store();
        counter_.renew(now);
        event_numbers_.renew(now);
        const Instant mac_wake = run_radio(now, signals);
        if ((signals & HAL_SIGNAL_MODEM) != 0) uplink_.modem_received();
        const Instant pump_wake = uplink_.pump(now, mac_.joined(), mac_.parent());
        // What the pump handed over is started in the same step.
        wake = std::min({wake, mac_wake, pump_wake, mac_.advance(now, false, false),
                         store_.advance(now, false)});
        return std::max(wake, now + Duration{1});
    }

private:
    void start(Instant now) {
        started_ = true;
        store_.recover();
        counter_.begin(now);
        event_numbers_.begin(now);
        uplink_.begin();
        front_.start(now);
        mac_.start(now);
        tamper_wake_ = std::min(tamper_.step(now), magnet_.step(now));
        mains_wake_ = mains_.step(now);
    }

    void sense(Instant now, std::uint32_t signals) {
        if ((signals & HAL_SIGNAL_INPUT) != 0 || now >= tamper_wake_)
            tamper_wake_ = std::min(tamper_.step(now), magnet_.step(now));
        if ((signals & HAL_SIGNAL_SUPPLY) != 0 || now >= mains_wake_)
            mains_wake_ = mains_.step(now);
        if ((signals & HAL_SIGNAL_SUPPLY) != 0) {
            const Result<hal_supply> supply = board_.supply();
            if (supply) uplink_.on_reservoir(supply.value().mains == 0);
        }
    }

    [[nodiscard]] Instant run_radio(Instant now, std::uint32_t signals) {
        const Instant wake = mac_.advance(now, (signals & HAL_SIGNAL_RADIO_DONE) != 0,
                                          (signals & HAL_SIGNAL_RADIO_RECEIVED) != 0);
        while (const auto incoming = mac_.receive()) {
            uplink_.received(now, incoming->source, incoming->payload);
        }
        if (const auto status = mac_.take_status())
            uplink_.link_ended(now, link_status_of(*status));
        const bool joined = mac_.joined();
        if (joined && !was_joined_) {
            board_.note(port::Diag::joined,
                        static_cast<std::uint32_t>(now.time_since_epoch() / milliseconds(1)));
        }
        if (!joined && was_joined_) board_.note(port::Diag::link_lost, failures_);
        failures_ = mac_.counters().failures_in_row;
        const std::uint32_t resets = mac_.counters().radio_resets;
        if (resets != radio_resets_) board_.note(port::Diag::radio_reset, resets);
        radio_resets_ = resets;
        was_joined_ = joined;
        return wake;
    }

    void report_store() {
        const std::uint32_t failures = store_.failures();
        if (failures != store_failures_) board_.note(port::Diag::store_failed, failures);
        store_failures_ = failures;
        const bool worn_out = counter_.worn_out() || event_numbers_.worn_out();
        if (worn_out && !worn_out_) board_.note(port::Diag::counter_exhausted);
        worn_out_ = worn_out;
    }

    [[nodiscard]] Instant feed_watchdog(Instant now) {
        if (now >= feed_at_) {
            board_.feed_watchdog(kWatchdogTimeout);
            feed_at_ = now + kWatchdogTimeout / 2;
        }
        return feed_at_;
    }

    port::Board board_;
    port::Radio radio_;
    port::Random random_;
    port::Flash flash_;
    const hal_factory factory_;
    store::Store store_;
    typename Joins::Leases leases_;
    security::CounterLease counter_;
    security::CounterLease event_numbers_;
    security::GloSealer glo_;
    typename Joins::Sealer sealer_;
    typename Joins::Budget budget_;
    std::array<radio::Neighbour, kMeterNeighbours> places_{};
    radio::Mac mac_;
    typename Joins::Link link_;
    Uplink uplink_;
    typename Joins::Captures captures_;
    typename Joins::Events events_;
    typename Joins::Front front_;
    metrology::Sampler sampler_;
    metrology::TamperInput tamper_;
    metrology::TamperInput magnet_;
    metrology::MainsMonitor mains_;
    Instant tamper_wake_ = kNever;
    Instant mains_wake_ = kNever;
    Instant feed_at_{};
    std::uint32_t store_failures_ = 0;
    bool worn_out_ = false;
    bool started_ = false;
    bool was_joined_ = false;
    std::uint32_t radio_resets_ = 0;
    std::uint32_t failures_ = 0;  // Exchanges in a row, as of the step before.
};

}  // namespace meter::app
