// meterbench_afe_decimator_compare BITS: the RTL against the reference over so many modulator
// samples, those of the seven channels added up. Exit code 1 if a frame differs.

#include <algorithm>
#include <bit>
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
                   "usage: {} BITS: modulator samples of all channels, such as 1000000000\n",
                   argv[0]);
        return 2;
    }
    // In one stream the counter of frames wraps around.
    constexpr std::uint64_t kStreamBlocks = 150'000;
    constexpr std::uint64_t kBlockBits = kBlockClocks * kChannels;
    AfeDecimator rtl;
    std::uint64_t done = 0;
    std::uint64_t frames = 0;
    std::uint64_t flags = 0;
    const auto start = std::chrono::steady_clock::now();
    for (std::uint64_t stream = 0; done < bits; ++stream) {
        const std::uint64_t left = (bits - done) / kBlockBits + 1;
        const Expected expected =
            expected_of(drawn_stream(chance::Key{1}.of(stream), std::min(left, kStreamBlocks)));
        const std::size_t same = first_difference(rtl, expected);
        if (same != expected.frames.size()) {
            fmt::print("stream {}: frame {} differs\n", stream, same);
            return 1;
        }
        for (const Frame& frame : expected.frames) {
            flags += static_cast<unsigned>(std::popcount(frame.saturated));
        }
        done += kBlockBits * expected.stream.size();
        frames += same;
    }
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
    fmt::print("{} modulator samples, {} frames, none differs, {} saturation flags, {:.1f} s\n",
               done, frames, flags, spent.count());
    return 0;
}
