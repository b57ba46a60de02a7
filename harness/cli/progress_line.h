#pragma once

// Progress on stderr: one line that is written over on a terminal; elsewhere a line every thirty
// seconds.

#include "harness/campaign/sweep.h"
#include "reports/console/look.h"

namespace bench::cli {

class ProgressLine {
public:
    ProgressLine(bool terminal, const console::Look& look) : terminal_{terminal}, look_{look} {}
    void show(const campaign::Progress& progress);
    void clear();

private:
    bool terminal_;
    console::Look look_;
    bool shown_ = false;
    double last_s_ = 0;
};

}  // namespace bench::cli
