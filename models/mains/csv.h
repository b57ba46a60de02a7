#pragma once

// A table of a CSV file: a header line, perhaps a line of units, then numbers. Blanks and quotes
// around a cell, and a byte order mark, do not count; a cell holds no comma.

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "models/mains/config.h"
#include "models/mains/lines.h"

namespace bench::mains {

// The text of a file, or an error without a place.
[[nodiscard]] std::variant<std::string, RecordingError> text_of_file(const std::string& path);

[[nodiscard]] std::vector<std::string_view> cells_of(std::string_view line);

// All of the text is one finite number; a point for the fraction, whatever the locale.
[[nodiscard]] std::optional<double> number(std::string_view text);

// Seconds: a number, or "YYYY-MM-DD HH:MM:SS" with an optional fraction of up to nine digits. In
// nanoseconds, so that differences of calendar times keep theirs.
[[nodiscard]] std::optional<std::int64_t> time_stamp_ns(std::string_view text);

// A magnitude that no value of a column may exceed.
struct Most {
    double value = 0;
    const char* unit = "";
};

class CsvTable {
public:
    // The views are into `text`, which must outlive this. Empty lines at the end do not count.
    explicit CsvTable(std::string_view text);

    [[nodiscard]] std::size_t rows() const { return lines_.size() - 1; }
    [[nodiscard]] std::variant<std::size_t, RecordingError> column(const std::string& name) const;
    // None, or that a row has another number of cells than the header.
    [[nodiscard]] std::optional<RecordingError> ragged() const;
    [[nodiscard]] std::string_view cell(std::size_t row, std::size_t column) const;
    [[nodiscard]] RecordingError error(std::size_t row, std::size_t column, std::string message,
                                       std::string help) const;
    // All of a column as numbers, times `scale`; none may be greater than `most`.
    [[nodiscard]] std::variant<std::vector<double>, RecordingError> numbers(std::size_t column,
                                                                            double scale,
                                                                            const Most& most) const;

private:
    std::vector<Line> lines_;  // At least the header, which may be empty.
    std::vector<std::vector<std::string_view>> cells_;
};

}  // namespace bench::mains
