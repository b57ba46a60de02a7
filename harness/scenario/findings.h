#pragma once

// Collects everything that is wrong, so that one run shows all of it.

#include <string>
#include <vector>

#include "harness/scenario/diagnostic.h"
#include "harness/scenario/source.h"

namespace bench::scenario {

class Findings {
public:
    void error(const char* code, const Place& place, std::string message, std::string help = {});
    void warning(const char* code, const Place& place, std::string message, std::string help = {});
    // Errors so far; warnings do not count.
    [[nodiscard]] std::size_t errors() const { return errors_; }
    // Everything, `root`'s own first, each file from top to bottom.
    [[nodiscard]] std::vector<Diagnostic> sorted(const std::string& root) const;

private:
    void add(Severity severity, const char* code, const Place& place, std::string message,
             std::string help);

    std::vector<Diagnostic> items_;
    std::size_t errors_ = 0;
};

}  // namespace bench::scenario
