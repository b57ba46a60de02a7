#include "harness/scenario/unit.h"

#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "harness/scenario/suggest.h"
#include "models/numeric/int128.h"

namespace bench::scenario {

namespace {

constexpr std::int64_t kOne = 1'000'000'000;
constexpr std::size_t kMostDigits = 18;

struct Unit {
    const char* name;
    Kind kind;
    std::int64_t nano;  // Of one of it.
};

constexpr std::array kUnits{
    Unit{"ns", Kind::time, 1},
    Unit{"us", Kind::time, 1'000},
    Unit{"µs", Kind::time, 1'000},
    Unit{"ms", Kind::time, 1'000'000},
    Unit{"s", Kind::time, kOne},
    Unit{"min", Kind::time, 60 * kOne},
    Unit{"h", Kind::time, 3'600 * kOne},
    Unit{"d", Kind::time, 86'400 * kOne},
    Unit{"dBm", Kind::level, kOne},
    Unit{"dB", Kind::ratio, kOne},
    Unit{"mm", Kind::length, 1'000'000},
    Unit{"cm", Kind::length, 10'000'000},
    Unit{"m", Kind::length, kOne},
    Unit{"km", Kind::length, 1'000 * kOne},
    Unit{"%", Kind::share, 10'000'000},
    Unit{"Hz", Kind::frequency, kOne},
    Unit{"kHz", Kind::frequency, 1'000 * kOne},
    Unit{"MHz", Kind::frequency, 1'000'000 * kOne},
    Unit{"GHz", Kind::frequency, 1'000'000'000 * kOne},
    Unit{"B", Kind::size, kOne},
    Unit{"ppm", Kind::drift, 1'000},
    Unit{"ppb", Kind::drift, 1},
    Unit{"mV", Kind::voltage, 1'000'000},
    Unit{"V", Kind::voltage, kOne},
    Unit{"kV", Kind::voltage, 1'000 * kOne},
    Unit{"mA", Kind::current, 1'000'000},
    Unit{"A", Kind::current, kOne},
    Unit{"kA", Kind::current, 1'000 * kOne},
    Unit{"W", Kind::power, kOne},
    Unit{"kW", Kind::power, 1'000 * kOne},
    Unit{"Wh", Kind::energy, kOne},
    Unit{"kWh", Kind::energy, 1'000 * kOne},
    Unit{"deg", Kind::angle, kOne},
    Unit{"C", Kind::temperature, kOne},
    Unit{"V/m", Kind::electric_field, kOne},
    Unit{"A/m", Kind::magnetic_field, kOne},
    Unit{"mT", Kind::flux_density, 1'000'000},
    Unit{"T", Kind::flux_density, kOne},
    Unit{"kbit/s", Kind::rate, 1'000 * kOne},
    Unit{"Mbit/s", Kind::rate, 1'000'000 * kOne},
    Unit{"Gbit/s", Kind::rate, 1'000'000'000 * kOne},
};

const Unit* find_unit(std::string_view name) {
    for (const Unit& unit : kUnits) {
        if (name == unit.name) return &unit;
    }
    return nullptr;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

struct KindText {
    Kind kind;
    const char* name;
    const char* unit;  // What a number without one most likely wants.
};
constexpr std::array kKinds{
    KindText{Kind::number, "a number", ""},
    KindText{Kind::time, "a time", "s"},
    KindText{Kind::level, "a level", "dBm"},
    KindText{Kind::ratio, "a ratio", "dB"},
    KindText{Kind::length, "a length", "m"},
    KindText{Kind::share, "a percentage", "%"},
    KindText{Kind::frequency, "a frequency", "Hz"},
    KindText{Kind::drift, "a clock error", "ppm"},
    KindText{Kind::size, "a size", "B"},
    KindText{Kind::voltage, "a voltage", "V"},
    KindText{Kind::current, "a current", "A"},
    KindText{Kind::power, "a power", "W"},
    KindText{Kind::energy, "an energy", "Wh"},
    KindText{Kind::angle, "an angle", "deg"},
    KindText{Kind::temperature, "a temperature", "C"},
    KindText{Kind::electric_field, "an electric field", "V/m"},
    KindText{Kind::magnetic_field, "a magnetic field", "A/m"},
    KindText{Kind::flux_density, "a flux density", "mT"},
    KindText{Kind::rate, "a rate", "Mbit/s"},
};

const KindText& text_of(Kind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

// "a time" is "time".
std::string_view without_article(std::string_view name) { return name.substr(name.find(' ') + 1); }

// "900" is asked for "'900 s', '900 min' ...".
std::string examples(std::string_view number, Kind kind) {
    if (kind == Kind::number) return {};
    if (kind == Kind::time) return fmt::format("write '{0} s', '{0} min' ...", number);
    if (kind == Kind::length) return fmt::format("write '{0} m' or '{0} cm'", number);
    return fmt::format("write '{} {}'", number, text_of(kind).unit);
}

// Reads "1 min 30 s" term by term and remembers the first thing that is wrong.
class Reader {
public:
    Reader(std::string_view text, Kind kind, std::string_view key)
        : text_{text}, rest_{text}, kind_{kind}, key_{key} {}

    Quantity read() {
        negative_ = take('-');
        do {
            if (!term()) return {0, complaint_};
        } while (!rest_.empty());
        if (sum_ > INT64_MAX)
            return {0, Complaint{"E206", fmt::format("'{}' is too large: '{}'", key_, text_), ""}};
        const auto nano = static_cast<std::int64_t>(sum_);
        return {negative_ ? -nano : nano, std::nullopt};
    }

private:
    bool take(char c) {
        if (rest_.empty() || rest_.front() != c) return false;
        rest_.remove_prefix(1);
        return true;
    }
    bool refuse(const char* code, std::string message, std::string help) {
        complaint_ = Complaint{code, std::move(message), std::move(help)};
        return false;
    }
    bool refuse_text(std::string help = {}) {
        const std::string what =
            kind_ == Kind::number ? "a number" : std::string{kind_name(kind_)} + " with a unit";
        if (help.empty())
            help = kind_ == Kind::number ? "write digits, for example 2.8" : examples("1", kind_);
        return refuse("E204", fmt::format("'{}' needs {}, got '{}'", key_, what, text_),
                      std::move(help));
    }

    bool term() {
        const std::string_view start = rest_;
        if (!digits()) return false;
        const std::string_view number = start.substr(0, start.size() - rest_.size());
        if (number.size() > 1 && number[0] == '0' && is_digit(number[1])) {
            return refuse_text("a number does not begin with a needless zero");
        }
        if (kind_ == Kind::number) {
            if (!rest_.empty()) return refuse_text("write the number alone, without a unit");
            return add(kOne);
        }
        if (rest_.empty()) return refuse_text(examples(text_, kind_));
        return unit(number);
    }

    // The digits before and after the point go into mantissa_ and decimals_.
    bool digits() {
        mantissa_ = 0;
        decimals_ = 0;
        std::size_t count = 0;
        bool point = false;
        while (!rest_.empty() &&
               (is_digit(rest_.front()) || (rest_.front() == '.' && !point && count > 0))) {
            const char c = rest_.front();
            rest_.remove_prefix(1);
            if (c == '.') {
                point = true;
                continue;
            }
            mantissa_ = mantissa_ * 10 + (c - '0');
            decimals_ += point ? 1 : 0;
            if (++count > kMostDigits)
                return refuse_text(fmt::format("at most {} digits", kMostDigits));
        }
        if (!rest_.empty() && rest_.front() == ',' && count > 0) {
            return refuse_text("a decimal fraction is written with a point, not a comma");
        }
        if (count == 0 || (point && decimals_ == 0)) return refuse_text();
        return true;
    }

    bool unit(std::string_view number) {
        const bool spaced = take(' ');
        while (take(' ')) continue;
        const std::size_t end = std::min(rest_.find(' '), rest_.size());
        const std::string_view name = rest_.substr(0, end);
        rest_.remove_prefix(end);
        while (take(' ')) continue;
        const Unit* found = find_unit(name);
        if (found == nullptr) return unknown_unit(name);
        if (found->kind != kind_) return wrong_kind(*found);
        if (!spaced)
            return refuse_text(
                fmt::format("put a space between number and unit: '{} {}'", number, name));
        const bool more = !rest_.empty();
        if ((more || last_unit_ != 0) && kind_ != Kind::time)
            return refuse_text("one number and one unit");
        if (last_unit_ != 0 && found->nano >= last_unit_) {
            return refuse_text("the larger unit comes first, each once: '1 min 30 s'");
        }
        last_unit_ = found->nano;
        return add(found->nano);
    }

    bool unknown_unit(std::string_view name) {
        const std::vector<std::string> all = units_of(kind_);
        return refuse("E204",
                      fmt::format("'{}': '{}' is not a unit of {}", key_, name,
                                  without_article(kind_name(kind_))),
                      suggestion(name, all, "units"));
    }

    bool wrong_kind(const Unit& found) {
        if (kind_ == Kind::level && found.kind == Kind::ratio) {
            return refuse("E205", fmt::format("'{}' is a ratio; a level needs dBm", text_),
                          fmt::format("write '{}m'", text_));
        }
        std::string help;
        if (kind_ == Kind::ratio && found.kind == Kind::level) help = "a ratio is written in dB";
        if (kind_ == Kind::time && found.nano == kOne && found.kind == Kind::length)
            help = "minutes are written 'min'";
        if (help.empty()) help = fmt::format("units: {}", fmt::join(units_of(kind_), ", "));
        return refuse("E205",
                      fmt::format("'{}' needs {}; '{}' is {}", key_, kind_name(kind_), text_,
                                  kind_name(found.kind)),
                      help);
    }

    bool add(std::int64_t scale) {
        Int128 value = mantissa_ * scale;
        for (std::size_t i = 0; i < decimals_; ++i) {
            if (value % 10 != 0)
                return refuse("E206",
                              fmt::format("'{}' is finer than can be kept: '{}'", key_, text_),
                              kind_ == Kind::time ? "the finest time is 1 ns"
                                                  : "at most nine decimals of the base unit");
            value /= 10;
        }
        sum_ += value;
        return true;
    }

    std::string_view text_;
    std::string_view rest_;
    Kind kind_;
    std::string_view key_;
    bool negative_ = false;
    Int128 mantissa_ = 0;
    Int128 sum_ = 0;
    std::size_t decimals_ = 0;
    std::int64_t last_unit_ = 0;
    Complaint complaint_;
};

}  // namespace

Quantity parse_quantity(std::string_view text, Kind kind, std::string_view key) {
    return Reader{text, kind, key}.read();
}

const char* kind_name(Kind kind) { return text_of(kind).name; }

std::vector<std::string> units_of(Kind kind) {
    std::vector<std::string> names;
    for (const Unit& unit : kUnits) {
        if (unit.kind == kind && unit.name != std::string_view{"µs"}) names.emplace_back(unit.name);
    }
    return names;
}

}  // namespace bench::scenario
