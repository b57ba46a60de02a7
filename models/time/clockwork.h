#pragma once

// Drives the agenda inside the SystemC kernel: the bench's one fast process.
//
// A timed method activation costs as much as ten heap operations, so one activation runs the agenda
// ahead to the next thing that any other SystemC process has pending, or to the end of the slice.
// sc_time is converted here and nowhere else.

#include <systemc>

#include "models/time/agenda.h"

namespace bench {

class Clockwork final : public sc_core::sc_module {
public:
    Clockwork(const sc_core::sc_module_name& name, Agenda& agenda);
    // Runs the kernel until `until`; agenda.now() is then `until`.
    void advance(Time until);

private:
    void run();  // SC_METHOD

    Agenda& agenda_;
    Time slice_end_{};
    sc_core::sc_event wake_;
};

[[nodiscard]] sc_core::sc_time to_sc(Nanoseconds duration);

}  // namespace bench
