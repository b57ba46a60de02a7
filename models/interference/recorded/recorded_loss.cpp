#include "models/interference/recorded/recorded_loss.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <stdexcept>

namespace bench::interference {
namespace {

constexpr Nanoseconds kHour = std::chrono::hours{1};

struct Sum {
    double expected = 0;
    double arrived = 0;
    void add(const LinkSample& sample) {
        expected += predicted(sample);
        arrived += sample.delivery;
    }
    [[nodiscard]] double loss() const {
        return expected > 0 ? std::clamp(1 - arrived / expected, 0.0, 1.0) : 0;
    }
};

// Weak, middle and strong links.
constexpr RecordedLoss::Levels kRanges[] = {{-120, -80}, {-80, -70}, {-70, 0}};

bool teaches(const LinkSample& sample) { return (sample.from + sample.to) % 2 == 0; }

// Calls visit(sample, predicted delivery) for each sample of the half that was held out.
template <typename Visit>
void hold_out(std::span<const LinkSample> samples, Visit visit) {
    std::vector<LinkSample> lessons;
    std::ranges::copy_if(samples, std::back_inserter(lessons), teaches);
    for (const RecordedLoss::Levels& levels : kRanges) {
        const RecordedLoss loss{lessons, levels, chance::Key{0}};
        for (const LinkSample& sample : samples) {
            if (teaches(sample) || sample.mean_rssi_dbm < levels.least_dbm ||
                sample.mean_rssi_dbm >= levels.most_dbm) {
                continue;
            }
            const Time when = kStart + sample.since_start;
            visit(sample, predicted(sample) * (1 - loss.probability(sample.channel, when)));
        }
    }
}

}  // namespace

RecordedLoss::RecordedLoss(std::span<const LinkSample> samples, const Levels& levels,
                           const chance::Key& key)
    : key_{key} {
    std::vector<std::array<Sum, kChannels>> hours;
    std::array<Sum, kChannels> whole{};
    for (const LinkSample& sample : samples) {
        const auto channel = static_cast<std::size_t>(sample.channel - kFirstChannel);
        const bool counts = sample.mean_rssi_dbm >= levels.least_dbm &&
                            sample.mean_rssi_dbm < levels.most_dbm && channel < kChannels &&
                            sample.since_start >= Nanoseconds{0};
        if (!counts) continue;
        const auto hour = static_cast<std::size_t>(sample.since_start / kHour);
        if (hour >= hours.size()) hours.resize(hour + 1);
        hours[hour][channel].add(sample);
        whole[channel].add(sample);
    }
    if (hours.empty()) {
        throw std::invalid_argument("recorded loss: no sample has such a level; widen the range");
    }
    hours_.resize(hours.size());
    for (std::size_t hour = 0; hour < hours.size(); ++hour) {
        for (std::size_t channel = 0; channel < kChannels; ++channel) {
            const Sum& sum = hours[hour][channel];
            hours_[hour][channel] = (sum.expected > 0 ? sum : whole[channel]).loss();
        }
    }
}

double RecordedLoss::probability(int channel, Time time) const {
    const auto index = static_cast<std::size_t>(channel - kFirstChannel);
    if (index >= kChannels || time < kStart) return 0;
    const auto hour = static_cast<std::size_t>(time.time_since_epoch() / kHour);
    return hours_[hour % hours_.size()][index];
}

bool RecordedLoss::lost(int channel, Time time, std::uint64_t frame) const {
    return key_.of(static_cast<std::uint64_t>(channel)).uniform(frame) < probability(channel, time);
}

std::vector<Compared> held_out_by_channel(std::span<const LinkSample> samples) {
    std::vector<Compared> out(16);
    hold_out(samples, [&](const LinkSample& sample, double delivered) {
        Compared& line = out.at(static_cast<std::size_t>(sample.channel - 11));
        ++line.samples;
        line.recorded += sample.delivery;
        line.predicted += delivered;
    });
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i].of = 11 + static_cast<int>(i);
        out[i].recorded /= std::max(out[i].samples, 1);
        out[i].predicted /= std::max(out[i].samples, 1);
    }
    return out;
}

Errors held_out_errors(std::span<const LinkSample> samples) {
    Errors sum;
    double count = 0;
    hold_out(samples, [&](const LinkSample& sample, double delivered) {
        sum.mean += delivered - sample.delivery;
        sum.absolute += std::abs(delivered - sample.delivery);
        ++count;
    });
    return {sum.mean / std::max(count, 1.0), sum.absolute / std::max(count, 1.0)};
}

}  // namespace bench::interference
