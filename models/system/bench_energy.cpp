// What a perfect register of the first meter would have counted.

#include <algorithm>
#include <cmath>

#include "models/system/nodes.h"

namespace bench::system {
namespace {

double in_wh(Int128 picojoules) {
    return static_cast<double>(picojoules) / static_cast<double>(mains::kPicojoulesPerWattHour);
}

// What flowed while nothing kept it from being counted. `up_to` answers for any instant.
template <typename UpTo>
Int128 counted(const std::vector<TimeSpan>& gaps, Time from, Time to, UpTo up_to) {
    Int128 total = up_to(to) - up_to(from);
    for (const TimeSpan& gap : gaps) {
        const Time first = std::max(gap.first, from);
        const Time last = std::min(gap.second, to);
        if (first < last) total -= up_to(last) - up_to(first);
    }
    return total;
}

}  // namespace

// A metering IC counts whenever there are mains. A three-phase meter counts while its module runs;
// it may not before it has booted (IEC 62052-11 gives it 5 s).
double Bench::true_import_wh(Time from, Time to) const {
    const Meter& meter = *meters_.front();
    if (meter.three) {
        return in_wh(counted(meter.down, from, to,
                             [&](Time at) { return meter.three->analogue.import_pj(at); }));
    }
    return in_wh(counted(meter.owing.gaps(), from, to,
                         [&](Time at) { return meter.single->load.import_pj(at); }));
}

double Bench::true_export_wh(Time from, Time to) const {
    const Meter& meter = *meters_.front();
    if (meter.three) {
        return in_wh(counted(meter.down, from, to,
                             [&](Time at) { return meter.three->analogue.export_pj(at); }));
    }
    return in_wh(counted(meter.owing.gaps(), from, to,
                         [&](Time at) { return meter.single->load.export_pj(at); }));
}

double Bench::apart_wh(Time from, Time to) const {
    const Meter& meter = *meters_.front();
    if (!meter.three) return 0;
    return std::fabs(in_wh(counted(meter.down, from, to, [&](Time at) {
        return meter.three->analogue.energy_at(at).apart_pj;
    })));
}

Nanoseconds Bench::register_age(Time time) const {
    const Meter& meter = *meters_.front();
    return meter.three ? meter.three->analogue.register_age(time) : Nanoseconds{0};
}

}  // namespace bench::system
