#pragma once

// What a person reads after a run: verdicts first, then why, and last the command that shows it
// again.
//
// Every line keeps within 80 columns except that command, which must stay in one piece to be
// pasted.

#include <string>

#include "reports/console/look.h"
#include "reports/result/result.h"

namespace bench::console {

// All about one scenario. Ends with its command to paste unless it passed.
[[nodiscard]] std::string write_console(const result::ScenarioResult& scenario, const Look& look);

// One scenario: as above. Several: every scenario that did not pass in full, then a line each, the
// totals and the first of the commands to paste.
[[nodiscard]] std::string write_console(const result::SessionResult& session, const Look& look);

// Which program, which firmware and which settings: "meterbench 0.1.0  commit 0a564cb91654,
// modified firmware single_phase 5d35fd2289930c10  --set walls=4".
[[nodiscard]] std::string identity_line(const result::SessionResult& session, const Look& look);

}  // namespace bench::console
