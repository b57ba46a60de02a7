#pragma once

// What the command line asks for.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/time/time.h"

namespace bench::benchmarks {

struct Options {
    Nanoseconds length = std::chrono::hours{24};     // Of the long run, simulated.
    Nanoseconds counted = std::chrono::minutes{10};  // Whose instructions are counted.
    Nanoseconds street = std::chrono::minutes{10};   // Of the cells, simulated.
    Nanoseconds samples = std::chrono::minutes{5};   // Of the three-phase meter, simulated.
    Nanoseconds rtl = std::chrono::seconds{20};      // The same with RTL.
    bool peers = false;                              // Run the peers' programs too.
    bool only_cells = false;                         // SPD-1 to SPD-3 and nothing else.
    bool only_three_phases = false;                  // SPD-5 and SPD-6 and nothing else.
    std::uint64_t runs = 400;                        // Short ones, in a campaign.
    bool build = false;                              // Measure a clean build and the test suite.
    std::string json;                                // Path of a file; empty: none.
    std::optional<Nanoseconds>
        only_simulate;  // One run in this process and nothing else: for profilers.
};

// Nothing when the words are not understood; `complaint` then says what.
[[nodiscard]] std::optional<Options> parse_options(const std::vector<std::string>& words,
                                                   std::string& complaint);

inline constexpr const char* kUsage =
    "usage: meterbench_benchmarks [--json FILE] [--days N] [--runs N] [--build] [--quick]\n"
    "                             [--peers] [--cells] [--three-phases]\n"
    "\n"
    "  --json FILE   also write the table as a list of objects\n"
    "  --days N      simulated days of SPD-4, 1 .. 365 (default 1; 30 is the full one)\n"
    "  --runs N      short runs of SPD-7, 2 .. 100000 (default 400)\n"
    "  --build       measure SPD-10 too: a clean build and the tests, some minutes\n"
    "  --peers       run ns-3's lr-wpan beside SPD-1 and SPD-2, some minutes\n"
    "  --cells       SPD-1 to SPD-3 and nothing else\n"
    "  --three-phases  SPD-5 and SPD-6 and nothing else\n"
    "  --quick       10 simulated minutes, 20 runs: says that it works, not how fast it is\n";

}  // namespace bench::benchmarks
