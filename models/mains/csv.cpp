#include "models/mains/csv.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <system_error>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "models/mains/decimal.h"

namespace bench::mains {
namespace {

// "HH:MM:SS.fraction" in nanoseconds.
std::optional<std::int64_t> time_of_day_ns(std::string_view text) {
    if (text.size() < 8 || text[2] != ':' || text[5] != ':') return std::nullopt;
    const auto hours = whole(text.substr(0, 2));
    const auto minutes = whole(text.substr(3, 2));
    const auto fraction = decimal(text.substr(6), 9);
    if (!hours || !minutes || !fraction) return std::nullopt;
    return (*hours * 3600LL + *minutes * 60LL) * 1'000'000'000 + *fraction;
}

}  // namespace

std::variant<std::string, RecordingError> text_of_file(const std::string& path) {
    namespace fs = std::filesystem;
    std::error_code code;
    const fs::file_status status = fs::status(path, code);
    if (!fs::exists(status)) {
        return RecordingError{0, 0, "no such file: " + path,
                              "paths are relative to the working folder"};
    }
    if (fs::is_directory(status)) {
        return RecordingError{0, 0, path + " is a folder", "name the file in it"};
    }
    std::ifstream file{path, std::ios::binary};
    std::string text;
    text.assign(std::istreambuf_iterator<char>{file}, {});
    if (!file.is_open() || file.bad()) {
        return RecordingError{0, 0, "cannot read " + path, "check the permissions of the file"};
    }
    return text;
}

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Without blanks around it, nor the quotes around those.
std::string_view bare(std::string_view cell) {
    const auto trimmed = [](std::string_view text) {
        const std::size_t first = text.find_first_not_of(" \t");
        if (first == std::string_view::npos) return text.substr(0, 0);
        return text.substr(first, text.find_last_not_of(" \t") - first + 1);
    };
    cell = trimmed(cell);
    const bool quoted = cell.size() >= 2 && cell.front() == '"' && cell.back() == '"';
    return quoted ? trimmed(cell.substr(1, cell.size() - 2)) : cell;
}

// A line of units under the header: no cell of it is a value, and not all are empty.
bool of_units(const std::vector<std::string_view>& cells) {
    const auto value = [](std::string_view cell) { return time_stamp_ns(cell).has_value(); };
    return std::ranges::none_of(cells, value) &&
           std::ranges::any_of(cells, [](std::string_view cell) { return !cell.empty(); });
}

}  // namespace

std::vector<std::string_view> cells_of(std::string_view line) {
    std::vector<std::string_view> cells;
    while (true) {
        const std::size_t comma = line.find(',');
        cells.push_back(bare(line.substr(0, comma)));
        if (comma == std::string_view::npos) return cells;
        line.remove_prefix(comma + 1);
    }
}

std::optional<double> number(std::string_view text) {
    double value = 0;
    // from_chars takes a minus only.
    if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || stop != end || !std::isfinite(value)) return std::nullopt;
    return value;
}

std::optional<std::int64_t> time_stamp_ns(std::string_view text) {
    if (const auto seconds = number(text)) {
        if (std::abs(*seconds) > 9e9) return std::nullopt;
        return std::llround(*seconds * 1e9);
    }
    if (text.size() < 19 || text[4] != '-' || text[7] != '-' || text[10] != ' ')
        return std::nullopt;
    const auto year = whole(text.substr(0, 4));
    const auto month = whole(text.substr(5, 2));
    const auto day = whole(text.substr(8, 2));
    const auto of_day = time_of_day_ns(text.substr(11));
    if (!year || !month || !day || !of_day) return std::nullopt;
    using namespace std::chrono;
    const year_month_day date{std::chrono::year{*year},
                              std::chrono::month{static_cast<unsigned>(*month)},
                              std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok() || *year < 1700 || *year > 2250) return std::nullopt;
    return sys_days{date}.time_since_epoch().count() * 86'400'000'000'000 + *of_day;
}

CsvTable::CsvTable(std::string_view text)
    : lines_{
          lines_of(text.starts_with(kByteOrderMark) ? text.substr(kByteOrderMark.size()) : text)} {
    while (!lines_.empty() && lines_.back().text.empty()) lines_.pop_back();
    if (lines_.empty()) lines_.push_back({1, {}});
    for (const Line& line : lines_) cells_.push_back(cells_of(line.text));
    const bool units = cells_.size() > 2 && cells_[1].size() == cells_[0].size() &&
                       of_units(cells_[1]) && !of_units(cells_[2]);
    if (!units) return;
    lines_.erase(lines_.begin() + 1);
    cells_.erase(cells_.begin() + 1);
}

std::variant<std::size_t, RecordingError> CsvTable::column(const std::string& name) const {
    const auto& header = cells_.front();
    for (std::size_t i = 0; i < header.size(); ++i) {
        if (header[i] == name) return i;
    }
    const std::string missing = fmt::format("no column '{}' in the header line", name);
    if (header.size() == 1) {
        for (const auto& [sign, its_name] : {std::pair{';', "';'"}, std::pair{'\t', "tabs"}}) {
            if (header.front().find(sign) == std::string_view::npos) continue;
            return RecordingError{
                1, 1, fmt::format("{}: its cells are separated by {}", missing, its_name),
                "separate the cells of the whole file by ',', and write decimals with a point"};
        }
    }
    if (std::ranges::all_of(header, [](std::string_view cell) { return number(cell).has_value(); }))
        return RecordingError{1, 1, missing + ": it has numbers only",
                              "write a line with the names of the columns before it"};
    return RecordingError{1, 1, missing, fmt::format("the file has: {}", fmt::join(header, ", "))};
}

std::optional<RecordingError> CsvTable::ragged() const {
    for (std::size_t i = 1; i < cells_.size(); ++i) {
        if (cells_[i].size() == cells_.front().size()) continue;
        return RecordingError{
            lines_[i].number, 1,
            fmt::format("{} cells; the header has {}", cells_[i].size(), cells_.front().size()),
            "every line needs the columns of the header, separated by ','"};
    }
    return std::nullopt;
}

std::string_view CsvTable::cell(std::size_t row, std::size_t column) const {
    return cells_[row + 1][column];
}

RecordingError CsvTable::error(std::size_t row, std::size_t column, std::string message,
                               std::string help) const {
    const Place place = place_of(lines_[row + 1], cell(row, column));
    return {place.line, place.column, std::move(message), std::move(help)};
}

std::variant<std::vector<double>, RecordingError> CsvTable::numbers(std::size_t column,
                                                                    double scale,
                                                                    const Most& most) const {
    std::vector<double> values;
    values.reserve(rows());
    for (std::size_t row = 0; row < rows(); ++row) {
        const auto value = number(cell(row, column));
        if (!value) {
            return error(row, column,
                         fmt::format("'{}' in column '{}' is not a finite number",
                                     cell(row, column), cells_.front()[column]),
                         "cut the file where it is damaged, or repair the sample");
        }
        if (std::abs(*value * scale) > most.value) {
            return error(row, column,
                         fmt::format("{} in column '{}' is more than {} {}", cell(row, column),
                                     cells_.front()[column], most.value, most.unit),
                         "check the sample, and the unit of the column");
        }
        values.push_back(*value * scale);
    }
    return values;
}

}  // namespace bench::mains
