#include "harness/checks/altered.h"

#include <algorithm>

#include <fmt/format.h>

namespace bench::checks {
namespace {

struct Field {
    const char* name;
    const char* unit;
    double scale;  // Of the wire's unit.
};

// Empty when the value lies between the two.
std::string beyond(const Field& field, std::int64_t value, std::int64_t a, std::int64_t b) {
    const auto [least, most] = std::minmax(a, b);
    if (value >= least && value <= most) return {};
    const auto shown = [&](std::int64_t number) {
        return fmt::format("{:.6g}", static_cast<double>(number) * field.scale);
    };
    const std::string right =
        least == most ? shown(least) : fmt::format("{} .. {}", shown(least), shown(most));
    return fmt::format("{} {} {}, right is {}", field.name, shown(value), field.unit, right);
}

std::string wrong_values(const trace::Acceptance& accepted, const trace::MintedValues& low,
                         const trace::MintedValues& high) {
    constexpr Field kPower{"power", "W", 1};
    constexpr Field kVoltage{"voltage", "V", 0.1};
    constexpr Field kCurrent{"current", "A", 0.001};
    std::string words = beyond(kPower, accepted.power_w, low.power_mw / 1000, high.power_mw / 1000);
    if (words.empty())
        words = beyond(kVoltage, accepted.voltage_dv, low.voltage_mv / 100, high.voltage_mv / 100);
    if (words.empty())
        words = beyond(kCurrent, accepted.current_ma, low.current_ma, high.current_ma);
    return words;
}

}  // namespace

std::string altered_words(const trace::Acceptance& accepted, const Track::Expected& expected) {
    if (expected.code != 0) return "no alarm bit of its own cause";
    constexpr Field kImport{"import", "Wh", 0.01};
    constexpr Field kExport{"export", "Wh", 0.01};
    const trace::MintedValues& early = expected.early;
    const trace::MintedValues& late = expected.late;
    std::string words = beyond(kImport, accepted.import_cwh, early.import_cwh, late.import_cwh);
    if (words.empty())
        words = beyond(kExport, accepted.export_cwh, early.export_cwh, late.export_cwh);
    if (words.empty()) words = wrong_values(accepted, early, expected.measured ? late : early);
    if (words.empty())
        words = "the registers did not advance by what flowed since the capture before";
    return words;
}

}  // namespace bench::checks
