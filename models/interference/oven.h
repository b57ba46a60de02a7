#pragma once

// A microwave oven at 2.4 GHz.
//
// The tube conducts in one half of each mains cycle and is off in the other, so that every oven of
// a phase radiates in the same halves and a short frame fits between. The spectrum is figure 3 of
// T. M. Taher, M. J. Misurac, J. L. LoCicero, D. R. Ucci, "Microwave oven signal modeling", IEEE
// WCNC 2008 (oven 1), in the 6 MHz samples that ns-3 reads from it (MicrowaveOvenSpectrumValue-
// Helper), joined by lines in dB: peak 22.0 dBm/MHz at 2456 MHz, nothing outside 2360-2486 MHz.
// A second tube adds 3 dB and sweeps (Kamerman and Erkocevic, "Microwave oven interference on
// wireless LANs operating in the 2.4 GHz ISM band", PIMRC 1997, from memory).

#include <span>
#include <string_view>

#include "models/interference/grid.h"
#include "models/interference/source.h"
#include "models/interference/spectrum.h"

namespace bench::interference {

// Oven 1, dBm/MHz each 6 MHz from 2366 MHz.
[[nodiscard]] std::span<const double> oven_samples();
[[nodiscard]] Spectrum oven_spectrum();  // Of those, door open so to speak: nothing taken off.

class Oven final : public Source {
public:
    Oven(std::string_view name, const OvenConfig& config, const chance::Key& key);
    void bursts(const Question& question, std::vector<Burst>& out) const override;

private:
    // How far the centre has wandered: lines between keyed values, one each second.
    [[nodiscard]] double drift_khz(Time time) const;
    [[nodiscard]] bool cooking(Time time) const;
    void swept(const Question& question, Time start, Nanoseconds length,
               std::vector<Burst>& out) const;

    OvenConfig config_;
    Grid mains_;
    Grid cooking_;
    Spectrum spectrum_;
    double level_ = 1;  // Door and number of tubes.
    chance::Key drift_;
};

}  // namespace bench::interference
