#pragma once

// Sources that take a new channel for each interval: Bluetooth, RFID readers, cordless telephones.
//
// The channel is a draw keyed by the interval's number, so that the hop of any instant is known
// without those before it.

#include <string_view>
#include <vector>

#include "models/interference/grid.h"
#include "models/interference/source.h"
#include "models/interference/spectrum.h"

namespace bench::interference {

class Hopper final : public Source {
public:
    Hopper(std::string_view name, const HopperConfig& config, const chance::Key& key);
    void bursts(const Question& question, std::vector<Burst>& out) const override;

private:
    HopperConfig config_;
    Grid intervals_;
    Spectrum spectrum_;
    std::vector<int> used_;
    chance::Key channels_;
    chance::Key activity_;
};

}  // namespace bench::interference
