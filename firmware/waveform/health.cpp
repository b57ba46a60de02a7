#include "firmware/waveform/health.h"

#include <algorithm>

namespace meter::waveform {
namespace {

constexpr std::uint32_t kSpanSamples = 1600;  // 200 ms
constexpr std::int32_t kHighest = (1 << 23) - 1;
constexpr std::int32_t kLowest = -(1 << 23);

}  // namespace

// Looks no further than it must: a live channel shows it with its first samples.
void HealthMonitor::look_for_life(Span& span, std::size_t channel, const SampleBlock& raw,
                                  const Block& value) const {
    if (!span.begun) span.first = raw.raw[channel][0];
    span.begun = true;
    for (std::size_t n = 0; n < raw.count && !span.varies; ++n) {
        span.varies = raw.raw[channel][n] != span.first;
    }
    for (std::size_t n = 0; n < value.count && !span.strong; ++n) {
        span.strong = value.value[channel][n] >= silent_peak_;
    }
}

void HealthMonitor::process(const SampleBlock& raw, const Block& value) {
    for (std::size_t c = 0; c < kChannels; ++c) {
        Span& span = span_[c];
        look_for_life(span, c, raw, value);
        if ((raw.saturated >> c & 1U) == 0) continue;
        std::uint32_t at_end = 0;
        for (std::size_t n = 0; n < raw.count; ++n) {
            at_end += raw.raw[c][n] >= kHighest || raw.raw[c][n] <= kLowest ? 1U : 0U;
        }
        // The converter may say so of a sample that its filter has taken off the end.
        span.saturated += std::max(at_end, 1U);
    }
    samples_ += static_cast<std::uint32_t>(raw.count);
    if (samples_ >= kSpanSamples) conclude();
}

void HealthMonitor::conclude() {
    bool voltage = false;
    for (std::size_t p = 0; p < kPhases; ++p) voltage |= span_[p].strong;
    for (std::size_t c = 0; c < kChannels; ++c) {
        const Span& span = span_[c];
        const bool absent = c < kPhases ? !span.strong : !span.varies;
        health_[c] = ChannelHealth::good;
        if (voltage && absent) health_[c] = ChannelHealth::silent;
        if (span.saturated > allowed_) health_[c] = ChannelHealth::saturated;
        span_[c] = {};
    }
    samples_ = 0;
}

}  // namespace meter::waveform
