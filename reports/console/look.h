#pragma once

// How a report on a terminal may look. Whoever owns the terminal decides; nothing here asks it.

#include <cstddef>

namespace bench::console {

inline constexpr std::size_t kWidth = 80;  // Columns of every line but the command to paste.

struct Look {
    bool utf8 = false;   // Otherwise ASCII only.
    bool color = false;  // ANSI colours on the verdicts.
};

}  // namespace bench::console
