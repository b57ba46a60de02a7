#include "models/mains/uci_household.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <span>
#include <string>

#include "models/mains/decimal.h"

namespace bench::mains {
namespace {

constexpr std::string_view kHeader =
    "Date;Time;Global_active_power;Global_reactive_power;Voltage;Global_intensity;"
    "Sub_metering_1;Sub_metering_2;Sub_metering_3";

enum Column : std::size_t { date, time, power, reactive, voltage, current, columns = 9 };
using Fields = std::array<std::string_view, columns>;

RecordingError error_at(Place place, std::string message, std::string help) {
    return {place.line, place.column, std::move(message), std::move(help)};
}

std::size_t split(std::string_view text, char separator, std::span<std::string_view> out) {
    std::size_t count = 0;
    while (true) {
        const std::size_t end = text.find(separator);
        if (count < out.size()) out[count] = text.substr(0, end);
        ++count;
        if (end == std::string_view::npos) return count;
        text.remove_prefix(end + 1);
    }
}

// Three whole numbers with a separator between: day, month and year, or hour, minute and second.
std::optional<std::array<int, 3>> triple(std::string_view text, char separator) {
    std::array<std::string_view, 3> parts;
    if (split(text, separator, parts) != parts.size()) return std::nullopt;
    std::array<int, 3> numbers{};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto number = whole(parts.at(i));
        if (!number || *number > 9999) return std::nullopt;
        numbers.at(i) = *number;
    }
    return numbers;
}

std::optional<std::int64_t> day_of(std::string_view text) {
    const auto parts = triple(text, '/');
    if (!parts) return std::nullopt;
    const std::chrono::year_month_day ymd{std::chrono::year{(*parts)[2]},
                                          std::chrono::month{static_cast<unsigned>((*parts)[1])},
                                          std::chrono::day{static_cast<unsigned>((*parts)[0])}};
    if (!ymd.ok()) return std::nullopt;
    return std::chrono::sys_days{ymd}.time_since_epoch().count();
}

std::optional<std::int64_t> second_of_day(std::string_view text) {
    const auto parts = triple(text, ':');
    if (!parts || (*parts)[0] > 23 || (*parts)[1] > 59 || (*parts)[2] > 59) return std::nullopt;
    return (*parts)[0] * 3600 + (*parts)[1] * 60 + (*parts)[2];
}

std::optional<RecordingError> read_row(const Line& line, Series& series) {
    Fields fields;
    const std::size_t count = split(line.text, ';', fields);
    if (count != columns) {
        return error_at({line.number, 1}, std::to_string(count) + " columns instead of 9",
                        "expected: " + std::string{kHeader});
    }
    const auto bad = [&](Column column, const char* help) {
        const std::string_view field = fields.at(column);
        return error_at(place_of(line, field), "'" + std::string{field} + "' cannot be read", help);
    };
    const auto day = day_of(fields[date]);
    if (!day) return bad(date, "expected: d/m/yyyy");
    const auto second = second_of_day(fields[time]);
    if (!second) return bad(time, "expected: hh:mm:ss");
    if (fields[power] == "?" || fields[voltage] == "?" || fields[current] == "?")
        return std::nullopt;
    const auto power_mw = decimal(fields[power], 6);
    if (!power_mw) return bad(power, "expected: kW, digits with a point, or ?");
    const auto voltage_mv = decimal(fields[voltage], 3);
    if (!voltage_mv) return bad(voltage, "expected: V, digits with a point, or ?");
    const auto current_ma = decimal(fields[current], 3);
    if (!current_ma) return bad(current, "expected: A, digits with a point, or ?");
    const Reading reading{*day * 86'400 + *second, *power_mw,
                          static_cast<std::int32_t>(*voltage_mv),
                          static_cast<std::int32_t>(*current_ma)};
    return series.add(reading, place_of(line, fields[date]));
}

}  // namespace

std::optional<RecordingError> read_uci_household(std::string_view text, Phase phase,
                                                 Series& series) {
    if (phase != Phase::total && phase != Phase::l1) {
        return RecordingError{0, 0, "this recording has one phase only", "choose phase: total"};
    }
    const std::vector<Line> lines = lines_of(text);
    if (lines.empty() || lines.front().text != kHeader) {
        return RecordingError{1, 1, "not the header of a uci_household recording",
                              "expected: " + std::string{kHeader}};
    }
    for (const Line& line : std::span{lines}.subspan(1)) {
        if (line.text.empty()) continue;
        if (auto error = read_row(line, series)) return error;
    }
    return std::nullopt;
}

}  // namespace bench::mains
