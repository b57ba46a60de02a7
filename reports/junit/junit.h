#pragma once

// JUnit XML in the one dialect that GitLab, GitHub's and Jenkins' readers agree on.
//
// A scenario is a testcase, a sweep too, whatever its number of seeds. GitLab shows the body of a
// failure and not its message, so the body says everything.

#include <string>

#include "reports/result/result.h"

namespace bench::junit {

[[nodiscard]] std::string write_junit(const result::SessionResult& session);

}  // namespace bench::junit
