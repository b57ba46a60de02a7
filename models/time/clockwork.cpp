#include "models/time/clockwork.h"

#include <algorithm>
#include <utility>

namespace bench {

namespace {

// One nanosecond a tick: 64 bits then hold centuries. Only before the first sc_time of a process.
const sc_core::sc_module_name& with_nanoseconds(const sc_core::sc_module_name& name) {
    // The kernel cannot be asked whether it is set without being fixed by that: try, and then look.
    try {
        sc_core::sc_set_time_resolution(1, sc_core::SC_NS);
    } catch (const sc_core::sc_report&) {
        if (sc_core::sc_get_time_resolution().to_seconds() != 1e-9) throw;
    }
    return name;
}

Nanoseconds from_sc(const sc_core::sc_time& time) {
    return Nanoseconds{static_cast<std::int64_t>(time.value())};
}

}  // namespace

sc_core::sc_time to_sc(Nanoseconds duration) {
    return sc_core::sc_time::from_value(
        static_cast<sc_core::sc_time::value_type>(duration.count()));
}

Clockwork::Clockwork(const sc_core::sc_module_name& name, std::vector<Agenda*> agendas)
    : sc_module{with_nanoseconds(name)}, agendas_{std::move(agendas)} {
    SC_HAS_PROCESS(Clockwork);
    SC_METHOD(run);
    sensitive << wake_;
    dont_initialize();
}

void Clockwork::advance(Time until) {
    slice_end_ = until;
    const Nanoseconds length = until - agendas_.front()->now();
    wake_.notify(sc_core::SC_ZERO_TIME);
    sc_core::sc_start(to_sc(length), sc_core::SC_RUN_TO_TIME);
    for (Agenda* agenda : agendas_) agenda->run_until(until);
}

void Clockwork::run() {
    const Time kernel{from_sc(sc_core::sc_time_stamp())};
    Time horizon = slice_end_;
    if (sc_core::sc_pending_activity_at_future_time()) {
        const Nanoseconds ahead = from_sc(sc_core::sc_time_to_pending_activity());
        horizon = std::min(horizon, kernel + std::min(ahead, slice_end_ - kernel));
    }
    for (Agenda* agenda : agendas_) agenda->run_until(horizon);
    if (horizon < slice_end_) wake_.notify(to_sc(std::max(Nanoseconds{0}, horizon - kernel)));
}

}  // namespace bench
