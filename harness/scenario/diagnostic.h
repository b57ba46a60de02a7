#pragma once

// What is wrong with a scenario, said so that its author can mend it: where, what, and what to
// write instead. Lines and columns count from 1, columns in characters; line 0 means "no place in a
// file".

#include <string>
#include <vector>

namespace bench::scenario {

enum class Severity { error, warning };

struct Diagnostic {
    Severity severity = Severity::error;
    std::string code;  // "E201"
    std::string file;
    int line = 0;
    int column = 0;
    std::string message;
    std::string help;                // What to write instead; may be empty.
    std::string excerpt;             // The source line; empty: none to show.
    int length = 1;                  // Characters under the caret.
    std::vector<std::string> chain;  // "residential/a.yaml:12", innermost use first.
};

// At most this many are printed; the rest is counted.
inline constexpr std::size_t kMostDiagnostics = 20;

// One diagnostic as `file:line:col: error[E201]: message`, excerpt with caret, use chain and help.
[[nodiscard]] std::string format_diagnostic(const Diagnostic& diagnostic);
// All of them, at most kMostDiagnostics, then "and 7 more".
[[nodiscard]] std::string format_diagnostics(const std::vector<Diagnostic>& diagnostics);
// The same as workflow commands of GitHub: `::error file=,line=,col=,title=::message`.
[[nodiscard]] std::string format_github(const std::vector<Diagnostic>& diagnostics);

}  // namespace bench::scenario
