#pragma once

// A module's board: runs one firmware image and answers its HAL calls from the models.
//
// A power cycle drops the instance and boots again on the same flash. The firmware's uptime starts
// at zero with each boot; the crystal behind it never stops. A step is run when its wake time has
// come or a signal was raised; both are entries of the agenda, so a firmware never runs inside
// another model's turn.

#include <array>
#include <csetjmp>
#include <cstdint>
#include <cstdlib>
#include <deque>
#include <memory>
#include <span>
#include <vector>

#include "firmware/hal/backup.h"
#include "firmware/hal/factory.h"
#include "firmware/hal/flash.h"
#include "firmware/hal/hal.h"
#include "firmware/hal/io.h"
#include "firmware/hal/metrology.h"
#include "firmware/hal/modem.h"
#include "firmware/hal/radio.h"
#include "models/afe/metering_ic.h"
#include "models/board/sample_port.h"
#include "models/board/step_marker.h"
#include "models/chance/chance.h"
#include "models/flash/nor_flash.h"
#include "models/radio/transceiver.h"
#include "models/secure/secure_element.h"
#include "models/supply/supply.h"
#include "models/time/agenda.h"
#include "models/trace/events.h"
#include "models/trace/fault_observer.h"

// What the C seam calls a board.
struct hal_board {
    virtual std::int32_t call(std::uint16_t id, std::span<const std::uint8_t> request,
                              std::span<std::uint8_t> response) = 0;

protected:
    ~hal_board() = default;
};

