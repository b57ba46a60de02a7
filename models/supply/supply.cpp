#include "models/supply/supply.h"

#include <algorithm>
#include <stdexcept>

namespace bench::supply {

Supply::Supply(const SupplyConfig& config, Agenda& agenda, SupplyOwner& owner)
    : config_{config}, agenda_{agenda}, owner_{owner}, charge_{config.hold_up} {
    constexpr Nanoseconds kNone{0};
    if (config.hold_up < kNone || config.detection < kNone || config.start_up < kNone) {
        throw std::invalid_argument{"negative time of a supply"};
    }
}

Nanoseconds Supply::hold_up_remaining(Time time) const {
    const Nanoseconds passed = time - since_;
    if (mains_) return std::min(charge_ + passed, config_.hold_up);
    // Without a load nothing drains the reservoir.
    return running_ ? std::max(charge_ - passed, Nanoseconds{0}) : charge_;
}

void Supply::account(Time now) {
    charge_ = hold_up_remaining(now);
    since_ = now;
}

void Supply::set_mains(Time now, bool present) {
    if (present == mains_) return;
    account(now);
    mains_ = present;
    ++generation_;
    if (present) {
        mains_returned(now);
    } else {
        mains_failed(now);
    }
}

void Supply::mains_failed(Time now) {
    if (!running_) return;  // A start-up under way is given up.
    agenda_.at(now + config_.detection, *this, detect, generation_);
    agenda_.at(now + charge_, *this, run_out, generation_);
}

void Supply::mains_returned(Time now) {
    if (!running_) agenda_.at(now + config_.start_up, *this, start, generation_);
    if (signalled_) return;
    signalled_ = true;
    owner_.mains_signal(true);
}

void Supply::wake(Time now, std::uint32_t what, std::uint64_t generation) {
    if (generation != generation_) return;
    switch (static_cast<Step>(what)) {
        case detect:
            if (!running_) return;
            signalled_ = false;
            owner_.mains_signal(false);
            return;
        case run_out:
            account(now);
            running_ = false;
            owner_.power_lost();
            return;
        case start:
            running_ = true;
            owner_.power_good();
            return;
    }
}

}  // namespace bench::supply
