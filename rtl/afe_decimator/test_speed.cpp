// meterbench_afe_decimator_speed: CPU time of a simulated second of the decimator alone, with its
// frames read and released every 10 ms, and of seven modulators. The best of several.

#include <algorithm>
#include <ctime>
#include <vector>

#include <fmt/core.h>

#include "models/afe/modulator.h"
#include "rtl/afe_decimator/comparison.h"

namespace bench::afe_decimator {
namespace {

constexpr std::size_t kSecondBlocks = kModulatorHz / kBlockClocks;
constexpr std::size_t kRunBlocks = kSecondBlocks / 100;
constexpr int kTimes = 7;

double cpu_seconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

template <typename Work>
double best_of(const Work& work) {
    double best = 1e9;
    for (int i = 0; i < kTimes; ++i) {
        const double start = cpu_seconds();
        work();
        best = std::min(best, cpu_seconds() - start);
    }
    return best;
}

void print(const char* what, double seconds) {
    fmt::print("{}: {:.1f} ms a simulated second, {:.1f} x real time\n", what, 1e3 * seconds,
               1 / seconds);
}

void read_all(AfeDecimator& rtl, std::span<const Bits> stream) {
    for (std::size_t at = 0; at < stream.size(); at += kRunBlocks) {
        rtl.run(stream.subspan(at, kRunBlocks));
        for (std::size_t i = 0; i < rtl.frames(); ++i) {
            (void)rtl.read_frame(i);
        }
        rtl.release(rtl.frames());
    }
}

void modulate(std::span<const double> input, std::span<std::uint64_t> bits) {
    for (std::size_t c = 0; c < kChannels; ++c) {
        afe::DeltaSigma{}.run(input, bits);
    }
}

}  // namespace
}  // namespace bench::afe_decimator

int main() {
    using namespace bench;
    using namespace bench::afe_decimator;
    const std::vector<Bits> stream = drawn_stream(chance::Key{1}, kSecondBlocks);
    AfeDecimator rtl;
    const double bare = best_of([&] { rtl.run(stream); });
    const double read = best_of([&] { read_all(rtl, stream); });
    std::vector<double> input(kModulatorHz, 0.3);
    std::vector<std::uint64_t> bits(kSecondBlocks);
    const double modulators = best_of([&] { modulate(input, bits); });
    print("the verilated decimator alone", bare);
    print("with every frame read and released", read);
    print("seven modulators", modulators);
    print("modulators, decimator, frames", read + modulators);
    fmt::print("reading costs {:.3f} of the decimator alone\n", read / bare);
    return 0;
}
