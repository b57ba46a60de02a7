#pragma once

// What disturbances do to a meter's processor and to its radio chip: resets by brown-out or pin and
// bits of memory that flip, each at its own instant; lock and registers of the radio, asked.

#include "models/board/board.h"
#include "models/emi/disturbances.h"
#include "models/radio/chip_upsets.h"
#include "models/time/agenda.h"
#include "models/trace/record.h"

namespace bench::system {

class Upsets final : public Actor, public radio::ChipUpsets {
public:
    // From the release of reset to the first step.
    static constexpr Nanoseconds kRestart = std::chrono::milliseconds{5};

    // `ecc`: the memory corrects single errors.
    Upsets(const emi::Disturbances& disturbances, bool ecc, board::Board& board, Agenda& agenda,
           trace::Entity entity, trace::Sink& trace)
        : disturbances_{disturbances},
          ecc_{ecc},
          board_{board},
          agenda_{agenda},
          entity_{entity},
          trace_{trace} {}
    // A disturbance lasts from `start` to `end`.
    void expect(Time start, Time end);
    [[nodiscard]] std::uint64_t corrected() const { return corrected_; }
    [[nodiscard]] std::uint64_t flipped() const { return flipped_; }

    [[nodiscard]] bool lock_lost(Time from, Time to) const override;
    [[nodiscard]] bool registers_lost(Time from, Time to) const override;
    void wake(Time now, std::uint32_t what, std::uint64_t argument) override;

private:
    enum class What : std::uint32_t { reset, flip };
    void expect_reset(Time after, Time end);
    void flip(Time now, const emi::RamFlip& flip);

    const emi::Disturbances& disturbances_;
    const bool ecc_;
    board::Board& board_;
    Agenda& agenda_;
    const trace::Entity entity_;
    trace::Sink& trace_;
    std::uint64_t corrected_ = 0;
    std::uint64_t flipped_ = 0;
    std::vector<emi::RamFlip> flips_;
    std::vector<std::pair<emi::Reset, Time>> resets_;  // And the end of what causes them.
};

}  // namespace bench::system
