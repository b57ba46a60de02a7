#include "harness/checks/parts.h"

#include <fmt/format.h>

#include "harness/checks/names.h"
#include "harness/checks/text.h"

namespace bench::checks {

EventTimeLimit read_event_time_error(Cursor& at, const Vocabulary& names) {
    constexpr const char* kExample = "event_time_error(alarms) <= 20 ms";
    EventTimeLimit part;
    at.expect("(", kExample);
    const Token name = at.peek();
    part.stream = read_stream(at, names, true);
    if (part.stream != "alarms" && part.stream != "events" && part.stream != "all") {
        stop(name, "E344", fmt::format("'{}' holds no events", part.stream), kExample);
    }
    at.expect(")", kExample);
    part.comparison = at.comparison();
    part.limit = at.time();
    return part;
}

VectorErrorLimit read_vector_error(Cursor& at, const Vocabulary& names) {
    constexpr const char* kExample = "tve(phasors) <= 1 %";
    VectorErrorLimit part;
    at.expect("(", kExample);
    const Token name = at.peek();
    at.expect("phasors", kExample);
    if (!names.phasors && !names.any_name) {
        stop(name, "E342", "no meter of this scenario sends phasors",
             "give it some, as 'streams: {phasors: {every: 20 ms}}'");
    }
    at.expect(")", kExample);
    part.comparison = at.comparison();
    part.limit = at.percent();
    return part;
}

UptimeLimit read_uptime(Cursor& at, const Vocabulary& names, bool over_all_time) {
    const std::string example =
        fmt::format("{}(readings, 5 min) >= 99 %", over_all_time ? "availability" : "uptime");
    const char* const kExample = example.c_str();
    UptimeLimit part;
    part.over_all_time = over_all_time;
    at.expect("(", kExample);
    part.stream = read_stream(at, names, false);
    at.expect(",", kExample);
    const Token window = at.peek();
    part.window = at.time();
    const Nanoseconds judged = names.total - names.warmup - names.drain;
    if (part.window <= Nanoseconds::zero()) {
        stop(window, "E344", "a window of no length", kExample);
    }
    if (names.total > Nanoseconds::zero() && part.window > judged) {
        stop(window, "E345",
             fmt::format("the window of {} is longer than the judged {}", in_words(part.window),
                         in_words(judged)),
             "the judged time is the duration without warm-up and drain; lengthen it");
    }
    at.expect(")", kExample);
    at.expect(">=", kExample);
    part.limit = at.percent();
    return part;
}

DeliveryLimit read_delivery(Cursor& at, const Vocabulary& names) {
    constexpr const char* kExample = "delivery(meter) >= 95 %";
    DeliveryLimit part;
    at.expect("(", kExample);
    part.node = read_node(at, names);
    at.expect(")", kExample);
    part.comparison = at.comparison();
    part.limit = at.percent();
    return part;
}

EnergyLimit read_energy_error(Cursor& at) {
    constexpr const char* kExample = "energy_error(import) within ± 1 %";
    EnergyLimit part;
    at.expect("(", kExample);
    const Token name = at.word("a register", kExample);
    if (name.text != "import" && name.text != "export") {
        stop(name, "E342", fmt::format("unknown register '{}'", name.text),
             suggestion(name.text, {"import", "export"}));
    }
    part.export_register = name.text == "export";
    at.expect(")", kExample);
    at.expect("within", kExample);
    at.expect("±", kExample);
    part.in_wh = at.peek(1).text == "Wh";
    part.limit = part.in_wh ? at.in_unit("Wh", 1'000'000, "energy_error(import) within ± 4.14 Wh")
                            : at.percent();
    return part;
}

}  // namespace bench::checks
