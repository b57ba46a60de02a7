#pragma once

// What is done to the air: jammers, as constant noise at both ends of a link, and cut links. Each
// may have someone who wants to know that it mattered, who is told once.

#include <algorithm>
#include <bitset>
#include <cstdint>
#include <span>
#include <vector>

#include "models/time/time.h"
#include "models/trace/fault_observer.h"
#include "models/trace/record.h"

namespace bench::radio {

using trace::FaultObserver;

struct Jam {
    std::uint32_t id = 0;
    trace::Entity ends[2] = {};
    double power_mw = 0;        // At the receiver, in each channel.
    std::bitset<256> channels;  // All of them: the whole band.
    Time start;
    Time end = kEndOfTime;
    FaultObserver* observer = nullptr;  // Until told.

    [[nodiscard]] bool hits(trace::Entity node, std::uint8_t channel, Time from, Time to) const {
        return (ends[0] == node || ends[1] == node) && channels[channel] && start < to &&
               end > from;
    }
};

class Jamming {
public:
    void start(const Jam& jam);
    void stop(std::uint32_t id, Time now);
    // Ended ones stay until nothing that is still of interest can have overlapped them.
    [[nodiscard]] std::span<const Jam> all() const { return jams_; }
    [[nodiscard]] bool on() const {
        return std::ranges::any_of(jams_, [](const Jam& jam) { return jam.end == kEndOfTime; });
    }
    // Tells the observers of those that hit this node, channel and time.
    void mattered(trace::Entity node, std::uint8_t channel, Time from, Time to);

private:
    std::vector<Jam> jams_;
};

class Cuts {
public:
    explicit Cuts(std::size_t links) : links_(links) {}
    // Two faults may hold one link cut; it works again when both have ended.
    void set(std::uint32_t link, bool cut, std::uint32_t id, FaultObserver* observer);
    // Pairs of a mesh, whose numbers lie above those of the links, are never cut.
    [[nodiscard]] bool cut(std::uint32_t link) const {
        return link < links_.size() && !links_[link].holds.empty();
    }
    [[nodiscard]] bool any() const { return held_ > 0; }
    void mattered(std::uint32_t link);

private:
    struct Hold {
        std::uint32_t id;
        FaultObserver* observer;  // Until told.
    };
    struct Link {
        std::vector<Hold> holds;
    };
    std::vector<Link> links_;
    std::size_t held_ = 0;  // Links that are cut.
};

}  // namespace bench::radio
