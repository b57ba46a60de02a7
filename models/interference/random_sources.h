#pragma once

// Sources whose bursts start at random: handsets that leak from band 20, and the narrow-band
// devices of 863-870 MHz. The bursts themselves are RandomBursts.

#include <string_view>

#include "models/interference/random_bursts.h"
#include "models/interference/source.h"
#include "models/interference/spectrum.h"

namespace bench::interference {

// A flat block and two steps of leakage on both sides: 3GPP TS 36.101, 6.6.2 (out-of-band
// emissions), in the figures of channel.md 4. What leaks is the lesser of limit and margin.
[[nodiscard]] Spectrum lte_spectrum(const LteUplinkConfig& config);  // Absolute.

class LteUplink final : public Source {
public:
    LteUplink(std::string_view name, const LteUplinkConfig& config, const chance::Key& key);
    void bursts(const Question& question, std::vector<Burst>& out) const override;

private:
    void intervals(const RandomBursts::Burst& burst, const Question& question, double power,
                   std::vector<Burst>& out) const;

    LteUplinkConfig config_;
    Spectrum spectrum_;
    RandomBursts random_;
    chance::Key load_;
};

class NarrowBand final : public Source {
public:
    NarrowBand(std::string_view name, const NarrowBandConfig& config, const chance::Key& key);
    void bursts(const Question& question, std::vector<Burst>& out) const override;

private:
    NarrowBandConfig config_;
    Spectrum spectrum_;
    RandomBursts random_;
};

}  // namespace bench::interference
