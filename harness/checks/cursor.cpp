#include "harness/checks/cursor.h"

#include <array>
#include <utility>

#include <fmt/format.h>

#include "harness/checks/text.h"
#include "models/numeric/int128.h"

namespace bench::checks {
namespace {

struct TimeUnit {
    const char* name;
    std::int64_t nanoseconds;
};
constexpr std::array<TimeUnit, 7> kTimeUnits{{{"ns", 1},
                                              {"us", 1'000},
                                              {"ms", 1'000'000},
                                              {"s", 1'000'000'000},
                                              {"min", 60'000'000'000},
                                              {"h", 3'600'000'000'000},
                                              {"d", 86'400'000'000'000}}};

std::int64_t time_unit(const Token& token) {
    std::vector<std::string> names;
    for (const TimeUnit& unit : kTimeUnits) {
        if (token.text == unit.name) return unit.nanoseconds;
        names.emplace_back(unit.name);
    }
    stop(token, "E343", fmt::format("'{}' is not a unit of time", token.text),
         suggestion(token.text, names));
}

bool is_time_unit(const Token& token) {
    for (const TimeUnit& unit : kTimeUnits) {
        if (token.text == unit.name) return true;
    }
    return false;
}

// 99,9: a comma between digits without a blank.
void refuse_decimal_comma(const Token& number, const Token& comma, const Token& digits) {
    const bool joined =
        comma.text == "," && !comma.spaced && !digits.spaced && digits.kind == Token::Kind::number;
    if (!joined) return;
    stop(comma, "E340", fmt::format("'{},{}' has a decimal comma", number.text, digits.text),
         fmt::format("write {}.{}", number.text, digits.text));
}

}  // namespace

void stop(const Token& at, const char* code, std::string message, std::string help) {
    throw Stop{ParseError{at.offset, code, std::move(message), std::move(help)}};
}

std::string named(const Token& token) {
    return token.kind == Token::Kind::end ? "the end" : fmt::format("'{}'", token.text);
}

std::optional<std::int64_t> scaled(std::string_view decimal, std::int64_t unit) {
    Int128 value = 0;
    std::int64_t divisor = 1;
    bool fraction = false;
    for (const char c : decimal) {
        if (c == '.') {
            if (fraction) return std::nullopt;
            fraction = true;
            continue;
        }
        value = value * 10 + (c - '0');
        if (fraction) divisor *= 10;
        if (value > INT64_MAX || divisor > 1'000'000'000'000'000) return std::nullopt;
    }
    value *= unit;
    if (value % divisor != 0 || value / divisor > INT64_MAX) return std::nullopt;
    return static_cast<std::int64_t>(value / divisor);
}

const Token& Cursor::take() {
    const Token& token = peek();
    if (token.kind != Token::Kind::end) ++next_;
    return token;
}

bool Cursor::is(std::string_view text) const {
    return peek().kind != Token::Kind::end && peek().text == text;
}

bool Cursor::accept(std::string_view text) {
    if (!is(text)) return false;
    ++next_;
    return true;
}

void Cursor::expect(std::string_view text, std::string_view example) {
    if (accept(text)) return;
    stop(peek(), "E340", fmt::format("expected '{}', got {}", text, named(peek())),
         fmt::format("write it like: {}", example));
}

const Token& Cursor::word(std::string_view what, std::string_view example) {
    if (peek().kind == Token::Kind::word) return take();
    stop(peek(), "E340", fmt::format("expected {}, got {}", what, named(peek())),
         fmt::format("write it like: {}", example));
}

Comparison Cursor::comparison() {
    static constexpr std::array<std::pair<std::string_view, Comparison>, 6> kSigns{
        {{"<", Comparison::less},
         {"<=", Comparison::at_most},
         {"==", Comparison::equal},
         {"!=", Comparison::not_equal},
         {">=", Comparison::at_least},
         {">", Comparison::more}}};
    for (const auto& [sign, comparison] : kSigns) {
        if (accept(sign)) return comparison;
    }
    stop(peek(), "E340", fmt::format("expected a comparison, got {}", named(peek())),
         is("=") ? "write '=='" : "one of: <, <=, ==, !=, >=, >");
}

Nanoseconds Cursor::time() {
    const Token first = peek();
    if (first.kind != Token::Kind::number) {
        stop(first, "E343", fmt::format("expected a time with a unit, got {}", named(first)),
             "write it like: 100 ms");
    }
    std::int64_t sum = 0;
    do {
        const Token number = take();
        refuse_decimal_comma(number, peek(), peek(1));
        if (peek().kind != Token::Kind::word && !is("%")) {
            stop(number, "E343", fmt::format("a time needs a unit, got '{}'", number.text),
                 fmt::format("write '{} ms', '{} s' ...", number.text, number.text));
        }
        const std::int64_t unit = time_unit(take());
        const auto value = scaled(number.text, unit);
        if (!value || *value > INT64_MAX / 4 - sum) {
            stop(number, "E344", fmt::format("'{}' is no time in whole nanoseconds", number.text),
                 "times are whole nanoseconds, up to 70 years");
        }
        sum += *value;
    } while (peek().kind == Token::Kind::number && is_time_unit(peek(1)));
    return Nanoseconds{sum};
}

namespace {

// 0.99 without a unit was meant as a share: 99 %.
std::string share_in_percent(const std::string& text) {
    const auto value = scaled(text, 1'000'000);
    const bool share = text.find('.') != std::string::npos && value && *value <= 1'000'000;
    if (!share) return text;
    std::string percent = fmt::format("{}.{:04}", *value / 10'000, *value % 10'000);
    percent.erase(percent.find_last_not_of('0') + 1);
    if (percent.back() == '.') percent.pop_back();
    return percent;
}

}  // namespace

Millionths Cursor::percent() {
    const Token number = peek();
    if (number.kind != Token::Kind::number) {
        stop(number, "E343", fmt::format("expected a percentage, got {}", named(number)),
             "write it like: 99.9 %");
    }
    take();
    refuse_decimal_comma(number, peek(), peek(1));
    if (!accept("%")) {
        stop(number, "E343", fmt::format("a percentage needs '%', got '{}'", number.text),
             fmt::format("write '{} %'", share_in_percent(number.text)));
    }
    const auto value = scaled(number.text, 10'000);
    if (!value || *value > 1'000'000) {
        stop(number, "E344", fmt::format("'{} %' is out of range", number.text),
             "0 % to 100 %, in steps of 0.0001 %");
    }
    return static_cast<Millionths>(*value);
}

Millionths Cursor::in_unit(std::string_view unit, std::int64_t millionths,
                           std::string_view example) {
    const Token number = peek();
    if (number.kind != Token::Kind::number) {
        stop(number, "E343", fmt::format("expected a number of {}, got {}", unit, named(number)),
             fmt::format("write it like: {}", example));
    }
    take();
    refuse_decimal_comma(number, peek(), peek(1));
    expect(unit, example);
    const auto value = scaled(number.text, millionths);
    if (!value || *value > INT32_MAX) {
        stop(number, "E344", fmt::format("'{} {}' is out of range", number.text, unit),
             fmt::format("write it like: {}", example));
    }
    return static_cast<Millionths>(*value);
}

std::uint64_t Cursor::integer() {
    const Token number = peek();
    const auto value =
        number.kind == Token::Kind::number ? scaled(number.text, 1) : std::optional<std::int64_t>{};
    if (!value) {
        stop(number, "E344", fmt::format("expected a whole number, got {}", named(number)),
             "a count has no unit: == 0");
    }
    take();
    if (is_time_unit(peek()) || is("%")) {
        stop(peek(), "E343", fmt::format("a count has no unit, got '{}'", peek().text),
             fmt::format("write '{}'", number.text));
    }
    return static_cast<std::uint64_t>(*value);
}

}  // namespace bench::checks
