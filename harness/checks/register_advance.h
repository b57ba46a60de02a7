#pragma once

// Whether the registers of a meter that measures by itself advanced from one capture to another by
// what flowed between them. Their totals alone do not show a register that is a period old: what
// the class leaves open of a total soon exceeds what flows in a period.

#include <cstdint>
#include <map>

#include "models/trace/events.h"

namespace bench::checks {

class RegisterAdvance {
public:
    // How many captures are remembered, the newest by their instant.
    static constexpr std::size_t kKept = 256;

    // Against the nearest capture before `accepted` that was kept, else the nearest after.
    [[nodiscard]] bool right(const trace::Acceptance& accepted,
                             const trace::MintedRegisters& minted) const;
    // A capture whose registers are right, for those that follow.
    void keep(const trace::Acceptance& accepted, const trace::MintedRegisters& minted);

private:
    struct Kept {
        std::int64_t import_cwh = 0;
        std::int64_t export_cwh = 0;
        trace::MintedRegisters minted;
    };
    std::map<std::int64_t, Kept> kept_;  // By capture instant.
};

}  // namespace bench::checks
