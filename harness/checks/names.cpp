#include "harness/checks/names.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "firmware/hal/diag.h"
#include "harness/checks/event_names.h"
#include "harness/checks/text.h"

namespace bench::checks {
namespace {

bool has(const std::vector<std::string>& list, const std::string& name) {
    return std::find(list.begin(), list.end(), name) != list.end();
}

// What else bears the name, or nullptr.
const char* other_kind(const std::string& name, const Vocabulary& names) {
    if (has(names.links, name)) return "a link";
    if (has(names.nodes, name)) return "a node";
    if (has(names.streams, name)) return "a stream";
    return has(names.entries, name) ? "a timeline entry" : nullptr;
}

void refuse_unknown(const Token& name, const char* kind, const std::vector<std::string>& list,
                    const Vocabulary& names) {
    if (names.any_name || has(list, name.text)) return;
    const char* other = other_kind(name.text, names);
    const std::string message = other != nullptr
                                    ? fmt::format("'{}' is {}, not a {}", name.text, other, kind)
                                    : fmt::format("unknown {} '{}'", kind, name.text);
    stop(name, "E342", message, suggestion(name.text, list));
}

std::string read_note(Cursor& at) {
    const Token name = at.word("the name of a note", "note(store_failed)");
    std::vector<std::string> names;
    for (const NoteName& known : note_names()) {
        if (name.text == known.name) return name.text;
        names.emplace_back(known.name);
    }
    stop(name, "E342", fmt::format("unknown note '{}'", name.text), suggestion(name.text, names));
}

}  // namespace

StreamName read_stream(Cursor& at, const Vocabulary& names, bool all, bool reports) {
    const Token name = at.word("a stream", "latency(readings)");
    std::vector<std::string> list = names.streams;
    if (reports && names.reports) list.emplace_back("power_quality");
    if (all) list.emplace_back("all");
    if (!all || name.text != "all") refuse_unknown(name, "stream", list, names);
    return name.text;
}

Quantity read_quantity(Cursor& at) {
    static constexpr std::array<std::pair<const char*, Quantity>, 11> kQuantities{
        {{"voltage", Quantity::voltage},
         {"current", Quantity::current},
         {"active_power", Quantity::active_power},
         {"reactive_power", Quantity::reactive_power},
         {"frequency", Quantity::frequency},
         {"unbalance", Quantity::unbalance},
         {"voltage_harmonics", Quantity::voltage_harmonics},
         {"current_harmonics", Quantity::current_harmonics},
         {"voltage_thd", Quantity::voltage_thd},
         {"current_thd", Quantity::current_thd},
         {"angle", Quantity::angle}}};
    const Token name = at.word("a quantity", "measurement_error(voltage) within ± 0.5 %");
    std::vector<std::string> list;
    for (const auto& [text, quantity] : kQuantities) {
        if (name.text == text) return quantity;
        list.emplace_back(text);
    }
    stop(name, "E342", fmt::format("unknown quantity '{}'", name.text),
         suggestion(name.text, list));
}

MeasurementLimit read_measurement_error(Cursor& at) {
    constexpr const char* kExample = "measurement_error(voltage) within ± 0.5 %";
    MeasurementLimit part;
    at.expect("(", kExample);
    part.quantity = read_quantity(at);
    at.expect(")", kExample);
    at.expect("within", kExample);
    at.expect("±", kExample);
    if (part.quantity == Quantity::frequency) {
        part.limit = at.in_unit("mHz", 1'000, "10 mHz");
    } else if (part.quantity == Quantity::angle) {
        part.limit = at.in_unit("deg", 1'000'000, "0.1 deg");
    } else {
        part.limit = at.percent();
    }
    return part;
}

std::string read_entry(Cursor& at, const Vocabulary& names, std::string_view example) {
    const Token name = at.word("the id of a timeline entry", example);
    refuse_unknown(name, "timeline entry", names.entries, names);
    return name.text;
}

std::string read_node(Cursor& at, const Vocabulary& names) {
    const Token name = at.word("a node", "delivery(meter)");
    refuse_unknown(name, "node", names.nodes, names);
    return name.text;
}

Event read_event(Cursor& at, const Vocabulary& names) {
    const Token name = at.word("an event", "never firmware.reset");
    if (name.text == "firmware.failed") return {Event::Kind::firmware_failed, {}};
    if (name.text == "firmware.reset") return {Event::Kind::firmware_reset, {}};
    if (name.text == "fault") {
        at.expect("(", "fault(cut_rf)");
        Event event{Event::Kind::fault, read_entry(at, names, "fault(cut_rf)")};
        at.expect(")", "fault(cut_rf)");
        return event;
    }
    if (name.text == "note") {
        at.expect("(", "note(store_failed)");
        Event event{Event::Kind::note, read_note(at)};
        at.expect(")", "note(store_failed)");
        return event;
    }
    if (name.text == "event") {
        constexpr const char* kExample = "event(over_voltage_l1)";
        at.expect("(", kExample);
        const Token code = at.word("the name of an event", kExample);
        if (event_codes(code.text).empty()) {
            stop(code, "E342", fmt::format("unknown event '{}'", code.text),
                 suggestion(code.text, event_words()));
        }
        at.expect(")", kExample);
        return {Event::Kind::message, code.text};
    }
    stop(name, "E342", fmt::format("unknown event '{}'", name.text),
         suggestion(name.text, {"firmware.failed", "firmware.reset", "fault", "note", "event"}));
}

const std::vector<NoteName>& note_names() {
    static const std::vector<NoteName> names{{"joined", HAL_DIAG_JOINED},
                                             {"link_lost", HAL_DIAG_LINK_LOST},
                                             {"queue_depth", HAL_DIAG_QUEUE_DEPTH},
                                             {"queue_overflow", HAL_DIAG_QUEUE_OVERFLOW},
                                             {"counter_exhausted", HAL_DIAG_COUNTER_EXHAUSTED},
                                             {"store_failed", HAL_DIAG_STORE_FAILED},
                                             {"event_qualified", HAL_DIAG_EVENT_QUALIFIED},
                                             {"rejected", HAL_DIAG_REJECTED},
                                             {"fatal", HAL_DIAG_FATAL},
                                             {"bus_error", HAL_DIAG_BUS_ERROR},
                                             {"samples_lost", HAL_DIAG_SAMPLES_LOST},
                                             {"radio_reset", HAL_DIAG_RADIO_RESET}};
    return names;
}

}  // namespace bench::checks
