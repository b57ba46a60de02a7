#include "models/time/agenda.h"

#include <algorithm>

namespace bench {

void Agenda::at(Time time, Actor& actor, std::uint32_t what, std::uint64_t argument) {
    heap_.push_back({std::max(time, now_), order_++, &actor, argument, what});
    std::ranges::push_heap(heap_, Later{});
}

void Agenda::run_until(Time end) {
    while (!heap_.empty() && heap_.front().time <= end) {
        std::ranges::pop_heap(heap_, Later{});
        const Entry entry = heap_.back();
        heap_.pop_back();
        now_ = entry.time;
        ++executed_;
        entry.actor->wake(now_, entry.what, entry.argument);
    }
    now_ = std::max(now_, end);
}

}  // namespace bench
