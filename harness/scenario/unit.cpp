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
};

const Unit* find_unit(std::string_view name) {
    for (const Unit& unit : kUnits) {
        if (name == unit.name) return &unit;
    }
    return nullptr;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "900" is asked for "'900 s', '900 min' ...".
std::string examples(std::string_view number, Kind kind) {
    switch (kind) {
        case Kind::time:
            return fmt::format("write '{0} s', '{0} min' ...", number);
        case Kind::length:
            return fmt::format("write '{0} m' or '{0} cm'", number);
        case Kind::level:
            return fmt::format("write '{} dBm'", number);
        case Kind::ratio:
            return fmt::format("write '{} dB'", number);
        case Kind::share:
            return fmt::format("write '{} %'", number);
        case Kind::frequency:
            return fmt::format("write '{} Hz'", number);
        case Kind::drift:
            return fmt::format("write '{} ppm'", number);
        case Kind::size:
            return fmt::format("write '{} B'", number);
        case Kind::number:
            break;
    }
    return {};
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
        return refuse(
            "E204", fmt::format("'{}': '{}' is not a unit of {}", key_, name, kind_name(kind_) + 2),
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

const char* kind_name(Kind kind) {
    switch (kind) {
        case Kind::number:
            return "a number";
        case Kind::time:
            return "a time";
        case Kind::level:
            return "a level";
        case Kind::ratio:
            return "a ratio";
        case Kind::length:
            return "a length";
        case Kind::share:
            return "a percentage";
        case Kind::frequency:
            return "a frequency";
        case Kind::drift:
            return "a clock error";
        case Kind::size:
            return "a size";
    }
    return "";
}

std::vector<std::string> units_of(Kind kind) {
    std::vector<std::string> names;
    for (const Unit& unit : kUnits) {
        if (unit.kind == kind && unit.name != std::string_view{"µs"}) names.emplace_back(unit.name);
    }
    return names;
}

}  // namespace bench::scenario
