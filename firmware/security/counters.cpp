#include "firmware/security/counters.h"

#include <algorithm>

namespace meter::security {

void CounterLease::begin(Instant now) {
    // Everything below the durable ceiling may have been used before the boot.
    next_ = std::max(std::uint32_t{1}, store_.ceiling(which_));
    renew(now);
}

void CounterLease::renew(Instant now) {
    size_ = lease_size(now);
    ask();
}

Result<std::uint32_t> CounterLease::take() {
    if (in_hand() == 0) {
        ask();
        return Error::exhausted;
    }
    const std::uint32_t taken = next_++;
    ask();
    return taken;
}

std::uint32_t CounterLease::in_hand() const {
    if (next_ == 0) return 0;
    const std::uint32_t end = std::min(store_.ceiling(which_), kLeaseEnd);
    return end > next_ ? end - next_ : 0;
}

void CounterLease::ask() {
    if (next_ == 0) return;
    const std::uint32_t durable = store_.ceiling(which_);
    if (durable >= kLeaseEnd || in_hand() > size_ / 2) return;
    // Counted from the durable ceiling, so the same one is asked for until it is durable: one
    // write, however many numbers are taken meanwhile.
    store_.raise(which_, std::min(std::max(durable, next_) + size_, kLeaseEnd));
}

}  // namespace meter::security
