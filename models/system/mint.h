#pragma once

// Mints what must arrive: every capture instant while a meter runs, by the meter's own clock, with
// the values that were true then. The ledger compares them with what the head end
// accepted.

#include <array>

#include "firmware/core/message.h"
#include "models/board/board.h"
#include "models/system/capture_truth.h"
#include "models/system/config.h"
#include "models/system/owing.h"
#include "models/time/agenda.h"
#include "models/trace/events.h"

namespace bench::system {

class Mint final : public Actor {
public:
    Mint(const MeterConfig& config, trace::Entity entity, const board::Board& board,
         const supply::Supply& supply, const CaptureTruth& truth, Agenda& agenda,
         trace::Sink& trace);
    void wake(Time now, std::uint32_t stream, std::uint64_t argument) override;

private:
    void arm(meter::Stream stream, Time after);

    const MeterConfig& config_;
    trace::Entity entity_;
    const board::Board& board_;
    const supply::Supply& supply_;
    const CaptureTruth& truth_;
    Agenda& agenda_;
    trace::Sink& trace_;
};

}  // namespace bench::system
