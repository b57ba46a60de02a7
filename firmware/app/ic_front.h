#pragma once

// The metering IC as what measures: it works by itself, there is nothing to step.

#include "firmware/app/uplink.h"
#include "firmware/metrology/event_sink.h"
#include "firmware/metrology/ic_registers.h"

namespace meter::app {

class IcFront {
public:
    IcFront(port::Board& board, const hal_factory&, metrology::EventSink&, Uplink&)
        : registers_{board} {}
    [[nodiscard]] metrology::RegisterSource& registers() { return registers_; }
    void start(Instant) {}
    [[nodiscard]] Instant step(Instant, std::uint32_t) { return kNever; }

private:
    metrology::IcRegisters registers_;
};

}  // namespace meter::app
