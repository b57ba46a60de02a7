#pragma once

// Where fuzzing begins: frames, packets and fragments as the firmware itself writes them.

#include <cstdint>
#include <string_view>
#include <vector>

namespace bench::fuzz {

// Inputs of the target of that name; none for a name that is not one.
[[nodiscard]] std::vector<std::vector<std::uint8_t>> seeds_of(std::string_view target);

}  // namespace bench::fuzz
