#include <algorithm>
#include <array>

#include "models/codec/codec.h"
#include "models/codec/trellis.h"

namespace bench::codec {
namespace {

using Metrics = std::array<std::int32_t, kStates>;
using Pairs = std::array<std::array<unsigned, 2>, kStates>;

// A field of 2 049 octets gathers at most 14 x 16 408 either way: far from this.
constexpr std::int32_t kImpossible = -1'000'000'000;

// For each state and its two predecessors (M2 = 0 or 1), the pair sent on the way.
template <Code code>
constexpr Pairs pairs_into() {
    Pairs pairs{};
    for (unsigned state = 0; state < kStates; ++state) {
        for (unsigned oldest = 0; oldest < 2; ++oldest) {
            const unsigned from = ((state & 3U) << 1U) | oldest;
            pairs[state][oldest] = output_pair(code, from, state >> 2U);
        }
    }
    return pairs;
}

std::int32_t clipped(SoftsView soft, std::size_t index) {
    if (index >= soft.size()) return 0;  // What was cut off says nothing.
    return std::clamp<std::int32_t>(soft[index], -kSoftLimit, kSoftLimit);
}

// Add, compare, select. Bit s of the answer is the M2 of the better predecessor of state s; on a
// tie it is 0.
template <Code code>
std::uint8_t step(Metrics& metrics, std::int32_t first, std::int32_t second) {
    static constexpr Pairs kPairs = pairs_into<code>();
    const std::array<std::int32_t, 4> gain{-first - second, second - first, first - second,
                                           first + second};
    Metrics fresh;
    unsigned decisions = 0;
    for (unsigned state = 0; state < kStates; ++state) {
        const unsigned from = (state & 3U) << 1U;
        const std::int32_t zero = metrics[from] + gain[kPairs[state][0]];
        const std::int32_t one = metrics[from + 1] + gain[kPairs[state][1]];
        fresh[state] = std::max(zero, one);
        decisions |= static_cast<unsigned>(one > zero) << state;
    }
    metrics = fresh;
    return static_cast<std::uint8_t>(decisions);
}

template <Code code>
Bits decode(SoftsView soft, std::size_t information_bits) {
    const std::size_t steps = information_bits + kTailBits;
    std::vector<std::uint8_t> decisions(steps);
    Metrics metrics;
    metrics.fill(kImpossible);
    metrics[0] = 0;
    for (std::size_t i = 0; i < steps; ++i) {
        decisions[i] = step<code>(metrics, clipped(soft, 2 * i), clipped(soft, 2 * i + 1));
    }
    // The tail has led to state 0. Nothing after it tells more about the information.
    Bits information(information_bits);
    unsigned state = 0;
    for (std::size_t i = steps; i-- > 0;) {
        const unsigned oldest = (decisions[i] >> state) & 1U;
        const unsigned from = ((state & 3U) << 1U) | oldest;
        const unsigned bit = shifted_in(code, from, state >> 2U);
        if (i < information_bits) information[i] = static_cast<std::uint8_t>(bit);
        state = from;
    }
    return information;
}

}  // namespace

Bits viterbi(SoftsView soft, std::size_t information_bits, Code code) {
    return code == Code::rsc ? decode<Code::rsc>(soft, information_bits)
                             : decode<Code::nrnsc>(soft, information_bits);
}

}  // namespace bench::codec
