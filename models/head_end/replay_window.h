#pragma once

// Which invocation counters of one meter were taken: a sliding window as of RFC 4303, 3.4.3, so
// that a packet that was overtaken, by its own successors on another link, is still taken once.
//
// Beside each counter stands the link that brought it: the first of the same counter on another
// link is the second copy of a packet sent twice; any other repetition is a replay.

#include <array>
#include <cstdint>

namespace bench::head_end {

class ReplayWindow {
public:
    static constexpr std::uint32_t kWidth = 64;
    enum class Verdict : std::uint8_t { fresh, copy, replay };

    // Of a packet whose tag was verified, and only of such; `link` tells links apart.
    [[nodiscard]] Verdict take(std::uint32_t counter, const void* link) {
        // No meter uses 0: its counters begin at 1.
        if (counter == 0 || counter + std::uint64_t{kWidth} <= highest_) return Verdict::replay;
        Entry& entry = entries_[counter % kWidth];
        if (counter > highest_) highest_ = counter;
        if (entry.counter != counter) {
            entry = {counter, link, false};
            return Verdict::fresh;
        }
        if (entry.copied || entry.link == link) return Verdict::replay;
        entry.copied = true;
        return Verdict::copy;
    }

private:
    struct Entry {
        std::uint32_t counter = 0;
        const void* link = nullptr;
        bool copied = false;
    };
    std::uint32_t highest_ = 0;
    std::array<Entry, kWidth> entries_{};
};

}  // namespace bench::head_end
