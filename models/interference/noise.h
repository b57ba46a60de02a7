#pragma once

// Noise that is there at the receiver already: of switched-mode supplies in step with the mains,
// and of everything that people run, constant.
//
// Both raise the receiver's thermal floor by decibels: kTB at 290 K is -173.975 dBm/Hz, so the
// noise added is kTB F (r - 1) for a floor raised r times.

#include <string_view>

#include "models/interference/grid.h"
#include "models/interference/source.h"

namespace bench::interference {

// What a raise of the floor adds, in mW.
[[nodiscard]] double added_noise_mw(double width_khz, double noise_figure_db, double raise_db);

enum class Surroundings : std::uint8_t { city, residential, rural, quiet_rural };

// The median external noise figure of ITU-R P.372, table 1: c - d log10(f / MHz), above kTB.
// P.372 gives it for 0.3 to 250 MHz; beyond, this line is an extrapolation (at 868 MHz it lies
// 4.6 dB and more below the thermal floor in every surroundings).
[[nodiscard]] double man_made_noise_figure_db(Surroundings surroundings, double frequency_mhz);

class SwitchingNoise final : public Source {
public:
    SwitchingNoise(std::string_view name, const SwitchingNoiseConfig& config);
    void bursts(const Question& question, std::vector<Burst>& out) const override;

private:
    SwitchingNoiseConfig config_;
    Grid half_cycles_;
};

class ManMadeNoise final : public Source {
public:
    ManMadeNoise(std::string_view name, const ManMadeNoiseConfig& config);
    void bursts(const Question& question, std::vector<Burst>& out) const override;

private:
    ManMadeNoiseConfig config_;
};

}  // namespace bench::interference
