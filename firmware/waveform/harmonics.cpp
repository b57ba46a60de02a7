#include "firmware/waveform/harmonics.h"

namespace meter::waveform {
namespace {

constexpr std::uint64_t kLongestWait = 2400;  // Samples: 300 ms.

}  // namespace

HarmonicAnalyser::HarmonicAnalyser(const EngineConfig& config)
    : cycles_{config.nominal_hz == 60 ? 12U : 10U},
      points_{cycles_ * static_cast<std::uint32_t>(kPoints)},
      report_{config},
      turn_{unit_phasor(1.0F / static_cast<float>(points_))} {}

void HarmonicAnalyser::restart(SampleIndex at, bool flagged) {
    running_ = false;
    flag_next_ = flagged;
    restarted_ = at;
    channel_ = kFolded;
    resampler_.restart();
}

void HarmonicAnalyser::begin(SampleIndex at, const FrequencyTracker& tracker) {
    if (running_) return;
    // The interpolation wants samples before the first point.
    if (at < restarted_ + kTaps) return;
    if (!tracker.known() && at < restarted_ + kLongestWait) return;
    running_ = true;
    sums_ = grid_ = grid_from(ticks_of(at), tracker);
    end_ = end_of(sums_);
    span_ = {};
    span_.begin = sums_.begin;
    span_.flags = flag_next_ ? kDisturbed : std::uint8_t{0};
    flag_next_ = false;
    point_ = 0;
}

HarmonicAnalyser::Grid HarmonicAnalyser::grid_from(Ticks begin,
                                                   const FrequencyTracker& tracker) const {
    // Of a period in 1 / 65 536 of a sample, 128 points: 2^16 / 2^7 more for 1 / 2^32.
    static_assert(kPoints == 128);
    return {begin, tracker.period() << (16 - 7)};
}

Ticks HarmonicAnalyser::end_of(const Grid& grid) const {
    return grid.begin + (grid.step * points_ >> 16);
}

void HarmonicAnalyser::split(const Sums& one, SampleIndex index, std::uint8_t flags,
                             const FrequencyTracker& tracker) {
    const Ticks end = end_;
    done_ = span_.end_at(end, one, index, flags);
    done_length_ = end - done_.begin;
    done_hertz_ = tracker.hertz();
    sums_ = grid_from(end, tracker);
    end_ = end_of(sums_);
}

void HarmonicAnalyser::process(const Block& block) {
    Resampler::Work work;
    resampler_.load(block, work);
    if (!running_) return;
    Lanes value;
    for (;;) {
        const std::int64_t ahead = grid_.step * point_;  // 1 / 2^32 of a sample
        const std::int64_t within = (ahead & 0xFFFFFFFF) + ((grid_.begin & 0xFFFF) << 16);
        const SampleIndex whole = sample_of(grid_.begin) + static_cast<SampleIndex>(ahead >> 32) +
                                  static_cast<SampleIndex>(within >> 32);
        if (!Resampler::covers(work, whole)) return;
        Resampler::at(work, whole, static_cast<std::uint32_t>(within & 0xFFFFFFFF), value);
        fold(value);
        if (++point_ == points_) end_points();
    }
}

void HarmonicAnalyser::fold(const Lanes& value) {
    const std::size_t m = point_ % kPoints;
    // Begun anew each cycle, so that roundings do not gather.
    if (m == 0) {
        rotation_ = unit_phasor(static_cast<float>(point_) / static_cast<float>(points_));
    }
    Point& to = fold_[filling_][m];
    if (point_ < kPoints) to = {};
    for (std::size_t c = 0; c < kFolded; ++c) {
        to.plain[c] += value[c];
        to.cosine[c] += value[c] * rotation_.re;
        to.sine[c] += value[c] * rotation_.im;
    }
    rotation_ = rotation_ * turn_;
}

void HarmonicAnalyser::end_points() {
    grid_ = sums_;
    point_ = 0;
    filling_ = 1 - filling_;
    channel_ = 0;
}

bool HarmonicAnalyser::step() {
    if (channel_ == kFolded) return false;
    const Fold& from = fold_[1 - filling_];
    for (std::size_t m = 0; m < kPoints; ++m) {
        plain_[m] = {from[m].plain[channel_], 0};
        side_[m] = {from[m].cosine[channel_], -from[m].sine[channel_]};
    }
    transform(plain_);
    transform(side_);
    report_.channel(channel_, plain_, side_, static_cast<float>(points_), done_hertz_);
    if (++channel_ < kFolded) return false;
    report_.finish(done_, done_.begin + done_length_, done_hertz_);
    return true;
}

}  // namespace meter::waveform
