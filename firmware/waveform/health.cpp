#include "firmware/waveform/health.h"

#include <algorithm>

namespace meter::waveform {
namespace {

constexpr std::uint32_t kSpanSamples = 1600;  // 200 ms
constexpr std::int32_t kHighest = (1 << 23) - 1;
constexpr std::int32_t kLowest = -(1 << 23);

}  // namespace

void HealthMonitor::process(const SampleBlock& raw, const Block& value) {
    for (std::size_t c = 0; c < kChannels; ++c) {
        Span& span = span_[c];
        std::uint32_t at_end = 0;
        for (std::size_t n = 0; n < raw.count; ++n) {
            const std::int32_t x = raw.raw[c][n];
            span.low = std::min(span.low, x);
            span.high = std::max(span.high, x);
            at_end += x >= kHighest || x <= kLowest ? 1U : 0U;
            span.peak = std::max(span.peak, value.value[c][n]);
        }
        // The converter may say so of a sample that its filter has taken off the end.
        const std::uint32_t said = (raw.saturated >> c & 1U) != 0 ? 1U : 0U;
        span.saturated += std::max(at_end, said);
    }
    samples_ += static_cast<std::uint32_t>(raw.count);
    if (samples_ >= kSpanSamples) conclude();
}

void HealthMonitor::conclude() {
    bool voltage = false;
    for (std::size_t p = 0; p < kPhases; ++p) voltage |= span_[p].peak >= silent_peak_;
    for (std::size_t c = 0; c < kChannels; ++c) {
        const Span& span = span_[c];
        const bool absent = c < kPhases ? span.peak < silent_peak_ : span.low == span.high;
        health_[c] = ChannelHealth::good;
        if (voltage && absent) health_[c] = ChannelHealth::silent;
        if (span.saturated > allowed_) health_[c] = ChannelHealth::saturated;
        span_[c] = {};
    }
    samples_ = 0;
}

}  // namespace meter::waveform
