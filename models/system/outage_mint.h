#pragma once

// What a meter owes for its mains: a last gasp when they stay away for the qualification time and
// the reservoir carries the module so far, and their return.

#include "models/system/owing.h"

namespace bench::system {

class OutageMint {
public:
    // `qualification`: detection by the supply and the firmware's own.
    OutageMint(Nanoseconds detection, Nanoseconds qualification, const Owing& owing)
        : detection_{detection}, qualification_{qualification}, owing_{owing} {}

    void mains_failed(Time now);
    void mains_returned(Time now);
    // `power_on`: not a reset of the running module.
    void booted(Time now, bool power_on);

private:
    static constexpr Nanoseconds kMargin = std::chrono::milliseconds{1};
    void announce(Time now, Time since, bool certain);

    Nanoseconds detection_;
    Nanoseconds qualification_;
    const Owing& owing_;
    enum class Announced : std::uint8_t { no, perhaps, yes } announced_ = Announced::no;
};

}  // namespace bench::system
