#pragma once

// What disturbances do to a meter's processor: resets by brown-out or pin, and bits of its memory
// that flip, each at its own instant.

#include "models/board/board.h"
#include "models/emi/disturbances.h"
#include "models/time/agenda.h"

namespace bench::system {

class Upsets final : public Actor {
public:
    // From the release of reset to the first step.
    static constexpr Nanoseconds kRestart = std::chrono::milliseconds{5};

    Upsets(const emi::Disturbances& disturbances, board::Board& board, Agenda& agenda)
        : disturbances_{disturbances}, board_{board}, agenda_{agenda} {}
    // A disturbance lasts from `start` to `end`.
    void expect(Time start, Time end);
    void wake(Time now, std::uint32_t what, std::uint64_t argument) override;

private:
    enum class What : std::uint32_t { reset, flip };
    void expect_reset(Time after, Time end);

    const emi::Disturbances& disturbances_;
    board::Board& board_;
    Agenda& agenda_;
    std::vector<emi::RamFlip> flips_;
    std::vector<std::pair<emi::Reset, Time>> resets_;  // And the end of what causes them.
};

}  // namespace bench::system
