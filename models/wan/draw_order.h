#pragma once

// What keys the draws of datagrams: who sends, when, and which of those that the same sender sends
// at one instant. No count runs through a run, so a datagram more or fewer moves no draw of another
// instant or sender.

#include "models/chance/chance.h"
#include "models/time/time.h"

namespace bench::wan {

// Of one sender; times never go back.
class DrawOrder {
public:
    // The ordinal of what is sent now among what was sent at this instant, from 0.
    [[nodiscard]] std::uint64_t next(Time now) {
        ordinal_ = now == last_ ? ordinal_ + 1 : 0;
        last_ = now;
        return ordinal_;
    }
    // `sender`: the key of the sender and the purpose; drawn from by the ordinal.
    [[nodiscard]] static chance::Key key_at(const chance::Key& sender, Time sent) {
        return sender.of(static_cast<std::uint64_t>(ns(sent)));
    }

private:
    Time last_ = kEndOfTime;
    std::uint64_t ordinal_ = 0;
};

}  // namespace bench::wan
