#pragma once

// Forward error correction and transmit power towards one neighbour, from what its
// acknowledgements and frames tell of the path. Pure: everything is handed in.
//
// Acknowledgements always go at full power, so that their level measures the path; both ends are
// taken to have the same full power, and the path to be the same in both directions.

#include <algorithm>
#include <cstdint>

#include "firmware/radio/config.h"
#include "firmware/radio/quality.h"
#include "firmware/units/power_level.h"
#include "firmware/units/time.h"

namespace meter::radio {

class LinkControl {
public:
    // The margin over the uncoded sensitivity that power control leaves for fading, and how far it
    // may be above before power goes down: a step of 1 dB with each success.
    static constexpr Decibels kTarget{2000};
    static constexpr Decibels kHysteresis{300};
    static constexpr Decibels kStep{100};
    static constexpr Decibels kMostReduction{2500};  // What a transceiver of this kind can.
    // Coding goes on below the first, and off after a long time above the second.
    static constexpr Decibels kCodeBelow{1000};
    static constexpr Decibels kCodeUntil{1600};
    static constexpr std::uint16_t kPlainAfterSeconds = 60;

    // A level measured with the neighbour at full power.
    void heard(PowerLevel rssi, PowerLevel plain_sensitivity, Instant now);
    // The outcome of a try of ours, coded or not.
    void attempt(bool acked, bool was_coded, Instant now);

    // Coding of the next try, after `tries` failed ones: retries after the first always.
    [[nodiscard]] bool coded(Coding config, std::uint8_t tries) const {
        if (config != Coding::adaptive) return config == Coding::always;
        return coded_ || tries >= 2;
    }
    // Below full power by this much; retries go at full power.
    [[nodiscard]] Decibels reduction(std::uint8_t tries) const {
        return tries > 0 ? Decibels{} : Decibels{kStep.hundredths() * reduction_};
    }
    // Of a frame at full power; meaningless before anything was heard.
    [[nodiscard]] Decibels margin() const { return Decibels{margin_cdb_}; }

private:
    void steer_power();
    void steer_coding(Instant now);

    std::int16_t margin_cdb_ = 0;
    std::uint16_t well_since_s_ = 0;
    Quality plain_{};
    std::uint8_t reduction_ = 0;  // Steps.
    bool known_ : 1 = false;
    bool coded_ : 1 = false;
    bool well_ : 1 = false;
};
static_assert(sizeof(LinkControl) <= 8);

}  // namespace meter::radio
