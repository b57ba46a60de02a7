#pragma once

// The meter cover's contact, debounced: a level counts once it has been stable for the debounce
// time after its last edge. Opening is an alarm (fraud attempt), closing an event. Shorter glitches
// do nothing.
//
// After a boot the cover is taken for closed: one found open is reported, as opened at boot.

#include "firmware/core/message.h"
#include "firmware/metrology/event_sink.h"
#include "firmware/port/board.h"
#include "firmware/units/time.h"

namespace meter::metrology {

class TamperInput {
public:
    TamperInput(port::Board& board, EventSink& sink, Duration debounce)
        : board_{board}, sink_{sink}, debounce_{debounce} {}

    // On every input signal, and at the latest at the instant answered last.
    [[nodiscard]] Instant step(Instant now);
    [[nodiscard]] bool open() const { return open_; }

private:
    void qualify(bool open, Instant edge);

    port::Board& board_;
    EventSink& sink_;
    Duration debounce_;
    bool open_ = false;  // The level last qualified.
};

}  // namespace meter::metrology
