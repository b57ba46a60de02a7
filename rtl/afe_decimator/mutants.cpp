// Runs every mutant of a netlist against vectors made by the reference. Built by cmake/mutate.py,
// which puts the netlist in the place of the RTL; arguments: the number of mutants.
//
// One line a mutant: its number and `vectors` (something is not what the reference gives) or
// `survived`.

#include <algorithm>
#include <cstdlib>

#include <fmt/core.h>

#include "rtl/afe_decimator/comparison.h"
#include "rtl/afe_decimator/fifo_trial.h"

namespace bench::afe_decimator {
namespace {

// More frames than 16 bits count.
constexpr std::size_t kBlocks = 2 * 66'000;

bool survives(unsigned mutant, const Trial& fifo, const Expected& expected) {
    AfeDecimator rtl;
    rtl.select_mutant(mutant);
    rtl.reset();
    return passes(rtl, fifo) && first_difference(rtl, expected) == expected.frames.size();
}

}  // namespace
}  // namespace bench::afe_decimator

int main(int argc, char** argv) {
    using namespace bench;
    using namespace bench::afe_decimator;
    const unsigned count = argc > 1 ? static_cast<unsigned>(std::strtoul(argv[1], nullptr, 10)) : 0;
    const chance::Key key = chance::Key{1}.of("afe_decimator mutants");
    const Trial fifo{key.of("fifo")};
    const Expected expected = expected_of(drawn_stream(key.of("stream"), kBlocks));
    // 0 is the netlist as it is; nobody has the number past the last.
    for (const unsigned nobody : {0U, count + 1}) {
        if (!survives(nobody, fifo, expected)) {
            fmt::print(stderr, "mutants: the netlist without a mutant does not survive\n");
            return 2;
        }
    }
    fmt::print("0 {} frames\n", expected.frames.size());
    for (unsigned mutant = 1; mutant <= count; ++mutant) {
        fmt::print("{} {}\n", mutant, survives(mutant, fifo, expected) ? "survived" : "vectors");
    }
    return 0;
}
