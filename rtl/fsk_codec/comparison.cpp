#include "rtl/fsk_codec/comparison.h"

#include <algorithm>

#include "rtl/fsk_codec/reference.h"

namespace bench::fsk_codec {

namespace {

constexpr std::size_t kShortestOctets = 3;
constexpr std::uint64_t kLengths = 256;

std::uint64_t differences(codec::BitsView a, codec::BitsView b) {
    std::uint64_t count = std::max(a.size(), b.size()) - std::min(a.size(), b.size());
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        count += a[i] == b[i] ? 0U : 1U;
    }
    return count;
}

std::uint64_t turned(codec::BitsView sent, codec::SoftsView soft) {
    std::uint64_t count = 0;
    for (std::size_t i = 0; i < sent.size(); ++i) {
        count += (sent[i] != 0 && soft[i] < 0) || (sent[i] == 0 && soft[i] > 0) ? 1U : 0U;
    }
    return count;
}

void compare_frame(RtlCodec& rtl, const chance::Key& key, int amplitude, Comparison& sum) {
    const std::uint64_t shape = key.bits(0);
    const Settings settings{.code = (shape & 1U) != 0 ? codec::Code::rsc : codec::Code::nrnsc,
                            .interleave = (shape & 2U) != 0,
                            .whiten = (shape & 4U) != 0,
                            .fcs = (shape & 8U) != 0};
    const codec::Bits information =
        drawn_bits(key.of("information"), kShortestOctets + (shape >> 8) % kLengths);
    const codec::Bits expected = sent_field(information, settings);
    const codec::Bits coded = rtl.transmit(information, settings);
    const codec::Softs soft = noisy(expected, key.of("noise"), amplitude);
    const codec::Bits frame = framed(information, settings);
    const Received received = rtl.receive(soft, frame.size(), settings);
    ++sum.frames;
    sum.encoded_bits += coded.size();
    sum.encode_differences += differences(coded, expected);
    sum.channel_errors += turned(expected, soft);
    sum.wrong_bits += differences(received.bits, frame);
    sum.decoded_bits += received.bits.size();
    if (received.merged == 0) {
        ++sum.unmerged_frames;
        return;
    }
    sum.decode_differences +=
        differences(received.bits, decoded_field(soft, frame.size(), settings));
}

}  // namespace

Comparison compare(RtlCodec& rtl, const chance::Key& key, int amplitude, std::uint64_t bits) {
    Comparison sum;
    while (sum.encoded_bits + sum.decoded_bits < bits) {
        compare_frame(rtl, key.of(sum.frames), amplitude, sum);
    }
    return sum;
}

}  // namespace bench::fsk_codec
