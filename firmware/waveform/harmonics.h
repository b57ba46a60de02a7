#pragma once

// Windows of 10 cycles (12 at 60 Hz), gapless (IEC 61000-4-30, section 4.5), and their harmonic
// subgroups (IEC 61000-4-7, section 5.5.1).
//
// The window is taken at 128 points a cycle, so that N = 1 280 (1 536) points hold it exactly. What
// is wanted of the transform are the lines 10 h - 1, 10 h and 10 h + 1 (12 h at 60 Hz). Points that
// are whole cycles apart share a phase there, so folding the window to one cycle, once plainly and
// once against e^(-j 2 pi n / N), leaves two transforms of 128 points to a channel. Folding is done
// as samples come; each block after the window's end transforms one channel.

#include <array>
#include <cstddef>
#include <cstdint>

#include "firmware/core/measurement.h"
#include "firmware/waveform/arithmetic.h"
#include "firmware/waveform/config.h"
#include "firmware/waveform/frequency.h"
#include "firmware/waveform/resampler.h"
#include "firmware/waveform/sample_block.h"
#include "firmware/waveform/sums.h"
#include "firmware/waveform/transform.h"
#include "firmware/waveform/window_report.h"

namespace meter::waveform {

class HarmonicAnalyser {
public:
    explicit HarmonicAnalyser(const EngineConfig& config);

    // The window under way is dropped; the next begins once the frequency is known, or after
    // 300 ms.
    void restart(SampleIndex at, bool flagged);
    // At the beginning of a block: may begin the first window.
    void begin(SampleIndex at, const FrequencyTracker& tracker);

    [[nodiscard]] bool running() const { return running_; }
    [[nodiscard]] Ticks boundary() const { return end_; }
    void add(const Sums& range, std::uint8_t flags) { span_.add(range, flags); }
    // The sample `index`, in which the window's end lies.
    void split(const Sums& one, SampleIndex index, std::uint8_t flags,
               const FrequencyTracker& tracker);
    void give_back(const Sums& withheld) { span_.sums += withheld; }

    // Folds the block's samples.
    void process(const Block& block);
    // Transforms one channel of the window before. True if that was the last one: report() is
    // complete, and is until the next call.
    bool step();
    [[nodiscard]] const Window& report() const { return report_.window(); }
    [[nodiscard]] Ticks length() const { return done_length_; }

private:
    static constexpr std::size_t kFolded = 2 * kPhases;
    struct Point {  // Plain, by the cosine, by the sine.
        std::array<float, kFolded> plain, cosine, sine;
    };
    using Fold = std::array<Point, kPoints>;
    struct Grid {
        Ticks begin = 0;
        std::int64_t step = 0;  // Between points, in 1 / 2^32 of a sample.
    };

    [[nodiscard]] Grid grid_from(Ticks begin, const FrequencyTracker& tracker) const;
    [[nodiscard]] Ticks end_of(const Grid& grid) const;
    void fold(const Lanes& value);
    void end_points();

    std::uint32_t cycles_;
    std::uint32_t points_;  // Of a window.
    WindowReport report_;
    Resampler resampler_{};
    std::array<Fold, 2> fold_{};
    Spectrum side_{};
    Spectrum plain_{};

    bool running_ = false;
    bool flag_next_ = false;
    SampleIndex restarted_ = 0;
    Span span_{};
    Grid sums_{};    // Of the window whose samples are being summed.
    Ticks end_ = 0;  // Of that window.
    Span done_{};    // Sums of the window whose points are complete or nearly so.
    Ticks done_length_ = 0;
    float done_hertz_ = 0;

    Grid grid_{};  // Of the window whose points are being folded.
    std::uint32_t point_ = 0;
    std::size_t filling_ = 0;
    Complex turn_{};                 // e^(j 2 pi / N)
    Complex rotation_{};             // e^(j 2 pi n / N)
    std::size_t channel_ = kFolded;  // The next to transform; kFolded: none.
};

}  // namespace meter::waveform
