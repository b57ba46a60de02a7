#pragma once

// One 20 MHz Wi-Fi channel: data frames and beacons of whoever is on it.
//
// Time is divided into trains of sixteen frames. A train's lengths are drawn, what is left of it
// is shared among the gaps by exponential draws, so that frames of one train never overlap and
// the duty holds train by train. Spectrum: IEEE 802.11 transmit mask, 0 dB to 9 MHz, -20 at 11,
// -28 at 20, -40 at 30.

#include <array>
#include <string_view>

#include "models/interference/grid.h"
#include "models/interference/source.h"
#include "models/interference/spectrum.h"

namespace bench::interference {

[[nodiscard]] Spectrum wifi_spectrum(double eirp_dbm);  // Around its centre.

class Wifi final : public Source {
public:
    Wifi(std::string_view name, const WifiConfig& config, const chance::Key& key);
    void bursts(const Question& question, std::vector<Burst>& out) const override;

private:
    static constexpr std::size_t kFrames = 16;
    struct Frame {
        Time start;
        Time end;
    };
    [[nodiscard]] std::array<Frame, kFrames> train(std::int64_t number) const;

    WifiConfig config_;
    Spectrum spectrum_;
    Nanoseconds train_length_{};
    Grid beacons_;
    chance::Key lengths_;
    chance::Key gaps_;
};

}  // namespace bench::interference
