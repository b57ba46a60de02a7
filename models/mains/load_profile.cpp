#include "models/mains/load_profile.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "models/mains/csv.h"
#include "models/mains/phasor.h"

namespace bench::mains {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::array<int, 4> kOrders{3, 5, 7, 9};
// RMS current, apparent and active power, then the peaks of order 1 and of kOrders.
constexpr std::array<const char*, 8> kColumns{"RMS Current",
                                              "Apparent (W)",
                                              "Active (W)",
                                              "Fundamental Frequency (50Hz)",
                                              "Third Harmonics (150Hz)",
                                              "Fifth (250Hz)",
                                              "Seventh (350Hz)",
                                              "Ninth (450Hz)"};
constexpr Most kMost{1e8, "of its unit"};  // 100 MW.
using Columns = std::array<std::vector<double>, kColumns.size()>;

std::optional<RecordingError> read_columns(const CsvTable& table, Columns& columns) {
    for (std::size_t i = 0; i < kColumns.size(); ++i) {
        const auto place = table.column(kColumns[i]);
        if (const auto* error = std::get_if<RecordingError>(&place)) return *error;
        auto values = table.numbers(std::get<std::size_t>(place), 1, kMost);
        if (auto* error = std::get_if<RecordingError>(&values)) return *error;
        columns[i] = std::get<std::vector<double>>(std::move(values));
        const auto negative = std::ranges::find_if(columns[i], [](double v) { return v < 0; });
        if (negative == columns[i].end()) continue;
        return table.error(static_cast<std::size_t>(negative - columns[i].begin()),
                           std::get<std::size_t>(place),
                           fmt::format("'{}' is negative in column '{}'", *negative, kColumns[i]),
                           "magnitudes are 0 or more");
    }
    return std::nullopt;
}

std::optional<RecordingError> uneven_time(const CsvTable& table) {
    const auto place = table.column("Timestamp");
    if (const auto* error = std::get_if<RecordingError>(&place)) return *error;
    const std::size_t column = std::get<std::size_t>(place);
    std::int64_t last = 0;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const auto stamp = time_stamp_ns(table.cell(row, column));
        if (!stamp) {
            return table.error(row, column,
                               fmt::format("'{}' is not a time", table.cell(row, column)),
                               "write YYYY-MM-DD HH:MM:SS");
        }
        if (row > 0 && *stamp - last != kSecond) {
            return table.error(
                row, column,
                fmt::format("{} s after the row before", static_cast<double>(*stamp - last) * 1e-9),
                "rows are one second apart");
        }
        last = *stamp;
    }
    return std::nullopt;
}

LoadItem load_of(const Columns& columns, std::size_t row, const LoadProfileConfig& config) {
    const double fundamental = columns[3][row] / kSqrt2;  // The file has peaks.
    LoadItem load;
    load.kind = LoadKind::spectrum;
    load.phases = config.phases;
    load.current_a = fundamental;
    // P / (U I1) with U = S / I.
    const double apparent = columns[1][row] * fundamental / columns[0][row];
    load.power_factor = apparent > 0 ? std::clamp(columns[2][row] / apparent, 0.0, 1.0) : 1;
    load.start = config.start + Nanoseconds{static_cast<std::int64_t>(row) * kSecond};
    load.length = Nanoseconds{kSecond};
    for (std::size_t i = 0; i < kOrders.size(); ++i) {
        const double share = columns[4 + i][row] / columns[3][row];
        if (share > 0) load.spectrum.push_back({kOrders[i], std::min(share, 10.0), 0});
    }
    return load;
}

}  // namespace

std::variant<std::vector<LoadItem>, RecordingError> read_load_profile(
    const LoadProfileConfig& config) {
    const auto contents = text_of_file(config.path);
    if (const auto* error = std::get_if<RecordingError>(&contents)) return *error;
    const CsvTable table{std::get<std::string>(contents)};
    if (const auto error = table.ragged()) return *error;
    Columns columns;
    if (const auto error = read_columns(table, columns)) return *error;
    if (const auto error = uneven_time(table)) return *error;
    if (table.rows() == 0) {
        return RecordingError{1, 1, "no row after the header line", "a profile needs a row"};
    }
    std::vector<LoadItem> loads;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        if (columns[0][row] == 0 || columns[3][row] == 0) continue;
        loads.push_back(load_of(columns, row, config));
    }
    return loads;
}

}  // namespace bench::mains
