#include "models/afe/current_cores.h"

#include <cmath>
#include <complex>
#include <vector>

#include <gtest/gtest.h>

namespace bench::afe {
namespace {

constexpr double kStep = 125e-6;

Parts transformers(double phase_deg, double knee_a_rms) {
    Parts parts;
    for (ChannelPart& part : parts.channels) {
        part.phase_tangent = std::tan(phase_deg * M_PI / 180);
        part.knee_a_rms = knee_a_rms;
    }
    parts.channels[6].phase_tangent = 0;  // A shunt.
    return parts;
}

struct Secondary {
    std::vector<double> first;  // Of the transformer in lane 0.
    std::vector<double> shunt;
};

// A current without offset in the flux: the first trapezoid begins at nought, half a sample early.
double instant(std::size_t sample) { return kStep * (static_cast<double>(sample) + 0.5); }

Secondary run(const Parts& parts, double rms, double hz, std::size_t samples, double bias = 0,
              std::size_t block = 80) {
    CurrentCores cores{parts};
    std::array<std::vector<double>, CurrentCores::kLanes> lanes;
    for (auto& lane : lanes) {
        for (std::size_t n = 0; n < samples; ++n) {
            lane.push_back(rms * std::sqrt(2) * std::cos(2 * M_PI * hz * instant(n)));
        }
    }
    const std::vector<double> biases(bias == 0 ? 0 : samples, bias);
    for (std::size_t from = 0; from < samples; from += block) {
        const std::size_t count = std::min(block, samples - from);
        std::array<std::span<double>, CurrentCores::kLanes> spans;
        for (std::size_t i = 0; i < spans.size(); ++i) {
            spans[i] = std::span{lanes[i]}.subspan(from, count);
        }
        cores.run(
            kStep, spans,
            biases.empty() ? std::span<const double>{} : std::span{biases}.subspan(from, count));
    }
    return {lanes[0], lanes[3]};
}

// Against cos(2 pi f t), over the second half.
std::complex<double> phasor(const std::vector<double>& values, double hz) {
    std::complex<double> sum = 0;
    const std::size_t from = values.size() / 2;
    for (std::size_t n = from; n < values.size(); ++n) {
        sum += values[n] * std::polar(1.0, -2 * M_PI * hz * instant(n));
    }
    return sum * 2.0 / static_cast<double>(values.size() - from);
}

double degrees(std::complex<double> value) { return std::arg(value) * 180 / M_PI; }

TEST(CurrentCores, LeadByThePhaseErrorAndTheLessTheHigherTheFrequency) {
    for (const double error : {0.05, 0.1, 1.0, 5.0}) {
        const Parts parts = transformers(error, 24);
        EXPECT_NEAR(degrees(phasor(run(parts, 5, 50, 3200).first, 50)), error,
                    0.002 * error + 1e-4);
        const double tenth = std::atan(std::tan(error * M_PI / 180) / 10) * 180 / M_PI;
        EXPECT_NEAR(degrees(phasor(run(parts, 5, 500, 3200).first, 500)), tenth,
                    0.02 * tenth + 1e-4);
    }
    const Secondary sample = run(transformers(1, 24), 5, 50, 3200);
    EXPECT_NEAR(std::abs(phasor(sample.first, 50)) / (5 * std::sqrt(2)), std::cos(M_PI / 180),
                2e-5);
    EXPECT_NEAR(std::abs(phasor(sample.shunt, 50)), 5 * std::sqrt(2), 1e-9);
    EXPECT_NEAR(degrees(phasor(sample.shunt, 50)), 0, 1e-9);
}

// Knee point of IEC 61869-2: what is lost to magnetising rises by half for a tenth more flux.
TEST(CurrentCores, BendAtTheKnee) {
    const auto lost_peak = [](double knees) {
        const Parts parts = transformers(0.1, 24);
        const Secondary secondary = run(parts, 24 * knees, 50, 1600);
        double most = 0;
        for (std::size_t n = 800; n < secondary.first.size(); ++n) {
            most = std::max(most, std::abs(secondary.shunt[n] - secondary.first[n]));
        }
        return most;
    };
    EXPECT_NEAR(lost_peak(1.1) / lost_peak(1.0), 1.5, 0.02);
    EXPECT_NEAR(lost_peak(0.5) / lost_peak(0.25), 2.0, 0.01);  // Straight below.
}

TEST(CurrentCores, OvercurrentSaturatesAndPasses) {
    const Parts parts = transformers(0.1, 24);
    const double at_six = std::abs(phasor(run(parts, 6, 50, 1600).first, 50));
    EXPECT_NEAR(at_six, 6 * std::sqrt(2), 1e-3);
    // 20 Imax: the coil sees only the beginning of each half cycle.
    const Secondary much = run(parts, 120, 50, 1600);
    EXPECT_LT(std::abs(phasor(much.first, 50)), 0.8 * 120 * std::sqrt(2));
    for (const double value : much.first) EXPECT_LE(std::abs(value), 120 * std::sqrt(2) * 1.01);
    EXPECT_NEAR(std::abs(phasor(much.shunt, 50)), 120 * std::sqrt(2), 1e-6);
}

TEST(CurrentCores, AMagnetAddsPhaseErrorAndThenTakesTheCurrent) {
    const Parts parts = transformers(0.1, 24);
    const double none = degrees(phasor(run(parts, 5, 50, 3200).first, 50));
    const double some = degrees(phasor(run(parts, 5, 50, 3200, 0.8).first, 50));
    const double strong = degrees(phasor(run(parts, 5, 50, 3200, 1.4).first, 50));
    EXPECT_GT(some, none * 1.05);
    EXPECT_GT(strong, none * 10);
    // Without current a magnet gives none.
    for (const double value : run(parts, 0, 50, 200, 1.4).first) EXPECT_EQ(value, 0);
}

TEST(CurrentCores, DoNotDependOnTheBlocks) {
    const Parts parts = transformers(0.1, 4);
    EXPECT_EQ(run(parts, 5, 50, 800, 0, 80).first, run(parts, 5, 50, 800, 0, 37).first);
    EXPECT_EQ(run(parts, 5, 50, 800, 0.5, 80).first, run(parts, 5, 50, 800, 0.5, 1).first);
}

}  // namespace
}  // namespace bench::afe
