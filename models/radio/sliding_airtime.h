#pragma once

// Time on the air within the last hour, or another window, exactly: each transmission leaves as it
// came, octet by octet.

#include <cstddef>

#include "models/radio/span_queue.h"
#include "models/time/time.h"

namespace bench::radio {

class SlidingAirtime {
public:
    static constexpr Nanoseconds kHour = std::chrono::hours{1};
    // Beyond so many, the oldest two become one that counts for as long as the newer of them: never
    // too little. Sixteen times what 100 s an hour allow in frames of 25 ms.
    static constexpr std::size_t kMost = 65'536;

    explicit SlidingAirtime(Nanoseconds window = kHour) : window_{window} {}

    // Transmissions come in the order of their ends. Returns what lies in the window up to `end`.
    Nanoseconds add(Time start, Time end);

private:
    struct Span {
        Time start;
        Time end;
    };
    Nanoseconds window_;
    SpanQueue<Span> spans_;
    Nanoseconds sum_{};
};

}  // namespace bench::radio
