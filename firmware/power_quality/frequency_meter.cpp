#include "firmware/power_quality/frequency_meter.h"

namespace meter::power_quality {

void FrequencyMeter::restart(SampleIndex at) {
    if (running_) close(at);
    running_ = true;
    begin_ = at;
}

void FrequencyMeter::window(const Window& window, bool flagged) {
    if (!running_) restart(window.begin);
    if (window.begin < begin_) return;  // Straddles the tick.
    if (window.begin >= begin_ + kTenSeconds) {
        const SampleIndex passed = (window.begin - begin_) / kTenSeconds * kTenSeconds;
        const SampleIndex next = begin_ + passed;
        close(begin_ + kTenSeconds);
        begin_ = next;
    }
    const bool straddles = window.end > begin_ + kTenSeconds;
    if (!straddles) add(window, flagged);
    if (window.end >= begin_ + kTenSeconds) {
        close(begin_ + kTenSeconds);
        begin_ += kTenSeconds;
    }
}

void FrequencyMeter::add(const Window& window, bool flagged) {
    const auto length = static_cast<std::int64_t>(window.end - window.begin);
    samples_ += length;
    cycles_ += length * window.frequency.count();
    flagged_ = flagged_ || flagged;
}

void FrequencyMeter::close(SampleIndex end) {
    if (samples_ >= kLeastSamples) {
        const auto mean = static_cast<std::int32_t>((cycles_ + samples_ / 2) / samples_);
        sink_.frequency({begin_, end, Millihertz{mean}, flagged_});
    }
    samples_ = 0;
    cycles_ = 0;
    flagged_ = false;
}

}  // namespace meter::power_quality
