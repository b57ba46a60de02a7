#pragma once

// Losses that levels do not explain, by channel and hour of a recording: what Wi-Fi and others took
// from links of a range of levels. The recording repeats from its start.

#include <array>
#include <span>
#include <vector>

#include "models/chance/chance.h"
#include "models/interference/recorded/recordings.h"
#include "models/interference/recorded/replay.h"
#include "models/time/time.h"

namespace bench::interference {

class RecordedLoss {
public:
    struct Levels {  // Samples with least <= mean RSSI < most count.
        double least_dbm = -75;
        double most_dbm = 0;
    };
    // Throws std::invalid_argument if no sample is in the range.
    RecordedLoss(std::span<const LinkSample> samples, const Levels& levels, const chance::Key& key);

    // That a frame on this channel (11 to 26; of others 0) is lost beyond what noise takes. An
    // hour without samples has the mean of its channel.
    [[nodiscard]] double probability(int channel, Time time) const;
    // Drawn by the frame's number and channel.
    [[nodiscard]] bool lost(int channel, Time time, std::uint64_t frame) const;

private:
    static constexpr int kFirstChannel = 11;
    static constexpr std::size_t kChannels = 16;
    std::vector<std::array<double, kChannels>> hours_;
    chance::Key key_;
};

// How well this carries over to links that it has not seen. Half of the pairs of nodes (those with
// an even sum) teach a RecordedLoss for each of three ranges of levels, the others are predicted:
// noise times recorded loss of the channel and hour.
[[nodiscard]] std::vector<Compared> held_out_by_channel(std::span<const LinkSample> samples);
[[nodiscard]] Errors held_out_errors(std::span<const LinkSample> samples);

}  // namespace bench::interference
