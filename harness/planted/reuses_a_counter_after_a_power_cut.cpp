// Planted bug: at boot the counter goes on from one lease below the durable ceiling, where the life
// before may have taken counters already.

#include <algorithm>

#include "harness/planted/plugin.h"

namespace meter::planted {
namespace {

class ForgetfulLeases final : public security::LeaseStore {
public:
    explicit ForgetfulLeases(store::Store& store) : store_{store} {}

    [[nodiscard]] std::uint32_t ceiling(security::Lease lease) const override {
        const std::uint32_t durable = store_.ceiling(lease);
        if (lease != security::Lease::invocation_counter || told_) return durable;
        told_ = true;
        return durable - std::min(durable, security::kShortestLease);
    }
    void raise(security::Lease lease, std::uint32_t ceiling) override {
        store_.raise(lease, ceiling);
    }

private:
    store::Store& store_;
    mutable bool told_ = false;  // The first question after a boot is where to begin.
};

struct Joins : app::StandardJoins {
    using Leases = ForgetfulLeases;
};

}  // namespace
}  // namespace meter::planted

const struct fw_image fw_image =
    meter::planted::image_of_variant<meter::planted::Joins>("reuses_a_counter_after_a_power_cut");
