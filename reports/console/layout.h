#pragma once

// Lines, paragraphs and tables that keep within the width of the terminal.

#include <string>
#include <string_view>
#include <vector>

#include "reports/console/look.h"

namespace bench::console {

// Breaks at spaces, and within a word that is longer than the width. At least one line, maybe
// empty.
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, std::size_t width);

// Appends `first` and then the text, wrapped; the following lines are indented by the width of
// `first`.
void append_paragraph(std::string& out, std::string_view first, std::string_view text);

// Appends `first` and then the pieces, as many on a line as fit, `between` them.
struct Flow {
    std::string_view first;
    std::string_view between = "  ";
    std::size_t indent = 0;  // Of the lines after the first; at most the width of `first`.
};
void append_flow(std::string& out, const Flow& flow, const std::vector<std::string>& pieces);

struct Cell {
    std::string text;
    const char* color = "";  // ANSI sequence, or empty.
};

struct Column {
    std::size_t widest = kWidth;  // Longer cells are wrapped.
    bool right = false;           // Aligned right.
};

// Columns as wide as their widest cell, two spaces between; if that is too much, the column
// `elastic` yields. A column without any text takes no room.
class Table {
public:
    Table(std::vector<Column> columns, std::size_t elastic, std::size_t indent);
    void add(std::vector<Cell> row);
    [[nodiscard]] bool empty() const { return rows_.empty(); }
    void append_to(std::string& out) const;

private:
    [[nodiscard]] std::vector<std::size_t> widths() const;
    void append_row(std::string& out, const std::vector<Cell>& row,
                    const std::vector<std::size_t>& widths) const;

    std::vector<Column> columns_;
    std::size_t elastic_;
    std::size_t indent_;
    std::vector<std::vector<Cell>> rows_;
};

}  // namespace bench::console
