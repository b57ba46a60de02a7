#pragma once

// The sections of one run: streams, faults, where the slowest alarm's time went, counts and notes.

#include <string>

#include "reports/console/look.h"
#include "reports/result/result.h"

namespace bench::console {

void append_run(std::string& out, const result::RunResult& run, const Look& look);

// "error: ..." line by line, or nothing.
void append_error(std::string& out, const result::RunResult& run, const Look& look);

}  // namespace bench::console
