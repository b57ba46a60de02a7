#pragma once

// Drives agendas inside the SystemC kernel: the bench's one fast process.
//
// A timed method activation costs as much as ten heap operations, so one activation runs each
// agenda ahead, one after the other, to the next thing that any other SystemC process has pending,
// or to the end of the slice. Agendas know nothing of each other: several are several worlds.
// sc_time is converted here and nowhere else.

#include <systemc>
#include <vector>

#include "models/time/agenda.h"

namespace bench {

class Clockwork final : public sc_core::sc_module {
public:
    Clockwork(const sc_core::sc_module_name& name, Agenda& agenda)
        : Clockwork{name, std::vector<Agenda*>{&agenda}} {}
    // At least one. They outlive the clockwork.
    Clockwork(const sc_core::sc_module_name& name, std::vector<Agenda*> agendas);
    // Runs the kernel until `until`; now() of all agendas is then `until`.
    void advance(Time until);

private:
    void run();  // SC_METHOD

    std::vector<Agenda*> agendas_;
    Time slice_end_{};
    sc_core::sc_event wake_;
};

[[nodiscard]] sc_core::sc_time to_sc(Nanoseconds duration);

}  // namespace bench
