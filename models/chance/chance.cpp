#include "models/chance/chance.h"

#include <Random123/philox.h>

#include "models/numeric/int128.h"
#include "models/numeric/numeric.h"

namespace bench::chance {
namespace {

r123::Philox4x64::ctr_type draw(std::uint64_t a, std::uint64_t b, std::uint64_t index,
                                std::uint64_t domain) {
    return r123::Philox4x64{}({{index, domain, 0, 0}}, {{a, b}});
}

// Domains keep the making of keys and the draws from them apart.
constexpr std::uint64_t kDraw = 0;
constexpr std::uint64_t kName = 1;
constexpr std::uint64_t kNumber = 2;

std::uint64_t fnv1a(std::string_view text) {
    std::uint64_t hash = 0xCBF29CE484222325U;
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
    }
    return hash;
}

}  // namespace

Key::Key(std::uint64_t seed) : a_{seed}, b_{0} {}

Key Key::of(std::string_view name) const {
    const auto block = draw(a_, b_, fnv1a(name), kName);
    return {block[0], block[1]};
}

Key Key::of(std::uint64_t number) const {
    const auto block = draw(a_, b_, number, kNumber);
    return {block[0], block[1]};
}

std::uint64_t Key::bits(std::uint64_t index) const { return draw(a_, b_, index, kDraw)[0]; }

double Key::uniform(std::uint64_t index) const {
    return static_cast<double>(bits(index) >> 11U) * 0x1p-53;
}

double Key::normal(std::uint64_t index) const {
    // Box and Muller (1958), one of the pair; 1 - u keeps the logarithm's argument above zero.
    const auto block = draw(a_, b_, index, kDraw);
    const double radius = 1.0 - static_cast<double>(block[0] >> 11U) * 0x1p-53;
    const double turn = static_cast<double>(block[1] >> 11U) * 0x1p-53;
    return numeric::square_root(-2.0 * numeric::log(radius)) * numeric::cos_turns(turn);
}

std::uint64_t Key::below(std::uint64_t index, std::uint64_t bound) const {
    return static_cast<std::uint64_t>((static_cast<Uint128>(bits(index)) * bound) >> 64U);
}

}  // namespace bench::chance
