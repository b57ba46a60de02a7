#include <array>
#include <cassert>

#include "models/codec/codec.h"
#include "models/codec/trellis.h"

namespace bench::codec {
namespace {

// 8 n + 3 + pad is a multiple of 16, so that the pairs fill whole interleaver blocks.
constexpr std::array<std::uint8_t, 5> kPadOfOdd{0, 1, 0, 1, 1};
constexpr std::array<std::uint8_t, 13> kPadOfEven{0, 1, 0, 1, 1, 0, 0, 0, 0, 1, 0, 1, 1};

BitsView pad_of(std::size_t octets) {
    return octets % 2 == 1 ? BitsView{kPadOfOdd} : BitsView{kPadOfEven};
}

unsigned state_after(BitsView information, Code code) {
    unsigned state = 0;
    for (const std::uint8_t bit : information) {
        state = next_state(state, shifted_in(code, state, bit));
    }
    return state;
}

}  // namespace

std::size_t coded_bits(std::size_t octets) {
    return (8 * octets + kTailBits + pad_of(octets).size()) * 2;
}

Bits encode_field(BitsView information, Code code) {
    assert(information.size() % 8 == 0 && "a field is a whole number of octets");
    Bits field{information.begin(), information.end()};
    unsigned state = state_after(information, code);
    for (std::size_t i = 0; i < kTailBits; ++i) {
        // Zero must be shifted in; the rule is its own inverse.
        field.push_back(static_cast<std::uint8_t>(shifted_in(code, state, 0)));
        state = next_state(state, 0);
    }
    const BitsView pad = pad_of(information.size() / 8);
    field.insert(field.end(), pad.begin(), pad.end());
    return convolve(field, code);
}

}  // namespace bench::codec
