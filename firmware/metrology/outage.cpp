#include "firmware/metrology/outage.h"

#include "firmware/metrology/calendar.h"

namespace meter::metrology {
namespace {

constexpr Duration kSupplyRetry = seconds(1);

}  // namespace

Instant MainsMonitor::step(Instant now) {
    const Result<hal_supply> supply = board_.supply();
    if (!supply) return now + kSupplyRetry;
    const bool present = supply.value().mains != 0;
    if (present != outage_) return kNever;  // Mains as they should be, or the outage goes on.

    const Instant since{Duration{supply.value().since_us}};
    if (present) {
        outage_ = false;
        const AlarmRegisters power_up{.register_1 = kAlarm1PowerUp};
        sink_.qualified(Stream::events, {EventCode::power_returned, power_up},
                        stamp_of(board_, since));
        return kNever;
    }
    if (now - since < qualification_) return since + qualification_;
    outage_ = true;
    const AlarmRegisters last_gasp{.register_3 = kAlarm3LastGasp};
    sink_.qualified(Stream::alarms, {EventCode::last_gasp, last_gasp}, stamp_of(board_, since));
    return kNever;
}

}  // namespace meter::metrology
