#include "benchmarks/row.h"

#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace bench::benchmarks {
namespace {

// Thousands apart; decimals only where they tell something.
std::string number(double value) {
    if (std::fabs(value) < 100) return fmt::format("{:.{}f}", value, std::fabs(value) < 10 ? 2 : 1);
    std::string digits = fmt::format("{:.0f}", value);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) {
        digits.insert(static_cast<std::size_t>(at), 1, ' ');
    }
    return digits;
}

std::string target_words(const Row& row) {
    std::string limit = fmt::format("{:g}", row.target);
    if (row.target >= 1000) limit = number(row.target);
    return (row.bound == Bound::at_most ? "<=" : ">=") + limit;
}

std::string verdict_word(const Row& row) {
    const auto good = holds(row);
    return !good ? "-" : *good ? "yes" : "NO";
}

}  // namespace

std::optional<bool> holds(const Row& row) {
    if (!row.value) return std::nullopt;
    return row.valid &&
           (row.bound == Bound::at_most ? *row.value <= row.target : *row.value >= row.target);
}

std::string table(const std::vector<Row>& rows) {
    std::string text = fmt::format("{:<13} {:<23} {:>9} {:<4} {:>10} {:>9} {:>5}\n", "id", "what",
                                   "value", "unit", "target", "baseline", "holds");
    for (const Row& row : rows) {
        text += fmt::format("{:<13} {:<23} ", row.id, row.what);
        if (row.value) {
            text += fmt::format("{:>9} {:<4} {:>10} {:>9}", number(*row.value), row.unit,
                                target_words(row), row.baseline ? number(*row.baseline) : "-");
        } else {
            text += fmt::format("{:<35}", row.note);
        }
        text += fmt::format(" {:>5}\n", verdict_word(row));
    }
    for (const Row& row : rows) {
        if (row.value && !row.note.empty()) text += fmt::format("{}: {}\n", row.id, row.note);
    }
    return text;
}

std::string json(const std::vector<Row>& rows) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const Row& row : rows) {
        nlohmann::ordered_json item;
        const auto good = holds(row);
        item["id"] = row.id;
        item["what"] = row.what;
        item["value"] = row.value ? nlohmann::ordered_json(*row.value) : nlohmann::ordered_json();
        item["unit"] = row.unit;
        item["target"] = row.target;
        item["baseline"] =
            row.baseline ? nlohmann::ordered_json(*row.baseline) : nlohmann::ordered_json();
        item["holds"] = good ? nlohmann::ordered_json(*good) : nlohmann::ordered_json();
        item["note"] = row.note;
        list.push_back(std::move(item));
    }
    return list.dump(2) + "\n";
}

}  // namespace bench::benchmarks
