// Reads the columns of a waveform file, checks its time, and cuts the loop.

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "models/mains/csv.h"
#include "models/mains/loop_maker.h"
#include "models/mains/wave_file.h"

namespace bench::mains {
namespace {

using Samples = std::array<std::vector<double>, kWaves>;

// Peaks: of a surge (IEC 61000-4-5 ends at 4 kV), and of a short circuit.
constexpr Most kMostVolts{20e3, "V"};
constexpr Most kMostAmperes{100e3, "A"};
constexpr double kUneven = 0.25;      // Of a period, from one stamp to the next.
constexpr double kRateAgrees = 1e-3;  // Between the rate that is given and that of the stamps.

RecordingError nowhere(std::string message, std::string help) {
    return {0, 0, std::move(message), std::move(help)};
}

std::optional<RecordingError> wrong_config(const WaveFileConfig& config) {
    std::array<bool, kWaves> seen{};
    for (const WaveColumn& column : config.columns) {
        if (column.wave >= kWaves) {
            return nowhere(fmt::format("column '{}' is wave {}", column.name, column.wave),
                           "waves are 0 .. 6: u1 u2 u3 i1 i2 i3 in");
        }
        if (!std::isfinite(column.scale) || column.scale == 0) {
            return nowhere(fmt::format("column '{}' has the scale {}", column.name, column.scale),
                           "write how many volts or amperes its unit is");
        }
        if (seen[column.wave]) {
            return nowhere(fmt::format("two columns for wave {}", column.wave), "name one of them");
        }
        seen[column.wave] = true;
    }
    if (!seen[0] && !seen[1] && !seen[2]) {
        return nowhere("no column for a voltage", "map one to u1, u2 or u3: its phase is needed");
    }
    if (!(config.nominal_hz >= 42.5 && config.nominal_hz <= 69)) {
        return nowhere(fmt::format("the nominal frequency is {} Hz", config.nominal_hz),
                       "write 42.5 .. 69 Hz");
    }
    if (config.time_column.empty() && !(config.rate_hz > 0)) {
        return nowhere("neither a rate nor a time column",
                       "write the rate, or name the time column");
    }
    return std::nullopt;
}

// Nanoseconds from the first row.
std::variant<std::vector<std::int64_t>, RecordingError> stamps_of(const CsvTable& table,
                                                                  std::size_t column) {
    std::vector<std::int64_t> stamps;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const auto stamp = time_stamp_ns(table.cell(row, column));
        if (!stamp) {
            return table.error(row, column,
                               fmt::format("'{}' is not a time", table.cell(row, column)),
                               "write seconds, or YYYY-MM-DD HH:MM:SS.fraction");
        }
        stamps.push_back(*stamp);
    }
    return stamps;
}

std::optional<RecordingError> uneven(const CsvTable& table, std::size_t column,
                                     const std::vector<std::int64_t>& stamps) {
    std::vector<std::int64_t> steps;
    for (std::size_t i = 1; i < stamps.size(); ++i) steps.push_back(stamps[i] - stamps[i - 1]);
    std::vector<std::int64_t> sorted = steps;
    const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
    std::ranges::nth_element(sorted, middle);
    const auto usual = static_cast<double>(*middle);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const auto step = static_cast<double>(steps[i]);
        if (usual > 0 && std::abs(step - usual) <= kUneven * usual) continue;
        return table.error(
            i + 1, column,
            fmt::format("{} us after the row before; {} us is usual in this file", step * 1e-3,
                        usual * 1e-3),
            "samples must be evenly spaced: cut the file at the gap, or resample it");
    }
    return std::nullopt;
}

// A rate that no wave of the mains is recorded with shows a time column in another unit.
std::optional<RecordingError> wrong_unit(const CsvTable& table, std::size_t column, double rate) {
    constexpr double kLeastHz = 1e3;
    constexpr double kMostHz = 1e6;
    if (rate >= kLeastHz && rate <= kMostHz) return std::nullopt;
    constexpr std::array<std::pair<const char*, double>, 3> kUnits{
        {{"ms", 1e3}, {"us", 1e6}, {"ns", 1e9}}};
    std::string help = "waves are read from 1 kHz to 1 MHz; the time column is in seconds";
    for (const auto& [unit, factor] : kUnits) {
        const double meant = rate * factor;
        if (meant < kLeastHz || meant > kMostHz) continue;
        help = fmt::format("if it is in {}, the rate is {:.6g} Hz: divide the column by {:.0f}",
                           unit, meant, factor);
        break;
    }
    return table.error(0, column, fmt::format("the time column makes a rate of {:.6g} Hz", rate),
                       help);
}

