#include "models/codec/codec.h"
#include "models/codec/trellis.h"

namespace bench::codec {

Bits convolve(BitsView information, Code code) {
    Bits coded;
    coded.reserve(information.size() * 2);
    unsigned state = 0;
    for (const std::uint8_t bit : information) {
        const unsigned shifted = shifted_in(code, state, bit);
        const unsigned pair = output_pair(code, state, shifted);
        coded.push_back(static_cast<std::uint8_t>(pair >> 1U));
        coded.push_back(static_cast<std::uint8_t>(pair & 1U));
        state = next_state(state, shifted);
    }
    return coded;
}

}  // namespace bench::codec
