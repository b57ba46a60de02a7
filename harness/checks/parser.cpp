#include "harness/checks/parser.h"

#include <array>
#include <utility>

#include <fmt/format.h>

#include "harness/checks/cursor.h"
#include "harness/checks/functions.h"
#include "harness/checks/names.h"
#include "harness/checks/parts.h"
#include "harness/checks/text.h"

namespace bench::checks {
namespace {

constexpr std::array<std::pair<const char*, Fact>, 7> kStreamFacts{
    {{"late", Fact::late},
     {"lost", Fact::lost},
     {"altered", Fact::altered},
     {"reordered", Fact::reordered},
     {"accepted_twice", Fact::accepted_twice},
     {"redelivered", Fact::redelivered},
     {"excused", Fact::excused}}};

class Parser {
public:
    Parser(std::string_view text, const Vocabulary& vocabulary) : at_{text}, names_{vocabulary} {}

    Expression check() {
        Expression expression;
        do {
            expression.parts.push_back(part());
        } while (at_.accept("and"));
        if (at_.is("outside") || at_.is("during")) {
            const bool outside = at_.take().text == "outside";
            expression.scope = Scope{outside, entry("late(alarms) <= 1 outside cut_rf")};
        }
        if (at_.peek().kind != Token::Kind::end) {
            stop(at_.peek(), "E340", fmt::format("{} does not belong here", named(at_.peek())),
                 "a check ends here, or goes on with 'and', 'outside ENTRY' or 'during ENTRY'");
        }
        return expression;
    }

private:
    // A limit that every count meets, or that none can.
    void count_limit(Comparison& comparison, std::uint64_t& limit) {
        const Token sign = at_.peek();
        comparison = at_.comparison();
        limit = at_.integer();
        if (limit != 0) return;
        if (comparison == Comparison::less)
            stop(sign, "E346", "no count is below 0: this check can never hold", "write '== 0'");
        if (comparison == Comparison::at_least) {
            stop(sign, "E346", "every count is at least 0: this check can never fail",
                 "write '>= 1', or '== 0'");
        }
    }
    void time_limit(Comparison& comparison, Nanoseconds& limit) {
        const Token sign = at_.peek();
        comparison = at_.comparison();
        limit = at_.time();
        if (limit > Nanoseconds::zero()) return;
        if (comparison == Comparison::less || comparison == Comparison::at_most ||
            comparison == Comparison::equal) {
            stop(sign, "E346", "no message takes no time: this can never hold",
                 "write a time above 0, as '< 100 ms'");
        }
    }

    Part part() {
        const Token name = at_.word("a check", "p99(latency(readings)) < 100 ms");
        if (const auto quantile = quantile_of(name)) return latency(Aggregate::quantile, *quantile);
        if (name.text == "mean") return latency(Aggregate::mean, 0);
        if (name.text == "max") return latency(Aggregate::max, 0);
        if (name.text == "min") return latency(Aggregate::min, 0);
        for (const auto& [text, fact] : kStreamFacts) {
            if (name.text == text) return tally(fact);
        }
        if (name.text == "nonce_reused") return fixed(Fact::nonce_reused, "all");
        if (name.text == "violations") return fixed(Fact::violations, "regulatory");
        if (name.text == "count") return count();
        if (name.text == "share") return share();
        if (name.text == "uptime") return read_uptime(at_, names_, false);
        if (name.text == "availability") return read_uptime(at_, names_, true);
        if (name.text == "event_time_error") return read_event_time_error(at_, names_);
        if (name.text == "tve") return read_vector_error(at_, names_);
        if (name.text == "delivery") return read_delivery(at_, names_);
        if (name.text == "energy_error") return read_energy_error(at_);
        if (name.text == "measurement_error") return read_measurement_error(at_);
        if (name.text == "never") return Never{event()};
        if (name.text == "always") return always();
        if (name.text == "whenever") return whenever();
        stop(name, "E341", fmt::format("unknown function '{}'", name.text),
             suggestion(name.text, function_names()));
    }

    StreamName latency_of() {
        const Token name = at_.word("'latency'", "latency(readings)");
        if (name.text != "latency") {
            stop(name, "E341", fmt::format("unknown function '{}'", name.text),
                 suggestion(name.text, {"latency"}));
        }
        at_.expect("(", "latency(readings)");
        StreamName name_of_stream = stream(true);
        at_.expect(")", "latency(readings)");
        return name_of_stream;
    }

