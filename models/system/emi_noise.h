#pragma once

// The noise of what disturbs a meter, as its own receiver hears it: a source of interference that
// reaches this node only.

#include <vector>

#include "models/emi/disturbances.h"
#include "models/interference/source.h"

namespace bench::system {

class EmiNoise final : public interference::Source {
public:
    explicit EmiNoise(const emi::Disturbances& disturbances) : disturbances_{disturbances} {}
    void bursts(const interference::Question& question,
                std::vector<interference::Burst>& out) const override;

private:
    const emi::Disturbances& disturbances_;
};

}  // namespace bench::system
