#pragma once

// How many starts may be alarms: a few at once, then one in each interval.

#include <cstdint>

#include "firmware/core/measurement.h"

namespace meter::power_quality {

class AlarmBudget {
public:
    // At `now`, samples; never earlier than at the call before.
    [[nodiscard]] bool take(SampleIndex now, std::uint8_t burst, SampleIndex interval);

private:
    SampleIndex paid_until_ = 0;  // When the last alarm taken will have been paid for.
};

}  // namespace meter::power_quality
