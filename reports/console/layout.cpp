#include "reports/console/layout.h"

#include <algorithm>

#include "reports/console/utf8.h"

namespace bench::console {
namespace {

constexpr std::size_t kGap = 2;
constexpr std::size_t kNarrowest = 8;  // What an elastic column keeps.
constexpr std::string_view kPlain = "\x1b[0m";

// Takes the next line off the front of `text`.
std::string next_line(std::string_view& text, std::size_t width) {
    std::size_t end = octets_of(text, width);
    if (end < text.size() && text[end] != ' ') {
        const std::size_t space = text.substr(0, end).rfind(' ');
        if (space != std::string_view::npos && space > 0) end = space;
    }
    std::string line{text.substr(0, end)};
    text.remove_prefix(end);
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    line.erase(line.find_last_not_of(' ') + 1);
    return line;
}

void end_line(std::string& out) {
    out.erase(out.find_last_not_of(' ') + 1);
    out += '\n';
}

}  // namespace

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
    std::vector<std::string> lines;
    do {
        lines.push_back(next_line(text, std::max<std::size_t>(width, 1)));
    } while (!text.empty());
    return lines;
}

void append_paragraph(std::string& out, std::string_view first, std::string_view text) {
    const std::size_t indent = columns(first);
    out += first;
    bool is_first = true;
    for (const std::string& line : wrap(text, kWidth - indent)) {
        if (!is_first) out.append(indent, ' ');
        is_first = false;
        out += line;
        end_line(out);
    }
}

void append_flow(std::string& out, const Flow& flow, const std::vector<std::string>& pieces) {
    constexpr std::size_t kRoom = kWidth - 1;  // For a comma between this line and the next.
    std::string line{flow.first};
    bool fresh = true;  // No piece on the line yet.
    for (const std::string& piece : pieces) {
        if (!fresh) line += flow.between;
        if (!fresh && columns(line) + columns(piece) > kRoom) {
            out += line;
            end_line(out);
            line.assign(flow.indent, ' ');
        }
        const std::vector<std::string> parts = wrap(piece, kRoom - columns(line));
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (i > 0) {
                out += line;
                end_line(out);
                line.assign(flow.indent, ' ');
            }
            line += parts[i];
        }
        fresh = false;
    }
    out += line;
    end_line(out);
}

Table::Table(std::vector<Column> columns, std::size_t elastic, std::size_t indent)
    : columns_{std::move(columns)}, elastic_{elastic}, indent_{indent} {}

void Table::add(std::vector<Cell> row) {
    row.resize(columns_.size());
    rows_.push_back(std::move(row));
}

std::vector<std::size_t> Table::widths() const {
    std::vector<std::size_t> widths(columns_.size(), 0);
    for (const auto& row : rows_) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], std::min(columns(row[i].text), columns_[i].widest));
        }
    }
    std::size_t total = indent_;
    for (const std::size_t width : widths) total += width == 0 ? 0 : width + kGap;
    total -= std::min(total, kGap);
    if (total > kWidth) {
        const std::size_t over = total - kWidth;
        std::size_t& width = widths[elastic_];
        width = width > over + kNarrowest ? width - over : kNarrowest;
    }
    return widths;
}

void Table::append_row(std::string& out, const std::vector<Cell>& row,
                       const std::vector<std::size_t>& widths) const {
    std::vector<std::vector<std::string>> cells;
    std::size_t height = 1;
    for (std::size_t i = 0; i < row.size(); ++i) {
        cells.push_back(wrap(row[i].text, widths[i]));
        height = std::max(height, cells.back().size());
    }
    for (std::size_t line = 0; line < height; ++line) {
        out.append(indent_, ' ');
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (widths[i] == 0) continue;
            const std::string text = line < cells[i].size() ? cells[i][line] : "";
            const std::size_t padding = widths[i] - columns(text);
            if (columns_[i].right) out.append(padding, ' ');
            const bool colored = *row[i].color != '\0' && !text.empty();
            out += colored ? row[i].color + text + std::string{kPlain} : text;
            out.append((columns_[i].right ? 0 : padding) + kGap, ' ');
        }
        end_line(out);
    }
}

void Table::append_to(std::string& out) const {
    const std::vector<std::size_t> column_widths = widths();
    for (const auto& row : rows_) append_row(out, row, column_widths);
}

}  // namespace bench::console
