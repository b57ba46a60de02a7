#pragma once

// The lines of a text, with what an error message needs to point at one.

#include <string_view>
#include <vector>

namespace bench::mains {

struct Line {
    int number = 0;         // From 1.
    std::string_view text;  // Without its line feed, nor a carriage return before that.
};

// Where something is; line and column count from 1, 0 when it is nowhere in the text.
struct Place {
    int line = 0;
    int column = 0;
};

// The views are into `text`. What follows the last line feed is a line unless it is empty.
[[nodiscard]] std::vector<Line> lines_of(std::string_view text);

// The column of `part`, which must be a view into the text of `line`.
[[nodiscard]] Place place_of(const Line& line, std::string_view part);

}  // namespace bench::mains
