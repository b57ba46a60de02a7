#pragma once

// What a run found out, as plain data: all that a report writer sees.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace bench::result {

enum class Verdict : std::uint8_t { pass, fail, inconclusive, vacuous, error };

// Place of a check in its scenario; line and column count from 1, 0: unknown.
struct Place {
    std::string file;
    int line = 0;
    int column = 0;
};

// So many samples at most that great; INT64_MAX: never arrived.
struct Bucket {
    std::int64_t most_ns = 0;
    std::uint64_t count = 0;
};

inline constexpr std::size_t kViolationsListed = 20;

struct CheckResult {
    std::string text;    // As the author wrote it, without the clause.
    std::string clause;  // "COM-10.a", or empty.
    Place place;
    Verdict verdict = Verdict::inconclusive;
    bool needs_sweep = false;  // A claim with confidence in a single run: listed, not counted.
    std::string seen;          // "87.3 ms", "0".
    std::string margin;        // "12.7 ms to spare", "43 ms over".
    std::string evidence;      // "16 messages".
    std::string detail;        // First violation in words; empty when passed.
    std::optional<std::int64_t> first_violation_ns;  // World time.
    std::uint64_t successes = 0;                     // For `share` checks: pooled over a sweep.
    std::uint64_t trials = 0;
    std::uint64_t needed = 0;  // Trials that a claim needs, with the misses that it has.
    // How far beyond its limit, in the check's own unit; to spare: negative. For the worst seed.
    std::optional<double> excess;
    std::optional<std::uint64_t> worst_seed;  // Over a sweep: whose value stands in `seen`.
    std::vector<Bucket> histogram;            // Of a quantile: pooled over a sweep.
    std::vector<std::string> violations;      // All of them in words, up to kViolationsListed ...
    std::uint64_t more_violations = 0;        // ... and how many more there were.
};

struct FaultResult {
    std::string id;
    std::string action;  // "open_cover meter"
    std::uint64_t occurrences = 0;
    std::uint64_t effective = 0;  // Something changed by it.
    std::uint64_t felt = 0;       // And a module, a frame or a datagram felt it.
    bool unfelt = false;          // Declared: nothing may feel it.
    std::string felt_by{};        // Who felt it first, and when; empty: nothing did.
};

// Latency of one stream's judged messages. Lost messages count as infinitely late.
struct StreamResult {
    std::string name;
    std::uint64_t expected = 0;
    std::uint64_t accepted = 0;
    std::uint64_t lost = 0;
    std::uint64_t late = 0;
    std::uint64_t redelivered = 0;
    std::int64_t p50_ns = 0;
    std::int64_t p99_ns = 0;
    std::int64_t max_ns = 0;    // Of those that arrived.
    std::uint64_t excused = 0;  // Minted, not owed and not arrived: in no other number.
};

// Where one message's time went; the phases sum to total_ns exactly.
struct LatencyAccount {
    std::string stream;
    std::uint32_t sequence = 0;
    std::int64_t cause_ns = 0;  // World time from which latency counts.
    std::int64_t total_ns = 0;
    struct Phase {
        std::string name;  // queue, access, retries, air, collector, wan, ethernet, head_end
        std::int64_t ns = 0;
    };
    std::vector<Phase> phases;
    std::uint32_t attempts = 0;  // Frames sent for it.
};

struct Count {
    std::string name;
    double value = 0;
    std::string unit;
};

struct RunResult {
    std::uint64_t seed = 0;
    Verdict verdict = Verdict::inconclusive;
    std::vector<CheckResult> checks;
    std::vector<FaultResult> faults;
    std::vector<StreamResult> streams;
    std::vector<LatencyAccount> accounts;  // The slowest message of each stream.
    std::vector<Count> counts;             // Events, records, AEAD calls ... and energies.
    std::vector<std::string> notes;        // "cpu cost: not modelled"
    std::vector<std::string> reasons;  // Of a verdict that no check gave: a fault without effect.
    std::string error;                 // Of a crash or a harness error; empty otherwise.
    bool firmware_error = false;  // The error is the firmware's: a failed run, not a harness error.
    std::int64_t simulated_ns = 0;
    std::uint64_t fingerprint = 0;
    std::uint64_t behaviour = 0;  // Of what the world saw alone: frames, datagrams, acceptances.
};

// Two runs of one seed that were not the same: a fault of the bench.
struct Difference {
    std::uint64_t seed = 0;
    std::int64_t first_ns = 0;  // Start of the first span of time in which they differ.
};

// A scenario over one seed or many.
struct ScenarioResult {
    std::string id;  // "residential.three_brick_walls"
    std::string file;
    std::string summary;
    std::string firmware;        // "single_phase" or a plug-in's path.
    std::string firmware_build;  // 32 hexadecimal digits that the image itself gives.
    Verdict verdict = Verdict::inconclusive;
    std::vector<CheckResult> checks;  // Over all seeds: worst run's result, claims pooled.
    std::vector<RunResult>
        runs;  // In the order of the seeds; of a sweep only failures and the first.
    std::uint64_t seeds = 0;
    std::uint64_t passed = 0;
    std::uint64_t failed = 0;  // With errors.
    std::uint64_t inconclusive = 0;
    std::uint64_t vacuous = 0;
    std::uint64_t unjudged = 0;      // Claims that so few seeds cannot decide ...
    std::uint64_t seeds_needed = 0;  // ... and how many would, as it looks; 0: not known.
    std::string must_fail;           // The check that must fail, or empty.
    std::string repro;               // The command to paste.
    double wall_s = 0;
    std::vector<Difference> differences;  // Of the runs that were done twice.
};

struct Setting {
    std::string name;
    std::string value;
};

// What was run, for whoever must do it again.
struct Identity {
    std::string version;
    std::string commit;        // 40 hexadecimal digits, or "unknown" outside a repository.
    bool modified = false;     // Files differed from the commit when the program was built.
    std::string command;       // As it was called.
    std::vector<Setting> set;  // --set
};

struct SessionResult {
    Identity identity;
    std::vector<ScenarioResult> scenarios;
    bool interrupted = false;
};

[[nodiscard]] const char* word(Verdict verdict);  // "pass", "fail" ...

}  // namespace bench::result
