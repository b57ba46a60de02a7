#pragma once

// A serial NOR flash: programming clears bits, erasing sets a sector, both take their time, one at
// a time.
//
// The contents outlive every power cut; the operation that a cut interrupts does not, and leaves a
// torn page or a half-erased sector behind. It does what firmware/hal/flash.h promises to the
// firmware.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "models/chance/chance.h"
#include "models/flash/config.h"
#include "models/flash/contents.h"
#include "models/time/agenda.h"

namespace bench::flash {

inline constexpr std::uint32_t kPageSize = 256;

enum class FlashStatus : std::uint8_t {
    ok,
    busy,          // An operation is under way (for a read: where it reads).
    out_of_range,  // Not within the flash, or no octet to program.
    crosses_page,
    misaligned  // Not the address of a sector.
};

class FlashOwner {
public:
    virtual void flash_done() = 0;  // May start the next operation.

protected:
    ~FlashOwner() = default;
};

struct FlashCounters {
    std::uint64_t programs = 0;  // Started, as are erases: a cut one wears the cells too.
    std::uint64_t erases = 0;
    std::uint64_t cut = 0;          // Programs and erases that a power cut interrupted.
    std::uint32_t most_erases = 0;  // Of one sector.
};

class NorFlash final : public Actor {
public:
    // All erased. Throws std::invalid_argument unless sectors are whole pages, the size is whole
    // sectors and times are above zero, up to an hour. Agenda and owner must outlive this, and this
    // the agenda's run.
    NorFlash(const FlashConfig& config, Agenda& agenda, chance::Key key, FlashOwner& owner);
    NorFlash(const NorFlash&) = delete;
    NorFlash& operator=(const NorFlash&) = delete;

    [[nodiscard]] FlashStatus read(std::uint32_t address, std::span<std::uint8_t> out) const;
    // Both start now (the agenda's) and end with flash_done(), unless refused.
    [[nodiscard]] FlashStatus start_program(std::uint32_t address,
                                            std::span<const std::uint8_t> bytes);
    [[nodiscard]] FlashStatus start_erase(std::uint32_t sector_address);

    // Interrupts what is under way; flash_done() does not follow. The flash can be used again at
    // once.
    void power_cut(Time now);

    [[nodiscard]] bool busy() const { return operation_.has_value(); }
    // The last finished program asked for a 1 where the cell already held a 0.
    [[nodiscard]] bool failed() const { return failed_; }
    [[nodiscard]] const FlashCounters& counters() const { return counters_; }
    [[nodiscard]] std::uint32_t erases_of(std::uint32_t sector_address) const;
    [[nodiscard]] const FlashConfig& config() const { return config_; }

    void wake(Time now, std::uint32_t what, std::uint64_t generation) override;

private:
    struct Operation {
        std::uint32_t address;
        std::uint32_t length;             // Octets that it changes.
        std::vector<std::uint8_t> bytes;  // To program; empty: erase.
        Time start;
        Nanoseconds duration;
    };

    [[nodiscard]] bool within(std::uint32_t address, std::size_t length) const;
    void begin(Operation operation);
    void program(const Operation& operation, Time now);
    void leave_torn(const Operation& operation, Time now);

    FlashConfig config_;
    Agenda& agenda_;
    chance::Key key_;
    chance::Key worn_key_;
    FlashOwner& owner_;
    Contents contents_;
    std::optional<Operation> operation_;
    std::uint64_t generation_ = 0;
    bool failed_ = false;
    FlashCounters counters_;
    std::vector<std::uint32_t> erases_;  // By sector.
};

}  // namespace bench::flash
