#include "harness/cli/progress_line.h"

#include <cstdio>

#include <fmt/format.h>

#include "reports/console/progress.h"

namespace bench::cli {
namespace {

constexpr double kTerminalPause = 0.2;
constexpr double kLogPause = 30.0;

}  // namespace

void ProgressLine::show(const campaign::Progress& progress) {
    if (progress.total <= 1 ||
        progress.elapsed_s - last_s_ < (terminal_ ? kTerminalPause : kLogPause))
        return;
    last_s_ = progress.elapsed_s;
    const double rate = static_cast<double>(progress.done) / progress.elapsed_s;
    const double left = rate > 0 ? static_cast<double>(progress.total - progress.done) / rate : -1;
    const std::string line = console::format_progress(
        {progress.done, progress.total, progress.failed, rate, left}, look_);
    fmt::print(stderr, "{}{}{}", terminal_ ? "\r" : "", line, terminal_ ? "\x1b[K" : "\n");
    std::fflush(stderr);
    shown_ = terminal_;
}

void ProgressLine::clear() {
    if (shown_) fmt::print(stderr, "\r\x1b[K");
    shown_ = false;
    last_s_ = 0;
}

}  // namespace bench::cli
