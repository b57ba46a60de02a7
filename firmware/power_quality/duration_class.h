#pragma once

// IEEE 1159-2009, table 2: how long a dip, swell or interruption lasted, in words.

#include "firmware/power_quality/quality_event.h"

namespace meter::power_quality {

// `duration` in samples. Below half a cycle of `nominal_hz` there is no class; each class includes
// its upper bound.
[[nodiscard]] constexpr DurationClass class_of(QualityKind kind, SampleIndex duration,
                                               std::int32_t nominal_hz) {
    const SampleIndex cycles_of_rate = duration * static_cast<SampleIndex>(nominal_hz);
    if (2 * cycles_of_rate < kSampleRateHz) return DurationClass::none;
    const bool voltage_remains = kind == QualityKind::dip || kind == QualityKind::swell;
    if (voltage_remains && cycles_of_rate <= SampleIndex{30} * kSampleRateHz) {
        return DurationClass::instantaneous;
    }
    if (duration <= SampleIndex{3} * kSampleRateHz) return DurationClass::momentary;
    if (duration <= SampleIndex{60} * kSampleRateHz) return DurationClass::temporary;
    return DurationClass::sustained;
}

}  // namespace meter::power_quality
