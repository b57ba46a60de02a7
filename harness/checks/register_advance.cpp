#include "harness/checks/register_advance.h"

#include <cstdlib>
#include <iterator>

namespace bench::checks {
namespace {

// Both registers are truncated, and so is what was minted.
constexpr std::int64_t kDigits = 3;

// `advance`: of the register, from the earlier capture to the later one.
bool follows(std::int64_t advance, const trace::RegisterFlow& earlier,
             const trace::RegisterFlow& later) {
    const std::int64_t open =
        later.slack - earlier.slack + std::abs(later.apart - earlier.apart) + kDigits;
    const std::int64_t most = later.flowed - earlier.shown + open;
    const std::int64_t least =
        later.shown - earlier.flowed - (later.unmeasured - earlier.unmeasured) - open;
    return least <= advance && advance <= most;
}

}  // namespace

bool RegisterAdvance::right(const trace::Acceptance& accepted,
                            const trace::MintedRegisters& minted) const {
    if (kept_.empty()) return true;
    const auto after = kept_.upper_bound(accepted.calendar_us);
    if (after != kept_.begin()) {
        const Kept& earlier = std::prev(after)->second;
        return follows(accepted.import_cwh - earlier.import_cwh, earlier.minted.import,
                       minted.import) &&
               follows(accepted.export_cwh - earlier.export_cwh, earlier.minted.export_,
                       minted.export_);
    }
    const Kept& later = after->second;
    return follows(later.import_cwh - accepted.import_cwh, minted.import, later.minted.import) &&
           follows(later.export_cwh - accepted.export_cwh, minted.export_, later.minted.export_);
}

void RegisterAdvance::keep(const trace::Acceptance& accepted,
                           const trace::MintedRegisters& minted) {
    kept_[accepted.calendar_us] = {accepted.import_cwh, accepted.export_cwh, minted};
    if (kept_.size() > kKept) kept_.erase(kept_.begin());
}

}  // namespace bench::checks
