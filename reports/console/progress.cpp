#include "reports/console/progress.h"

#include <cmath>

#include <fmt/format.h>

#include "reports/console/phrase.h"

namespace bench::console {
namespace {

constexpr double kLongest = 1e9;  // Seconds; beyond, nobody waits.

std::string rate(double runs_per_s) {
    return runs_per_s < 9.95 ? fmt::format("{:.1f} runs/s", runs_per_s)
                             : fmt::format("{:.0f} runs/s", runs_per_s);
}

}  // namespace

std::string format_progress(const Progress& progress, const Look& look) {
    const char* dot = look.utf8 ? " · " : " - ";
    std::string line = grouped(progress.done);
    if (progress.total != 0) line += "/" + grouped(progress.total);
    line += dot + grouped(progress.failed) + " failed" + dot + rate(progress.runs_per_s);
    if (progress.seconds_left >= 0 && progress.seconds_left < kLongest) {
        const auto seconds = static_cast<std::int64_t>(std::ceil(progress.seconds_left));
        line += dot + duration(seconds * 1'000'000'000) + " left";
    }
    return line;
}

}  // namespace bench::console
