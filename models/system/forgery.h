#pragma once

// What somebody without the keys can make of an answer that he overheard.

#include <cstdint>
#include <span>
#include <vector>

namespace bench::system {

// An answer of the head end with a counter that is far ahead and other content, sent as properly as
// the true one down to the checksum; empty when `packet` holds no ciphered APDU.
[[nodiscard]] std::vector<std::uint8_t> forged_answer(std::span<const std::uint8_t> packet);

}  // namespace bench::system
