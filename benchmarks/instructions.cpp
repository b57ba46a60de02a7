#include "benchmarks/instructions.h"

#include <fstream>

#include "benchmarks/process.h"

namespace bench::benchmarks {
namespace {

std::optional<double> total_of(const std::string& path) {
    std::ifstream file{path};
    const std::string key = "totals: ";
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with(key)) return std::stod(line.substr(key.size()));
    }
    return std::nullopt;
}

}  // namespace

Instructions count_instructions(const std::string& program, Nanoseconds length) {
    if (run_program({"valgrind", "--version"}) != 0)
        return {{}, "not measured: valgrind not found"};
    const TemporaryFolder folder;
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(length).count();
    double totals[2] = {};
    for (const int times : {1, 2}) {
        const std::string out = folder.path() + "/out";
        const int code = run_program({"valgrind", "--tool=callgrind", "--callgrind-out-file=" + out,
                                      program, "--only-simulate", std::to_string(times * seconds)});
        const auto total = total_of(out);
        if (code != 0 || !total) return {{}, "not measured: valgrind failed"};
        totals[times - 1] = *total;
    }
    return {(totals[1] - totals[0]) / static_cast<double>(seconds), {}};
}

}  // namespace bench::benchmarks
