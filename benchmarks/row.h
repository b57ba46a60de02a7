#pragma once

// What a benchmark found: rows of one table, for people at 80 columns and for programs as JSON.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace bench::benchmarks {

enum class Bound : std::uint8_t { at_least, at_most };

struct Row {
    std::string id;  // "SPD-4", or "SPD-4.events" for a budget of its own.
    std::string what;
    std::optional<double> value;  // Nothing: not measured, `note` says why.
    std::string unit;
    double target = 0;
    Bound bound = Bound::at_most;
    std::optional<double> baseline;  // The same unit, measured in the same invocation.
    std::string note;
    bool valid = true;  // False: what was measured is not what was to be measured.
};

// Empty when it was not measured.
[[nodiscard]] std::optional<bool> holds(const Row& row);

[[nodiscard]] std::string table(const std::vector<Row>& rows);
[[nodiscard]] std::string json(const std::vector<Row>& rows);

}  // namespace bench::benchmarks
