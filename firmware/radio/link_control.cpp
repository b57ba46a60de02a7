#include "firmware/radio/link_control.h"

namespace meter::radio {
namespace {

// The estimate falls at once with a lower level and rises by a sixteenth of the difference: a fade
// is not averaged away.
constexpr std::int32_t kRise = 16;
constexpr std::uint16_t kPlainBelow = Quality::kOne / 2;
constexpr std::uint16_t kPlainFrom = Quality::kOne * 4 / 5;

std::uint16_t seconds_of(Instant at) {
    return static_cast<std::uint16_t>(at.time_since_epoch().count() / 1000000);
}

}  // namespace

void LinkControl::heard(PowerLevel rssi, PowerLevel plain_sensitivity, Instant now) {
    const std::int32_t margin = std::clamp((rssi - plain_sensitivity).hundredths(), -20000, 20000);
    const std::int32_t above = margin - margin_cdb_;
    const bool at_once = !known_ || above < 0;
    margin_cdb_ = static_cast<std::int16_t>(margin_cdb_ + (at_once ? above : above / kRise));
    known_ = true;
    steer_coding(now);
}

void LinkControl::attempt(bool acked, bool was_coded, Instant now) {
    if (!was_coded) plain_.note(acked);
    if (!acked) {
        reduction_ = 0;
    } else {
        steer_power();
        // Coded frames say nothing of the others, which are given a new chance little by little.
        if (was_coded) plain_.note(true);
    }
    steer_coding(now);
}

void LinkControl::steer_power() {
    if (!known_) return;
    const std::int32_t spare = margin_cdb_ - kTarget.hundredths();
    const std::int32_t now_spare = spare - reduction_ * kStep.hundredths();
    if (now_spare < 0) {
        reduction_ = static_cast<std::uint8_t>(std::max(spare, 0) / kStep.hundredths());
    } else if (now_spare > kHysteresis.hundredths() &&
               reduction_ < kMostReduction.hundredths() / kStep.hundredths()) {
        ++reduction_;
    }
}

void LinkControl::steer_coding(Instant now) {
    if (!known_) return;
    const bool strong = margin() >= kCodeUntil;
    // Losses at a good level are interference, which hopping deals with.
    const bool weak = margin() < kCodeBelow || (!strong && plain_.share() < kPlainBelow);
    if (weak) coded_ = true;
    const bool well = strong && plain_.share() >= kPlainFrom;
    if (!well || !coded_) {
        well_ = false;
        return;
    }
    const std::uint16_t second = seconds_of(now);
    if (!well_) well_since_s_ = second;
    well_ = true;
    const auto lasted = static_cast<std::uint16_t>(second - well_since_s_);
    if (lasted >= kPlainAfterSeconds) coded_ = well_ = false;
}

}  // namespace meter::radio
