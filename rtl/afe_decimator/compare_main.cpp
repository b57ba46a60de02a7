// meterbench_afe_decimator_compare BITS: the RTL against the reference over so many modulator samples,
// those of the seven channels added up. Exit code 1 if a frame differs.

#include <algorithm>
#include <chrono>
#include <cstdlib>

#include <fmt/core.h>

#include "rtl/afe_decimator/comparison.h"

int main(int argc, char** argv) {
    using namespace bench;
    using namespace bench::afe_decimator;
    const std::uint64_t bits = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 0;
    if (bits == 0) {
        fmt::print(stderr,
                   "usage: {} BITS: modulator samples of all channels, such as 1000000000\n", argv[0]);
        return 2;
    }
    // In one stream the counter of frames wraps around.
    constexpr std::uint64_t kStreamBlocks = 150'000;
    AfeDecimator rtl;
    Comparison all;
    const auto start = std::chrono::steady_clock::now();
    for (std::uint64_t stream = 0; all.bits < bits; ++stream) {
        const std::uint64_t left = (bits - all.bits) / (kBlockClocks * kChannels) + 1;
        const Comparison found = compare(rtl, drawn_stream(chance::Key{1}.of(stream),
                                                           std::min(left, kStreamBlocks)));
        all.bits += found.bits;
        all.frames += found.frames;
        all.differences += found.differences;
        all.saturated += found.saturated;
    }
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
    fmt::print("{} modulator samples, {} frames, {} of them differ, {} saturation flags, {:.1f} s\n",
               all.bits, all.frames, all.differences, all.saturated, spent.count());
    return all.differences == 0 ? 0 : 1;
}
