#include "benchmarks/one_meter.h"

#include <algorithm>
#include <cstring>

#include "benchmarks/instructions.h"
#include "benchmarks/kernel.h"
#include "benchmarks/prepared.h"
#include "benchmarks/process.h"
#include "harness/run/single_run.h"

namespace bench::benchmarks {
namespace {

struct Measured {
    double cpu_s = 0;
    result::RunResult result;
};

Measured measure(const run::Prepared& prepared) {
    const std::string octets = in_child([&] {
        const double start = cpu_seconds();
        const run::RunOutput output = run::run_once(prepared, 1, {}, nullptr);
        const double cpu_s = cpu_seconds() - start;
        std::string text(sizeof cpu_s, '\0');
        std::memcpy(text.data(), &cpu_s, sizeof cpu_s);
        return text + run::pack(output);
    });
    Measured measured;
    std::memcpy(&measured.cpu_s, octets.data(), sizeof measured.cpu_s);
    measured.result = run::unpack(octets.substr(sizeof measured.cpu_s)).result;
    return measured;
}

double count_of(const result::RunResult& result, const std::string& name) {
    const auto found = std::ranges::find(result.counts, name, &result::Count::name);
    return found == result.counts.end() ? 0 : found->value;
}

std::string objection(const result::RunResult& result) {
    if (result.verdict == result::Verdict::pass) return {};
    if (!result.error.empty()) return result.error;
    for (const auto& check : result.checks) {
        if (check.verdict != result::Verdict::pass)
            return "did not pass: " + check.text + ": " + check.seen;
    }
    return "the run did not pass";
}

}  // namespace

std::vector<Row> measure_one_meter(Nanoseconds length, Nanoseconds counted,
                                   const std::string& program) {
    const auto prepared = prepare_one_meter(length);
    const Measured run = measure(*prepared);
    const double seconds = static_cast<double>(length.count()) * 1e-9;
    const double events = count_of(run.result, "events");
    const double kernel_s = kernel_cpu_seconds(static_cast<std::uint64_t>(events));
    const std::string why = objection(run.result);

    std::vector<Row> rows;
    rows.push_back({"SPD-4", "one meter / SystemC only", seconds / run.cpu_s, "x", 100'000,
                    Bound::at_least, seconds / kernel_s, why, why.empty()});
    const auto per_second = [&](const char* id, const char* what, const char* name, double budget) {
        rows.push_back({id,
                        what,
                        count_of(run.result, name) / seconds,
                        "1/s",
                        budget,
                        Bound::at_most,
                        {},
                        {},
                        why.empty()});
    };
    per_second("SPD-4.events", "agenda entries run", "events", 20);
    per_second("SPD-4.records", "trace records", "trace_records", 40);
    per_second("SPD-4.aead", "AEAD calls", "aead_calls", 5);
    per_second("SPD-4.channel", "channel evaluations", "channel_evaluations", 4);
    const Instructions instructions = count_instructions(program, counted);
    rows.push_back({"SPD-4.instr",
                    "instructions, callgrind",
                    instructions.per_second,
                    "1/s",
                    100'000,
                    Bound::at_most,
                    {},
                    instructions.why_not,
                    why.empty()});
    return rows;
}

bool simulate_one_meter(Nanoseconds length) {
    const auto prepared = prepare_one_meter(length);
    return run::run_once(*prepared, 1, {}, nullptr).result.verdict == result::Verdict::pass;
}

}  // namespace bench::benchmarks
