#pragma once

// From lines of the spectrum and sums of the samples to the words of a Window.

#include <array>
#include <cstddef>
#include <cstdint>

#include "firmware/core/measurement.h"
#include "firmware/waveform/config.h"
#include "firmware/waveform/sums.h"
#include "firmware/waveform/transform.h"

namespace meter::waveform {

class WindowReport {
public:
    explicit WindowReport(const EngineConfig& config);

    // Line `cycles` x h of a channel is plain[h], the one above it side[h], the one below it the
    // conjugate of side[128 - h]. `hertz`: of the fundamental. Amplitudes are of `points` points.
    void channel(std::size_t channel, const Spectrum& plain, const Spectrum& side, float points,
                 float hertz);
    // After all six channels.
    void finish(const Span& span, Ticks end, float hertz);
    [[nodiscard]] const Window& window() const { return window_; }

private:
    [[nodiscard]] float droop(std::size_t channel, float hertz) const;
    void phase(std::size_t p, const Span& span, Ticks length, Complex reference);
    void sequences();
    [[nodiscard]] Complex reference() const;

    std::array<std::int32_t, kChannels> corner_hz_{};
    float nominal_hz_;
    float tiny_voltage_;  // 100 uV; a fundamental below has neither distortion nor angle.
    float tiny_current_;  // 1 uA
    Window window_{};
    std::array<Complex, 2 * kPhases> fundamental_{};  // Root mean square, in the channel's unit.
    std::array<float, 2 * kPhases> distortion_{};     // Share of the fundamental.
};

}  // namespace meter::waveform
