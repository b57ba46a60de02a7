#pragma once

// The clauses of docs/requirements.yaml: what the product must do, and what proves each.
//
// A check that names a clause may be stricter than it, never looser. A clause is proved by tests,
// by the check of a shipped scenario that claims it, or by a nightly run whose record is committed.

#include <optional>
#include <string>
#include <vector>

#include "harness/checks/expression.h"

namespace bench::run {

enum class Proof : std::uint8_t { none, scenario, test, nightly };

// What a run that is too long for every change has shown.
struct Record {
    std::string commit;  // At which it ran: 12 hexadecimal digits or more.
    std::string command;
    std::string seeds;
    std::string figure;  // What it said.
};

struct Clause {
    std::string id;     // "COM-10.a"
    std::string title;  // Of its row.
    std::string text;
    std::optional<checks::Expression> limit;  // Of clauses that scenarios prove.
    Proof proof = Proof::none;
    std::vector<std::string> by;   // Exact names of tests, or one scenario file; empty: unproved.
    std::optional<Record> record;  // Of a nightly run; without one the clause is unproved.
};

struct Objection {
    std::string code;
    std::string message;
    std::string help;
};

class ClauseTable {
public:
    // An empty table for an empty path. Throws std::runtime_error when the file does not read: it
    // is ours.
    [[nodiscard]] static ClauseTable read(const std::string& path);

    // Why a check may not claim this clause; nothing if it may.
    [[nodiscard]] std::optional<Objection> objection(const std::string& clause,
                                                     const checks::Expression& check) const;
    [[nodiscard]] const std::vector<Clause>& clauses() const { return clauses_; }
    [[nodiscard]] int unproved_allowed() const { return unproved_allowed_; }

private:
    bool known_ = false;
    std::vector<Clause> clauses_;
    int unproved_allowed_ = 0;
};

// True if `check` demands at least what `limit` does, part by part.
[[nodiscard]] bool at_least_as_strict(const checks::Expression& check,
                                      const checks::Expression& limit);

}  // namespace bench::run
