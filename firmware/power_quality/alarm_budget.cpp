#include "firmware/power_quality/alarm_budget.h"

#include <algorithm>

namespace meter::power_quality {

bool AlarmBudget::take(SampleIndex now, std::uint8_t burst, SampleIndex interval) {
    const SampleIndex paid = std::max(paid_until_, now);
    if (paid - now + interval > burst * interval) return false;
    paid_until_ = paid + interval;
    return true;
}

}  // namespace meter::power_quality
