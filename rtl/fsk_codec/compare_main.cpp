// meterbench_fsk_codec_compare BITS: the RTL against models/codec over so many bits at each of four
// noise levels. Exit code 1 if a bit differs.

#include <array>
#include <chrono>
#include <cstdlib>

#include <fmt/core.h>

#include "rtl/fsk_codec/comparison.h"

int main(int argc, char** argv) {
    using namespace bench;
    const std::uint64_t bits = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 0;
    if (bits == 0) {
        fmt::print(stderr,
                   "usage: {} BITS: bits to compare at each noise level, such as 10000000\n",
                   argv[0]);
        return 2;
    }
    constexpr std::array kAmplitudes{0, 8, 14, 20, 28};
    fsk_codec::RtlCodec rtl;
    std::uint64_t differences = 0;
    for (const int amplitude : kAmplitudes) {
        const auto start = std::chrono::steady_clock::now();
        const fsk_codec::Comparison found =
            fsk_codec::compare(rtl, chance::Key{1}.of("fsk_codec"), amplitude, bits);
        const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
        fmt::print(
            "amplitude {:2}: {} frames, {} coded and {} decoded bits, channel errors {:.2e}, wrong "
            "{:.2e}, "
            "unmerged frames {}, differences {} coded {} decoded, {:.1f} s\n",
            amplitude, found.frames, found.encoded_bits, found.decoded_bits,
            static_cast<double>(found.channel_errors) / static_cast<double>(found.encoded_bits),
            static_cast<double>(found.wrong_bits) / static_cast<double>(found.decoded_bits),
            found.unmerged_frames, found.encode_differences, found.decode_differences,
            spent.count());
        differences += found.encode_differences + found.decode_differences;
    }
    return differences == 0 ? 0 : 1;
}