namespace bench::board {

// Where a modem's packets go.
class ModemPort {
public:
    virtual void send(std::span<const std::uint8_t> ipv6_packet) = 0;

protected:
    ~ModemPort() = default;
};

struct BoardConfig {
    trace::Entity entity = 1;
    LocalClock clock;
    std::int64_t calendar_start_us = 0;  // What the real-time clock shows at the start of the run.
    hal_factory factory{};
};

// What is soldered to the board; a null part answers HAL_E_UNKNOWN.
struct Parts {
    flash::NorFlash* flash = nullptr;
    secure::SecureElement* secure = nullptr;
    afe::MeteringIc* metering_ic = nullptr;
    supply::Supply* supply = nullptr;
    ModemPort* modem = nullptr;
    SamplePort* samples = nullptr;
    const hal_metrology* metrology = nullptr;
};

class Board final : public hal_board,
                    public Actor,
                    public radio::TransceiverOwner,
                    public flash::FlashOwner,
                    public supply::SupplyOwner,
                    public SampleOwner {
public:
    Board(const BoardConfig& config, const fw_image& image, Agenda& agenda, chance::Key key,
          trace::Sink& trace, trace::FaultObserver& faults, StepMarker* marker);

    // Before power_on. The transceiver's owner is this board.
    void fit(radio::Transceiver& transceiver, const Parts& parts);
    void power_on(std::uint32_t cause);
    // Boots at a later time, as after the supply has come up.
    void power_on_at(Time time);
    [[nodiscard]] bool running() const { return instance_ != nullptr; }
    [[nodiscard]] Time booted() const { return config_.clock.at(boot_ticks_); }
    [[nodiscard]] bool failed() const { return failed_; }
    [[nodiscard]] std::int64_t calendar_us(Time time) const;
    [[nodiscard]] const LocalClock& clock() const { return config_.clock; }

    // Sets an input's level; `fault` took effect when the firmware reads the edge.
    void set_input(Time now, unsigned input, bool high, std::uint32_t fault);
    // Mains fail or return under `fault`, which takes effect when the board is told or goes down.
    void set_mains(Time now, bool present, std::uint32_t fault);
    [[nodiscard]] bool input(unsigned number) const { return (inputs_.levels >> number & 1U) != 0; }
    void deliver_packet(std::span<const std::uint8_t> ipv6_packet);

    [[nodiscard]] std::uint64_t steps() const { return steps_; }
    [[nodiscard]] std::uint64_t calls() const { return calls_; }

    std::int32_t call(std::uint16_t id, std::span<const std::uint8_t> request,
                      std::span<std::uint8_t> response) override;
    void wake(Time now, std::uint32_t what, std::uint64_t argument) override;
    void transmit_done(const radio::TransmitOutcome& outcome) override;
    void frame_received(const radio::Reception& reception) override;
    void flash_done() override;
    void mains_signal(bool present) override;
    void power_lost() override;
    void power_good() override;
    void samples_ready() override;

    // The processor is reset by something else than its own: the instance is gone at once, and
    // boots again `after` that. Nothing if it does not run.
    void reset(std::uint32_t cause, Nanoseconds after);
    // A bit of the instance's memory flips: `address` is a share of it, 0 .. 1.
    void flip_memory(double address, unsigned bit);

private:
    enum class Wake : std::uint32_t { step, watchdog, boot, reboot };
    struct Free {
        void operator()(std::uint8_t* memory) const { std::free(memory); }
    };
    // A step may make this many calls before the board takes it for one that never returns.
    static constexpr std::uint32_t kCallBudget = 10'000;
    static constexpr std::size_t kReceiveQueue = 8;
    static constexpr std::size_t kModemQueue = 16;

    void step(Time now);
    void run(Time now, bool boot, std::uint32_t cause);
    void drop_instance();
    void fail(trace::Failure failure);
    void raise(std::uint32_t signal);
    void schedule(Time time);
    [[nodiscard]] std::int64_t uptime(Time time) const {
        return config_.clock.ticks(time) - boot_ticks_;
    }
    [[nodiscard]] Time time_of(std::int64_t uptime_us) const;

    std::int32_t call_radio(std::uint16_t id, std::span<const std::uint8_t> request,
                            std::span<std::uint8_t> response);
    std::int32_t call_flash(std::uint16_t id, std::span<const std::uint8_t> request,
                            std::span<std::uint8_t> response);
    std::int32_t call_secure(std::uint16_t id, std::span<const std::uint8_t> request,
                             std::span<std::uint8_t> response);
    std::int32_t call_modem(std::uint16_t id, std::span<const std::uint8_t> request,
                            std::span<std::uint8_t> response);
    std::int32_t call_small(std::uint16_t id, std::span<const std::uint8_t> request,
                            std::span<std::uint8_t> response);
    std::int32_t radio_configure(std::span<const std::uint8_t> request);
    std::int32_t radio_listen(std::span<const std::uint8_t> request);
    std::int32_t radio_transmit(std::span<const std::uint8_t> request);
    std::int32_t radio_set_ack(std::span<const std::uint8_t> request);
    std::int32_t radio_result(std::span<std::uint8_t> response);
    std::int32_t radio_take(std::span<std::uint8_t> response);
    std::int32_t read_metering(std::span<std::uint8_t> response);
    std::int32_t read_supply(std::span<std::uint8_t> response);
    std::int32_t read_inputs(std::span<std::uint8_t> response);
    std::int32_t draw_random(std::span<const std::uint8_t> request,
                             std::span<std::uint8_t> response);
    std::int32_t feed_watchdog(std::span<const std::uint8_t> request);
    std::int32_t call_measurement(std::uint16_t id, std::span<const std::uint8_t> request,
                                  std::span<std::uint8_t> response);

    const BoardConfig config_;
    const fw_image& image_;
    Agenda& agenda_;
    chance::Key random_key_;
    trace::Sink& trace_;
    trace::FaultObserver& faults_;
    StepMarker* marker_;
    radio::Transceiver* transceiver_ = nullptr;
    Parts parts_;

    std::unique_ptr<std::uint8_t, Free> instance_;
    std::int64_t boot_ticks_ = 0;
    std::uint64_t generation_ = 0;  // Of the instance; entries of an older one are void.
    Time next_wake_ = kEndOfTime;   // When step() wants to be called.
    // Entries in the agenda, the earliest last: a new one is made only if it is earlier than all of
    // them.
    std::vector<Time> armed_;
    std::uint32_t signals_ = 0;
    bool failed_ = false;

    std::jmp_buf escape_{};
    std::uint32_t calls_left_ = 0;
    std::uint32_t draws_in_step_ = 0;
    bool in_step_ = false;
    std::uint64_t steps_ = 0;
    std::uint64_t calls_ = 0;

    bool outcome_pending_ = false;
    hal_radio_outcome outcome_{};
    std::deque<std::vector<std::uint8_t>> received_;  // Whole records of hal_radio_take.
    std::deque<std::vector<std::uint8_t>> packets_;
    hal_io inputs_{};
    std::array<std::uint32_t, HAL_IO_INPUTS> input_fault_{};
    std::int64_t supply_since_us_ = 0;
    bool mains_ = true;
    std::uint32_t mains_fault_ = 0;
    bool mains_fault_open_ = false;
    Time watchdog_at_ = kEndOfTime;
    std::uint32_t reboot_cause_ = 0;
    hal_backup backup_{};  // On the clock's battery.
};

}  // namespace bench::board
