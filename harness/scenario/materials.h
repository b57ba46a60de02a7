#pragma once

// Which walls the radio model has a loss for: a thickness that is not in its table has no
// known loss and is refused.

#include <string>

#include "models/radio/config.h"

namespace bench::scenario {

[[nodiscard]] const char* material_name(radio::Material material);
[[nodiscard]] std::string thickness_words(radio::Material material);  // "10 cm, 22 cm"
// Empty when the table has this wall.
[[nodiscard]] std::string thickness_complaint(const radio::WallConfig& wall, bool given);

}  // namespace bench::scenario
