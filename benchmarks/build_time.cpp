#include "benchmarks/build_time.h"

#include <cstdlib>

#include "benchmarks/process.h"

namespace bench::benchmarks {
namespace {

// Wall seconds, or nothing when it fails.
std::optional<double> seconds_of(const std::string& command, const std::string& folder) {
    const double start = wall_seconds();
    if (run_program({"sh", "-c", command}, folder) != 0) return std::nullopt;
    return wall_seconds() - start;
}

void fill(Row& row, const std::optional<double>& seconds, const std::string& why_not) {
    row.value = seconds;
    if (!seconds) row.note = why_not;
}

}  // namespace

std::vector<Row> measure_build(bool asked) {
    Row build{"SPD-10", "clean build, 2 jobs",        {},  "s", 360, Bound::at_most,
              {},       "not measured: give --build", true};
    Row test{"SPD-10.tests",
             "all tests, 2 jobs",
             {},
             "s",
             240,
             Bound::at_most,
             {},
             "not measured: give --build",
             true};
    if (!asked) return {build, test};
    build.note.clear();
    test.note.clear();
    ::setenv("CCACHE_DISABLE", "1", 1);
    const TemporaryFolder folder;
    // Files as they are now, committed or not.
    const std::string copy =
        "git ls-files -z -co --exclude-standard | tar -c --null --ignore-failed-read -T - | tar -x "
        "-C '" +
        folder.path() + "'";
    if (!seconds_of(copy, METERBENCH_SOURCE_DIR)) {
        fill(build, {}, "not measured: cannot copy the tree");
        fill(test, {}, "not measured: no tree");
        return {build, test};
    }
    fill(build,
         seconds_of("cmake --preset release && cmake --build build/release -j 2", folder.path()),
         "not measured: it does not build");
    fill(test, seconds_of("ctest --test-dir build/release -j 2", folder.path()),
         "not measured: tests fail");
    return {build, test};
}

}  // namespace bench::benchmarks
