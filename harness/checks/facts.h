#pragma once

// What a run is known to be, beside its trace: the judge's own copy, bound to the trace's numbers.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "models/time/time.h"

namespace bench::checks {

struct Span {
    Time from;
    Time to;  // Both within.
};

struct StreamRule {
    std::string name;
    Nanoseconds period{};    // Zero: not periodic.
    Nanoseconds deadline{};  // Zero: none.
};

struct EntryFacts {
    std::string id;
    std::string action;  // "open_cover meter"
    std::vector<Span> occurrences;
    bool unfelt = false;  // Declared: it happens, and nothing may feel it.
};

// The energy that truly flowed, in Wh. Exactly what a perfect register would have counted.
class EnergyTruth {
public:
    virtual ~EnergyTruth() = default;
    [[nodiscard]] virtual double import_wh(Time from, Time to) const = 0;
    [[nodiscard]] virtual double export_wh(Time from, Time to) const {
        static_cast<void>(from);
        static_cast<void>(to);
        return 0.0;
    }
    // How much more or less of both a right register may count, where flows of both signs meet
    // within cycles.
    [[nodiscard]] virtual double apart_wh(Time from, Time to) const {
        static_cast<void>(from);
        static_cast<void>(to);
        return 0.0;
    }
    // A register that is read at `time` shows what had flowed so long before, at most.
    [[nodiscard]] virtual Nanoseconds register_age(Time time) const {
        static_cast<void>(time);
        return {};
    }
};

using SystemTitle = std::array<std::uint8_t, 8>;

struct RunFacts {
    std::vector<StreamRule> streams;  // By meter::Stream.
    Nanoseconds warmup{};
    Nanoseconds drain{};
    Nanoseconds duration{};
    std::vector<EntryFacts> entries;  // By the trace's `fault`.
    std::vector<SystemTitle> titles;  // Of all that cipher.
    std::vector<std::string> nodes;   // Of the air; node i is entity i + 1.
    const EnergyTruth* truth = nullptr;
    Nanoseconds report_period{};  // Of power-quality messages; zero: there are none.
    double nominal_v = 230;       // Un, In and starting current of the first meter.
    double nominal_a = 5;
    double starting_a = 0;

    // Causes that are judged.
    [[nodiscard]] Span judged() const { return {kStart + warmup, kStart + duration - drain}; }
};

}  // namespace bench::checks
