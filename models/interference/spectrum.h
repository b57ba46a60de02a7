#pragma once

// How much of a source's power a receiver takes in: its spectrum times the receiver's selectivity.
//
// Both are lines in dB over frequency, so that the integral over each piece is exact: the mean of
// an exponential between its ends. No sum over a grid, no step to choose.

#include <span>
#include <vector>

#include "models/interference/source.h"

namespace bench::interference {

// What a receiver takes off a signal `offset_khz` beside its channel: channel.md 2.5 and its
// corrections. 0 dB to half a channel, 20 dB to one channel, from there lines through 40 dB at two,
// 60 dB at 2 MHz (or four channels), 75 dB at 10 MHz (or twenty) and 100 dB at 1 GHz and beyond.
// The figures are engineering defaults for sub-GHz parts; 802.15.4 itself asks 10 and 30 dB of the
// nearest two channels.
[[nodiscard]] double blocking_rejection_db(double offset_khz, double spacing_khz);

// A power spectral density: lines in dB between points, nothing outside them. Two points at one
// frequency are a step.
class Spectrum {
public:
    struct Point {
        double khz = 0;          // From the centre, or absolute: as the caller moves it.
        double dbm_per_mhz = 0;  // Or relative, if a total is given.
    };

    explicit Spectrum(std::vector<Point> points);
    // The shape of the points, moved in level so that the whole is `total_dbm`.
    Spectrum(std::vector<Point> points, double total_dbm);
    [[nodiscard]] static Spectrum flat(double width_khz, double total_dbm);

    [[nodiscard]] double total_mw() const { return total_mw_; }
    // Within the band alone, the spectrum moved up by `shift_khz`.
    [[nodiscard]] double within_mw(const Band& band, double shift_khz) const;
    // Within the band and through the rejection of what lies outside.
    [[nodiscard]] double received_mw(const Band& band, double shift_khz) const;

private:
    [[nodiscard]] double between_mw(double from_khz, double to_khz) const;
    std::vector<Point> points_;
    double total_mw_ = 0;
};

}  // namespace bench::interference
