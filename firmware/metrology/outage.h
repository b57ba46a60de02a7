#pragma once

// Mains: absent for longer than the qualification time is an outage and gives the last gasp; their
// return after one gives power returned. Shorter interruptions give nothing. Both are stamped with
// the time at which mains changed.
//
// A power-on boot means that an outage outlasted the reservoir: it was announced by the life
// before, and its end is reported as soon as mains are seen. A reset in between (watchdog,
// software) owes nothing.

#include "firmware/core/message.h"
#include "firmware/metrology/event_sink.h"
#include "firmware/port/board.h"
#include "firmware/units/time.h"

namespace meter::metrology {

enum class BootCause : std::uint8_t { power_on, reset };

class MainsMonitor {
public:
    MainsMonitor(port::Board& board, EventSink& sink, Duration qualification, BootCause cause)
        : board_{board},
          sink_{sink},
          qualification_{qualification},
          outage_{cause == BootCause::power_on} {}

    // On every supply signal, and at the latest at the instant answered last.
    [[nodiscard]] Instant step(Instant now);
    // An outage has been announced and not yet ended.
    [[nodiscard]] bool outage() const { return outage_; }

private:
    port::Board& board_;
    EventSink& sink_;
    Duration qualification_;
    bool outage_;
};

}  // namespace meter::metrology
