#include "reports/console/run.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "reports/console/layout.h"
#include "reports/console/phrase.h"
#include "reports/console/utf8.h"

namespace bench::console {
namespace {

using result::LatencyAccount;
using result::RunResult;

std::string joined(const std::vector<std::string>& parts) {
    return fmt::format("{}", fmt::join(parts, ", "));
}

std::string trouble(const result::StreamResult& stream) {
    std::vector<std::string> parts;
    if (stream.lost > 0) parts.push_back(grouped(stream.lost) + " lost");
    if (stream.late > 0) parts.push_back(grouped(stream.late) + " late");
    if (stream.excused > 0) parts.push_back(grouped(stream.excused) + " excused");
    if (stream.redelivered > 0) parts.push_back(grouped(stream.redelivered) + " redelivered");
    return joined(parts);
}

void append_streams(std::string& out, const RunResult& run, const Look& look) {
    if (run.streams.empty()) return;
    Table table{{{12}, {15, true}, {11, true}, {11, true}, {11, true}, {}}, 5, 2};
    table.add({{"stream"}, {"accepted"}, {"p50"}, {"p99"}, {"max"}, {}});
    for (const result::StreamResult& stream : run.streams) {
        table.add({{printable(stream.name, look)},
                   {grouped(stream.accepted) + "/" + grouped(stream.expected)},
                   {latency(stream.p50_ns)},
                   {latency(stream.p99_ns)},
                   {stream.accepted == 0 ? "-" : latency(stream.max_ns)},
                   {trouble(stream)}});
    }
    out += '\n';
    table.append_to(out);
}

void append_faults(std::string& out, const RunResult& run, const Look& look) {
    if (run.faults.empty()) return;
    Table table{{{24}, {}, {12, true}, {12, true}}, 1, 2};
    table.add({{"fault"}, {"action"}, {"occurrences"}, {"effective"}});
    for (const result::FaultResult& fault : run.faults) {
        table.add({{printable(fault.id, look)},
                   {printable(fault.action, look)},
                   {grouped(fault.occurrences)},
                   {grouped(fault.effective)}});
    }
    out += '\n';
    table.append_to(out);
}

// The slowest alarm, or the slowest message of all where there is no alarm.
const LatencyAccount* account_to_show(const RunResult& run) {
    const auto alarm = std::ranges::find(run.accounts, "alarms", &LatencyAccount::stream);
    if (alarm != run.accounts.end()) return &*alarm;
    const auto slowest = std::ranges::max_element(run.accounts, {}, &LatencyAccount::total_ns);
    return slowest == run.accounts.end() ? nullptr : &*slowest;
}

// Rounded so that the phases as printed sum to the total as printed: each is the difference of two
// rounded sums.
void add_phases(Table& table, const LatencyAccount& account, const Look& look) {
    const auto rounded = [](std::int64_t ns) { return (ns + 500) / 1000; };
    std::int64_t sum_ns = 0;
    for (const LatencyAccount::Phase& phase : account.phases) {
        const std::int64_t before = rounded(sum_ns);
        sum_ns += phase.ns;
        table.add({{printable(phase.name, look)}, {thousandths(rounded(sum_ns) - before) + " ms"}});
    }
    table.add({{"sum"}, {thousandths(rounded(account.total_ns)) + " ms"}});
}

void append_account(std::string& out, const RunResult& run, const Look& look) {
    const LatencyAccount* account = account_to_show(run);
    if (account == nullptr) return;
    out += '\n';
    append_paragraph(
        out, "  ",
        fmt::format("slowest of {}: sequence {}, from {}, {}", printable(account->stream, look),
                    account->sequence, duration(account->cause_ns),
                    times(account->attempts, "frame", "frames")));
    Table table{{{40}, {.right = true}}, 0, 4};
    add_phases(table, *account, look);
    table.append_to(out);
}

std::string with_unit(const result::Count& count) {
    return count_value(count.value) + (count.unit.empty() ? "" : " " + count.unit);
}

// What the truth of a measured value is called.
const result::Count* truth_of(const RunResult& run, const result::Count& count) {
    const auto found = std::ranges::find(run.counts, "true_" + count.name, &result::Count::name);
    return found == run.counts.end() ? nullptr : &*found;
}

bool is_truth(const RunResult& run, const result::Count& count) {
    return std::ranges::any_of(
        run.counts, [&](const result::Count& other) { return "true_" + other.name == count.name; });
}

// Values that stand beside their truth, in a table of their own.
void append_measured(std::string& out, const RunResult& run, const Look& look) {
    Table table{{{16}, {20, true}, {20, true}}, 0, 2};
    table.add({{"last measured"}, {"value"}, {"truth"}});
    bool any = false;
    for (const result::Count& count : run.counts) {
        const result::Count* truth = truth_of(run, count);
        if (truth == nullptr) continue;
        any = true;
        table.add({{printable(count.name, look)},
                   {printable(with_unit(count), look)},
                   {printable(with_unit(*truth), look)}});
    }
    if (!any) return;
    out += '\n';
    table.append_to(out);
}

void append_counts(std::string& out, const RunResult& run, const Look& look) {
    if (run.counts.empty()) return;
    std::vector<std::string> pieces;
    for (const result::Count& count : run.counts) {
        if (truth_of(run, count) != nullptr || is_truth(run, count)) continue;
        pieces.push_back(printable(count.name + " " + with_unit(count), look));
    }
    out += '\n';
    append_flow(out, {.first = "  ", .between = ", ", .indent = 2}, pieces);
}

void append_notes(std::string& out, const RunResult& run, const Look& look) {
    if (run.notes.empty()) return;
    out += '\n';
    for (const std::string& note : run.notes) {
        append_paragraph(out, "  note: ", printable(note, look));
    }
}

}  // namespace

void append_run(std::string& out, const RunResult& run, const Look& look) {
    append_streams(out, run, look);
    append_faults(out, run, look);
    append_account(out, run, look);
    append_measured(out, run, look);
    append_counts(out, run, look);
    append_notes(out, run, look);
}

void append_error(std::string& out, const RunResult& run, const Look& look) {
    std::string_view rest = run.error;
    std::string first = run.firmware_error ? "  firmware failed: " : "  error: ";
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        append_paragraph(out, first, printable(rest.substr(0, end), look));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        first.assign(first.size(), ' ');
    }
}

}  // namespace bench::console
