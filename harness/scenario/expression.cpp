#include "harness/scenario/expression.h"

#include <fmt/format.h>

#include "models/numeric/int128.h"

namespace bench::scenario {

namespace {

constexpr std::int64_t kOne = 1'000'000'000;
constexpr int kDeepestBrackets = 32;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

struct Failure {
    std::string message;
};

class Evaluator {
public:
    Evaluator(std::string_view text, const Lookup& lookup) : rest_{text}, lookup_{lookup} {}

    Amount all() {
        Amount value = sum();
        skip();
        if (!rest_.empty()) throw Failure{fmt::format("'{}' was not expected", rest_)};
        return value;
    }

private:
    void skip() {
        while (!rest_.empty() && rest_.front() == ' ') rest_.remove_prefix(1);
    }
    bool take(char c) {
        skip();
        if (rest_.empty() || rest_.front() != c) return false;
        rest_.remove_prefix(1);
        return true;
    }
    template <typename Accept>
    std::string_view word(Accept accept) {
        std::size_t end = 0;
        while (end < rest_.size() && accept(rest_[end])) ++end;
        const std::string_view found = rest_.substr(0, end);
        rest_.remove_prefix(end);
        return found;
    }

    Amount sum() {
        Amount left = product();
        while (true) {
            const bool plus = take('+');
            if (!plus && !take('-')) return left;
            const Amount right = product();
            need_numbers(left, right);
            if (left.unit != right.unit)
                throw Failure{fmt::format("'{}' and '{}' have different units", amount_text(left),
                                          amount_text(right))};
            const Int128 value =
                plus ? Int128{left.nano} + right.nano : Int128{left.nano} - right.nano;
            left.nano = checked(value);
        }
    }

    Amount product() {
        Amount left = factor();
        while (true) {
            const bool times = take('*');
            if (!times && !take('/')) return left;
            const Amount right = factor();
            need_numbers(left, right);
            left = times ? multiply(left, right) : divide(left, right);
        }
    }

    Amount multiply(const Amount& left, const Amount& right) const {
        if (!left.unit.empty() && !right.unit.empty())
            throw Failure{"two values with units cannot be multiplied"};
        return {checked(Int128{left.nano} * right.nano / kOne),
                left.unit.empty() ? right.unit : left.unit,
                {},
                true};
    }
    Amount divide(const Amount& left, const Amount& right) const {
        if (right.nano == 0) throw Failure{"division by zero"};
        const bool same = left.unit == right.unit;
        if (!same && !right.unit.empty())
            throw Failure{fmt::format("'{}' cannot be divided by '{}'", amount_text(left),
                                      amount_text(right))};
        return {checked(Int128{left.nano} * kOne / right.nano),
                same ? std::string{} : left.unit,
                {},
                true};
    }
    static void need_numbers(const Amount& left, const Amount& right) {
        if (!left.is_number) throw Failure{fmt::format("'{}' is not a number", left.text)};
        if (!right.is_number) throw Failure{fmt::format("'{}' is not a number", right.text)};
    }
    static std::int64_t checked(Int128 value) {
        if (value > INT64_MAX || value < -Int128{INT64_MAX})
            throw Failure{"the result is too large"};
        return static_cast<std::int64_t>(value);
    }

    Amount factor() {
        if (take('-')) {
            if (++depth_ > kDeepestBrackets) throw Failure{"too many brackets or signs"};
            Amount value = factor();
            --depth_;
            need_numbers(value, value);
            value.nano = -value.nano;
            return value;
        }
        if (take('(')) return bracket();
        skip();
        if (rest_.empty()) throw Failure{"something is missing at its end"};
        if (is_digit(rest_.front())) return number();
        if (!is_letter(rest_.front())) throw Failure{fmt::format("'{}' was not expected", rest_)};
        const std::string_view name = word([](char c) { return is_letter(c) || is_digit(c); });
        const std::optional<Amount> found = lookup_(name);
        if (!found) throw Failure{fmt::format("there is no parameter '{}'", name)};
        return *found;
    }

    Amount bracket() {
        if (++depth_ > kDeepestBrackets) throw Failure{"too many brackets or signs"};
        Amount value = sum();
        --depth_;
        if (!take(')')) throw Failure{"a bracket is not closed"};
        return value;
    }

    Amount number() {
        const std::string_view digits = word([](char c) { return is_digit(c) || c == '.'; });
        const Quantity value = parse_quantity(digits, Kind::number, "number");
        if (value.complaint) throw Failure{fmt::format("'{}' is not a number", digits)};
        skip();
        const std::string_view unit = word([](char c) { return is_letter(c) || c == '%'; });
        return {value.nano, std::string{unit}, {}, true};
    }

    std::string_view rest_;
    const Lookup& lookup_;
    int depth_ = 0;
};

}  // namespace

Amount read_amount(std::string_view text) {
    const std::size_t space = text.find(' ');
    const Quantity value = parse_quantity(text.substr(0, space), Kind::number, "parameter");
    const std::string_view unit =
        space == std::string_view::npos ? std::string_view{} : text.substr(space + 1);
    if (value.complaint || unit.find(' ') != std::string_view::npos)
        return {0, {}, std::string{text}, false};
    return {value.nano, std::string{unit}, {}, true};
}

std::string amount_text(const Amount& amount) {
    if (!amount.is_number) return amount.text;
    return amount.unit.empty() ? decimal_text(amount.nano)
                               : decimal_text(amount.nano) + " " + amount.unit;
}

Outcome evaluate(std::string_view expression, const Lookup& lookup) {
    try {
        return {Evaluator{expression, lookup}.all(), {}};
    } catch (const Failure& failure) {
        return {{}, failure.message};
    }
}

}  // namespace bench::scenario
