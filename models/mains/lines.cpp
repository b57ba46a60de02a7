#include "models/mains/lines.h"

namespace bench::mains {

std::vector<Line> lines_of(std::string_view text) {
    std::vector<Line> lines;
    int number = 0;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        lines.push_back({++number, line});
    }
    return lines;
}

Place place_of(const Line& line, std::string_view part) {
    return {line.number, static_cast<int>(part.data() - line.text.data()) + 1};
}

}  // namespace bench::mains
