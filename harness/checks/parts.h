#pragma once

// Parts of a check behind their function's name: what stands in brackets, and the limit. Each
// throws Stop with the place when something else stands there.

#include "harness/checks/cursor.h"
#include "harness/checks/expression.h"
#include "harness/checks/parser.h"

namespace bench::checks {

// availability over all time, else uptime while the module has power.
[[nodiscard]] UptimeLimit read_uptime(Cursor& at, const Vocabulary& names, bool over_all_time);
[[nodiscard]] DeliveryLimit read_delivery(Cursor& at, const Vocabulary& names);
[[nodiscard]] EnergyLimit read_energy_error(Cursor& at);
[[nodiscard]] EventTimeLimit read_event_time_error(Cursor& at, const Vocabulary& names);
[[nodiscard]] VectorErrorLimit read_vector_error(Cursor& at, const Vocabulary& names);

}  // namespace bench::checks