    Part latency(Aggregate aggregate, Millionths quantile) {
        constexpr const char* kExample = "p99(latency(readings)) < 100 ms";
        LatencyLimit part{aggregate, quantile, {}, {}, {}};
        at_.expect("(", kExample);
        part.stream = latency_of();
        at_.expect(")", kExample);
        time_limit(part.comparison, part.limit);
        return part;
    }

    Part tally(Fact fact) {
        TallyLimit part{fact, {}, {}, 0};
        at_.expect("(", "lost(all) == 0");
        part.stream = read_stream(at_, names_, true, fact == Fact::lost);
        at_.expect(")", "lost(all) == 0");
        count_limit(part.comparison, part.limit);
        return part;
    }

    // A fact of the whole run, which has one argument only.
    Part fixed(Fact fact, const char* argument) {
        const std::string example = fmt::format(
            "{}({}) == 0", fact == Fact::violations ? "violations" : "nonce_reused", argument);
        at_.expect("(", example);
        at_.expect(argument, example);
        at_.expect(")", example);
        TallyLimit part{fact, "all", {}, 0};
        count_limit(part.comparison, part.limit);
        return part;
    }

    Part count() {
        constexpr const char* kExample = "count(latency(alarms) > 80 ms) <= 2";
        at_.expect("(", kExample);
        if (at_.is("latency")) {
            LatencyCount part;
            part.stream = latency_of();
            time_limit(part.condition, part.bound);
            at_.expect(")", kExample);
            count_limit(part.comparison, part.limit);
            return part;
        }
        if (at_.accept("accepted")) return count_accepted();
        EventCount part{event(), {}, 0};
        at_.expect(")", "count(firmware.reset) == 0");
        count_limit(part.comparison, part.limit);
        return part;
    }

    Part count_accepted() {
        constexpr const char* kExample = "count(accepted(alarms)) >= 16";
        TallyLimit part{Fact::accepted, {}, {}, 0};
        at_.expect("(", kExample);
        part.stream = read_stream(at_, names_, true, true);
        at_.expect(")", kExample);
        at_.expect(")", kExample);
        count_limit(part.comparison, part.limit);
        return part;
    }

    Part share() {
        constexpr const char* kExample =
            "share(latency(alarms) < 100 ms) >= 99.9 % confidence 95 %";
        ShareLimit part;
        at_.expect("(", kExample);
        part.stream = latency_of();
        time_limit(part.condition, part.bound);
        at_.expect(")", kExample);
        at_.expect(">=", kExample);
        part.limit = at_.percent();
        const Token word = at_.peek();
        if (!at_.accept("confidence")) return part;
        part.confidence = at_.percent();
        const bool provable = part.limit > 0 && part.limit < 1'000'000 && *part.confidence > 0 &&
                              *part.confidence < 1'000'000;
        if (!provable) {
            stop(word, "E344", "no number of messages shows that",
                 "both lie between 0 % and 100 %");
        }
        return part;
    }

    Part always() {
        constexpr const char* kExample = "always queue.depth <= 64";
        const Token name = at_.word("'queue.depth'", kExample);
        if (name.text != "queue.depth") {
            stop(name, "E341", fmt::format("unknown quantity '{}'", name.text),
                 suggestion(name.text, {"queue.depth"}));
        }
        AlwaysDepth part;
        count_limit(part.comparison, part.limit);
        return part;
    }

    Part whenever() {
        constexpr const char* kExample = "whenever fault(cover), accepted(alarms) within 150 ms";
        const Token first = at_.peek();
        Whenever part{event(), "all", {}, {}};
        if (part.event.kind == Event::Kind::message) {
            stop(first, "E344", "a message of the meter is no trigger: it is what must follow one",
                 "for example whenever fault(dip), event(voltage_sag) within 2 s");
        }
        at_.expect(",", kExample);
        if (at_.is("event")) {
            part.answer = event();
            at_.expect("within", kExample);
            part.within = at_.time();
            return part;
        }
        at_.expect("accepted", kExample);
        at_.expect("(", kExample);
        part.stream = stream(true);
        at_.expect(")", kExample);
        at_.expect("within", kExample);
        part.within = at_.time();
        return part;
    }

    Event event() { return read_event(at_, names_); }
    StreamName stream(bool all) { return read_stream(at_, names_, all); }
    std::string entry(const char* example) { return read_entry(at_, names_, example); }

    Cursor at_;
    const Vocabulary& names_;
};

}  // namespace

std::variant<Expression, ParseError> parse_check(std::string_view text,
                                                 const Vocabulary& vocabulary) {
    try {
        return Parser{text, vocabulary}.check();
    } catch (const Stop& reason) {
        return reason.error;
    }
}

}  // namespace bench::checks