std::variant<double, RecordingError> rate_of(const CsvTable& table, const WaveFileConfig& config) {
    if (config.time_column.empty()) return config.rate_hz;
    const auto place = table.column(config.time_column);
    if (const auto* error = std::get_if<RecordingError>(&place)) return *error;
    const std::size_t column = std::get<std::size_t>(place);
    const auto read = stamps_of(table, column);
    if (const auto* error = std::get_if<RecordingError>(&read)) return *error;
    const auto& stamps = std::get<std::vector<std::int64_t>>(read);
    if (const auto error = uneven(table, column, stamps)) return *error;
    const auto span = static_cast<double>(stamps.back() - stamps.front()) * 1e-9;
    const double rate = static_cast<double>(stamps.size() - 1) / span;
    if (const auto error = wrong_unit(table, column, rate)) return *error;
    if (config.rate_hz == 0) return rate;
    if (std::abs(rate / config.rate_hz - 1) <= kRateAgrees) return config.rate_hz;
    return table.error(0, column,
                       fmt::format("the rate is given as {} Hz, the time stamps say {:.6g} Hz",
                                   config.rate_hz, rate),
                       "leave the rate out, or correct it");
}

std::variant<Samples, RecordingError> samples_of(const CsvTable& table,
                                                 const WaveFileConfig& config) {
    Samples samples;
    for (const WaveColumn& column : config.columns) {
        const auto place = table.column(column.name);
        if (const auto* error = std::get_if<RecordingError>(&place)) return *error;
        auto values = table.numbers(std::get<std::size_t>(place), column.scale,
                                    column.wave < 3 ? kMostVolts : kMostAmperes);
        if (auto* error = std::get_if<RecordingError>(&values)) return *error;
        samples[column.wave] = std::get<std::vector<double>>(std::move(values));
    }
    return samples;
}

std::variant<WaveFile, RecordingError> looped(const Samples& samples, double rate_hz,
                                              const WaveFileConfig& config, std::size_t rows) {
    const auto reference =
        std::ranges::find_if(samples, [](const auto& wave) { return !wave.empty(); });
    const double frequency = measured_frequency(*reference, rate_hz, config.nominal_hz);
    if (frequency == 0) {
        return nowhere(fmt::format("no voltage within 5 % of {} Hz", config.nominal_hz),
                       "write the nominal frequency of the file");
    }
    const int cycles = static_cast<int>(static_cast<double>(rows) / rate_hz * frequency + 1e-6);
    if (cycles < 1) {
        return nowhere("less than one cycle of the measured frequency", "use a longer recording");
    }
    const double length_s = cycles / frequency;
    const auto points = static_cast<std::size_t>(std::llround(length_s * rate_hz));
    Samples loop;
    for (std::size_t wave = 0; wave < kWaves; ++wave) {
        loop[wave] = samples[wave].empty() ? std::vector<double>(points, 0.0)
                                           : resampled(samples[wave], rate_hz, length_s, points);
    }
    if (samples[6].empty()) {
        for (std::size_t n = 0; n < points; ++n) {
            loop[6][n] = loop[3][n] + loop[4][n] + loop[5][n];
        }
    }
    return WaveFile{std::move(loop), cycles, length_s};
}

}  // namespace

std::variant<WaveFile, RecordingError> read_wave_file(const WaveFileConfig& config) {
    if (const auto error = wrong_config(config)) return *error;
    const auto contents = text_of_file(config.path);
    if (const auto* error = std::get_if<RecordingError>(&contents)) return *error;
    const CsvTable table{std::get<std::string>(contents)};
    if (const auto error = table.ragged()) return *error;
    const auto samples = samples_of(table, config);
    if (const auto* error = std::get_if<RecordingError>(&samples)) return *error;
    if (table.rows() < 20) {
        return nowhere(fmt::format("{} samples are too few", table.rows()),
                       "use a recording of a cycle or more, 20 samples or more");
    }
    const auto rate = rate_of(table, config);
    if (const auto* error = std::get_if<RecordingError>(&rate)) return *error;
    const double rate_hz = std::get<double>(rate);
    const double nominal_cycles = static_cast<double>(table.rows()) / rate_hz * config.nominal_hz;
    if (nominal_cycles < 1) {
        return nowhere(fmt::format("{:.2f} cycles of {} Hz are too short for a loop",
                                   nominal_cycles, config.nominal_hz),
                       "use a recording of a cycle or more");
    }
    return looped(std::get<Samples>(samples), rate_hz, config, table.rows());
}

}  // namespace bench::mains
