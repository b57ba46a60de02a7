#pragma once

// Inputs that show tampering, debounced: a level counts once it has been stable for the debounce
// time after its last edge. Its rise is an alarm (fraud attempt), its fall an event. Shorter
// glitches do nothing.
//
// After a boot an input is taken for low: one found high is reported, as risen at boot.

#include "firmware/core/message.h"
#include "firmware/metrology/event_sink.h"
#include "firmware/port/board.h"
#include "firmware/units/time.h"

namespace meter::metrology {

struct TamperKind {
    unsigned input;  // HAL_IO_...
    EventCode begins;
    EventCode ends;
};
inline constexpr TamperKind kCover{HAL_IO_METER_COVER, EventCode::meter_cover_removed,
                                   EventCode::meter_cover_closed};
inline constexpr TamperKind kMagnet{HAL_IO_MAGNET, EventCode::strong_magnet,
                                    EventCode::no_strong_magnet};

class TamperInput {
public:
    TamperInput(port::Board& board, EventSink& sink, Duration debounce,
                const TamperKind& kind = kCover)
        : board_{board}, sink_{sink}, debounce_{debounce}, kind_{kind} {}

    // On every input signal, and at the latest at the instant answered last.
    [[nodiscard]] Instant step(Instant now);
    [[nodiscard]] bool open() const { return open_; }

private:
    void qualify(bool open, Instant edge);

    port::Board& board_;
    EventSink& sink_;
    Duration debounce_;
    TamperKind kind_;
    bool open_ = false;  // The level last qualified.
};

}  // namespace meter::metrology
