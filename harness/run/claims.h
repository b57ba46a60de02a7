#pragma once

// Can the declared sweep decide the claims of a scenario?

#include <optional>

#include "harness/checks/expression.h"
#include "harness/run/clauses.h"
#include "harness/scenario/scenario.h"

namespace bench::run {

// Messages of a stream that one run can judge at most, roughly; nullopt: not known.
[[nodiscard]] std::optional<std::uint64_t> most_messages(const scenario::Scenario& scenario,
                                                         const std::string& stream);

// Why no sweep decides a claim of this check; nothing if one does, or if it claims nothing.
[[nodiscard]] std::optional<Objection> undecidable(const scenario::Scenario& scenario,
                                                   const checks::Expression& check);

}  // namespace bench::run
