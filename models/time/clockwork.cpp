#include "models/time/clockwork.h"

#include <algorithm>

namespace bench {

sc_core::sc_time to_sc(Nanoseconds duration) {
    return {static_cast<double>(duration.count()), sc_core::SC_NS};
}

Clockwork::Clockwork(const sc_core::sc_module_name& name, Agenda& agenda)
    : sc_module{name}, agenda_{agenda} {
    SC_HAS_PROCESS(Clockwork);
    SC_METHOD(run);
    sensitive << wake_;
    dont_initialize();
}

void Clockwork::advance(Time until) {
    slice_end_ = until;
    const Nanoseconds length = until - agenda_.now();
    wake_.notify(sc_core::SC_ZERO_TIME);
    sc_core::sc_start(to_sc(length), sc_core::SC_RUN_TO_TIME);
    agenda_.run_until(until);
}

void Clockwork::run() {
    const Time kernel{Nanoseconds{static_cast<std::int64_t>(sc_core::sc_time_stamp().to_seconds() * 1e9 + 0.5)}};
    Time horizon = slice_end_;
    if (sc_core::sc_pending_activity_at_future_time()) {
        const double ahead_ns = sc_core::sc_time_to_pending_activity().to_seconds() * 1e9;
        const Nanoseconds ahead{static_cast<std::int64_t>(std::min(ahead_ns + 0.5, 9e18))};
        horizon = std::min(horizon, kernel + std::min(ahead, slice_end_ - kernel));
    }
    agenda_.run_until(horizon);
    if (horizon < slice_end_) wake_.notify(to_sc(std::max(Nanoseconds{0}, horizon - kernel)));
}

}  // namespace bench
