#include "models/codec/codec.h"

namespace bench::codec {
namespace {

constexpr std::size_t kPairs = 16;

constexpr std::size_t place_of(std::size_t pair) { return 15 - 4 * (pair % 4) - pair / 4; }

constexpr bool is_its_own_inverse() {
    for (std::size_t k = 0; k < kPairs; ++k) {
        if (place_of(place_of(k)) != k) return false;
    }
    return true;
}
static_assert(is_its_own_inverse());

template <typename Value>
std::vector<Value> permute(std::span<const Value> in) {
    std::vector<Value> out{in.begin(), in.end()};
    for (std::size_t block = 0; block + 2 * kPairs <= in.size(); block += 2 * kPairs) {
        for (std::size_t k = 0; k < kPairs; ++k) {
            out[block + 2 * place_of(k)] = in[block + 2 * k];
            out[block + 2 * place_of(k) + 1] = in[block + 2 * k + 1];
        }
    }
    return out;
}

}  // namespace

Bits interleave(BitsView coded) { return permute(coded); }
Softs deinterleave(SoftsView soft) { return permute(soft); }

}  // namespace bench::codec
