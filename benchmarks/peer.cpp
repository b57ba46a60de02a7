#include "benchmarks/peer.h"

#include <cstdio>
#include <cstdlib>
#include <string>

#include <fmt/format.h>

#include "benchmarks/process.h"

namespace bench::benchmarks {
namespace {

const std::string kSource = METERBENCH_SOURCE_DIR "/benchmarks/peers/ns3_lrwpan.cc";

std::string output_of(const std::string& command) {
    std::string text;
    FILE* const pipe = ::popen((command + " 2>/dev/null").c_str(), "r");
    if (pipe == nullptr) return text;
    char part[512];
    while (std::fgets(part, sizeof part, pipe) != nullptr) text += part;
    return ::pclose(pipe) == 0 ? text : std::string{};
}

// Debian names the modules of each release apart.
std::string flags() {
    std::string names;
    for (const char* const module :
         {"lr-wpan", "spectrum", "propagation", "mobility", "network", "core"}) {
        names += fmt::format(
            " $(pkg-config --list-package-names | grep -E '^(lib)?ns3[^ ]*-{}$' | "
            "head -1)",
            module);
    }
    return output_of("pkg-config --cflags --libs" + names);
}

// Empty when it cannot be built.
const std::string& program() {
    static const TemporaryFolder folder;
    static const std::string path = [] {
        std::string options = flags();
        while (!options.empty() && options.back() == '\n') options.pop_back();
        std::string file = folder.path() + "/ns3_lrwpan";
        const std::string command =
            fmt::format("c++ -O2 -std=c++17 '{}' {} -o '{}'", kSource, options, file);
        if (options.empty() || std::system((command + " > /dev/null 2>&1").c_str()) != 0)
            file.clear();
        return file;
    }();
    return path;
}

}  // namespace

std::optional<double> peer_cpu_seconds(std::uint32_t meters, Nanoseconds length) {
    if (program().empty()) {
        fmt::print(stderr, "benchmarks: ns-3 is not there or {} does not build\n", kSource);
        return std::nullopt;
    }
    const std::string text =
        output_of(fmt::format("'{}' --meters={} --seconds={} --period=10 --radius=80 --run=1",
                              program(), meters, length.count() / 1'000'000'000));
    fmt::print("{}", text);
    const std::size_t at = text.find("cpu_s=");
    if (at == std::string::npos) return std::nullopt;
    return std::strtod(text.c_str() + at + 6, nullptr);
}

}  // namespace bench::benchmarks
