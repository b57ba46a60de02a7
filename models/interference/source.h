#pragma once

// A source of interference: asked what it radiates into a receiver's channel in a window of time.
//
// The answer is a pure function of the source's key, its configuration and the question. Windows
// may be asked in any order and cut anywhere: a burst that overlaps two windows is the same burst
// in both, whole, with its own start and end.

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "models/chance/chance.h"
#include "models/interference/config.h"
#include "models/time/time.h"

namespace bench::interference {

struct Band {  // Of the receiver that asks.
    double centre_khz = 0;
    double width_khz = 0;    // Noise bandwidth, > 0.
    double spacing_khz = 0;  // Between its channels, >= width_khz / 2: its filter's scale.
};

struct Burst {
    Time start;
    Time end;
    // EIRP that counts as in the band while it lasts: what falls into it and what the receiver's
    // selectivity lets through of the rest. Of a kind that acts at the receiver: received power.
    double power_mw = 0;
    friend bool operator==(const Burst&, const Burst&) = default;
};

// Where the victim of a following jammer listens. Served by whoever knows its hops.
class Hops {
public:
    struct Dwell {
        Time start;  // start <= the time asked < end, whichever time of the dwell was asked.
        Time end;
        std::optional<double> centre_khz;  // None: it listens nowhere.
    };
    virtual ~Hops() = default;
    [[nodiscard]] virtual Dwell at(Time time) const = 0;
};

struct Question {
    Band band;
    Time from;
    Time to;                            // Bursts that overlap [from, to) are wanted.
    std::span<const Time> frames = {};  // Starts of the frames on the band that a reactive jammer
                                        // would hear; whether it does is for the asker to say.
    const Hops* victim = nullptr;       // Of a following jammer.
};

class Source {
public:
    Source() = default;
    Source(const Source&) = delete;
    Source& operator=(const Source&) = delete;
    virtual ~Source() = default;

    // Appends, mostly in order of start. Two bursts of one source may overlap: their powers add.
    virtual void bursts(const Question& question, std::vector<Burst>& out) const = 0;
};

// Throws std::invalid_argument: where, what, and what to write instead. `run` is the key of the
// whole run or of its interference; the source's name is added here.
[[nodiscard]] std::unique_ptr<Source> make_source(const SourceConfig& config,
                                                  const chance::Key& run);

}  // namespace bench::interference
