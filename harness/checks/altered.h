#pragma once

// What is altered about a message, in words: the field, what it said, and what would be right.

#include <string>

#include "harness/checks/track.h"

namespace bench::checks {

// Empty when nothing of the values, the date or the alarm bits is.
[[nodiscard]] std::string altered_words(const trace::Acceptance& accepted,
                                        const Track::Expected& expected);

}  // namespace bench::checks
