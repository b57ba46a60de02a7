#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include "benchmarks/build_time.h"
#include "benchmarks/cells.h"
#include "benchmarks/one_meter.h"
#include "benchmarks/options.h"
#include "benchmarks/short_runs.h"
#include "benchmarks/three_phases.h"

namespace bench::benchmarks {
namespace {

void append(std::vector<Row>& rows, const std::vector<Row>& more) {
    rows.insert(rows.end(), more.begin(), more.end());
}

std::vector<Row> measure_all(const Options& options) {
    if (options.only_three_phases) return measure_three_phases(options.samples, options.rtl);
    std::vector<Row> rows;
    const std::string self = std::filesystem::read_symlink("/proc/self/exe").string();
    if (!options.only_cells) {
        append(rows, measure_one_meter(options.length, options.counted, self));
        append(rows, measure_three_phases(options.samples, options.rtl));
        append(rows, measure_short_runs(options.runs));
        append(rows, measure_build(options.build));
    }
    append(rows, measure_cells(options.street, options.peers));
    append(rows, measure_whole_meters(options.street));
    return rows;
}

int run(const Options& options) {
    if (options.only_simulate) return simulate_one_meter(*options.only_simulate) ? 0 : 1;
    std::ofstream file;
    if (!options.json.empty()) {
        file.open(options.json);
        if (!file) {
            fmt::print(stderr, "benchmarks: cannot write '{}'\n", options.json);
            return 2;
        }
    }
    const std::vector<Row> rows = measure_all(options);
    fmt::print("{}", table(rows));
    if (file.is_open()) file << json(rows);
    return 0;
}

int start(const std::vector<std::string>& words) {
    for (const std::string& word : words) {
        if (word != "--help" && word != "-h") continue;
        fmt::print("{}", kUsage);
        return 0;
    }
    std::string complaint;
    const auto options = parse_options(words, complaint);
    if (options) return run(*options);
    fmt::print(stderr, "benchmarks: {}\n{}", complaint, kUsage);
    return 2;
}

}  // namespace
}  // namespace bench::benchmarks

int main(int count, char** words) {
    try {
        return bench::benchmarks::start({words + 1, words + count});
    } catch (const std::exception& error) {
        fmt::print(stderr, "benchmarks: {}\n", error.what());
        return 1;
    }
}
