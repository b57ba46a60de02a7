#include "models/afe/modulator_input.h"

#include <cmath>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

#include "models/afe/test_signals.h"

namespace bench::afe {
namespace {

constexpr std::size_t kRatio = 128;

// In place of modulator and RTL: the mean over each sample's clocks.
class Averager : public SampleConverter {
public:
    // From the middle of the clocks to the frame.
    [[nodiscard]] double delay_s() const override {
        return kNominalStep / kRatio * (kRatio - 1) / 2;
    }
    void restart() override { ++restarts; }
    void convert(AnalogueInput& input, std::uint64_t first_index, double start_s, double step_s,
                 std::span<Frame> out) override {
        const double fine = step_s / kRatio;
        std::array<std::array<double, kRatio>, kChannels> volts;
        std::array<std::span<double>, kChannels> spans;
        for (std::size_t i = 0; i < kChannels; ++i) spans[i] = volts[i];
        for (std::size_t n = 0; n < out.size(); ++n) {
            const double from_s = start_s + (static_cast<double>(n) - 1) * step_s + fine;
            input.volts((first_index + n) * kRatio, from_s, fine, spans);
            for (std::size_t i = 0; i < kChannels; ++i) {
                input.add_pulses(i, from_s, fine, 1, volts[i]);
                const double sum = std::accumulate(volts[i].begin(), volts[i].end(), 0.0);
                out[n].counts[i] =
                    static_cast<std::int32_t>(std::lround(sum / kRatio / 1.2 * kFullScaleCounts));
            }
        }
    }
    int restarts = 0;
};

TEST(ModulatorInput, PoleIsFollowedAtTheModulatorsRate) {
    for (const double hz : {50.0, 1000.0, 2500.0}) {
        Tones wave;
        wave.channel[0] = {300, hz};
        Averager averager;
        FrontEnd front_end{ideal(), wave, nullptr, chance::Key{1}, &averager};
        const auto frames = frames_of(front_end, 8 + 160);
        const double x = M_PI * hz * kNominalStep;
        const double mean = std::sin(x) / (kRatio * std::sin(x / kRatio));
        const double pole = 1 / std::sqrt(1 + hz * hz / 7234 / 7234);
        const double seen = std::abs(phasor(frames, 0, hz, 8)) / (300 / 511.2 / 1.2 * (1 << 23));
        EXPECT_NEAR(20 * std::log10(seen / (mean * pole)), 0, 0.01) << hz;
        const double lag = 2 * M_PI * hz * front_end.true_phase_delay(0, hz);
        const auto turned = phasor(frames, 0, hz, 8) * std::polar(1.0, lag);
        EXPECT_NEAR(std::arg(turned) * 180 / M_PI, 0, 0.02) << hz;
        EXPECT_EQ(averager.restarts, 1);
    }
}

// Wherever in a clock it falls.
TEST(ModulatorInput, AnImpulseKeepsItsArea) {
    const Tones silence;
    for (int phase = 0; phase < 8; ++phase) {
        Trouble trouble;
        trouble.pulses = {{0.00251 + (phase + 0.5) / 8 * kNominalStep / kRatio, 1e-6}};
        Averager averager;
        FrontEnd front_end{ideal(), silence, &trouble, chance::Key{1}, &averager};
        double sum = 0;
        for (const Frame& frame : frames_of(front_end, 40)) sum += frame.counts[0];
        const double area = sum * kNominalStep * 1.2 / (1 << 23) / 1e-6;
        EXPECT_NEAR(area, 1, 1e-4);
    }
}

// Averaged over a sample's clocks the noise is that of the sample fidelity.
TEST(ModulatorInput, NoiseKeepsItsDensity) {
    const Tones silence;
    FrontEndConfig config = ideal();
    config.converter.snr_db = 85;
    Averager averager;
    FrontEnd front_end{config, silence, nullptr, chance::Key{1}, &averager};
    double squares = 0;
    for (const Frame& frame : frames_of(front_end, 400)) {
        for (const std::int32_t count : frame.counts) squares += std::pow(count, 2);
    }
    EXPECT_NEAR(std::sqrt(squares / (400 * kChannels)) / front_end.true_noise(), 1, 0.06);
}

}  // namespace
}  // namespace bench::afe
