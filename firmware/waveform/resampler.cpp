#include "firmware/waveform/resampler.h"

#include <cassert>

#include "firmware/waveform/compile_time.h"

namespace meter::waveform {
namespace {

constexpr std::size_t kPositions = 64;
constexpr double kBeta = 6.2;

// Weight of the sample that is `distance` samples away (J. F. Kaiser's window).
consteval double weight(double distance) {
    const double edge = 2 * distance / kTaps;
    if (edge <= -1 || edge >= 1) return 0;
    const double window =
        compile_time::bessel_i0(kBeta * compile_time::square_root(1 - edge * edge)) /
        compile_time::bessel_i0(kBeta);
    const double x = compile_time::kPi * distance;
    const bool centre = x < 1e-9 && x > -1e-9;
    return window * (centre ? 1 : compile_time::sine(x) / x);
}

// [p][k]: for a value p / 64 after the sample of coefficient 7.
consteval std::array<Weights, kPositions + 1> make_kernel() {
    std::array<Weights, kPositions + 1> table{};
    for (std::size_t p = 0; p <= kPositions; ++p) {
        std::array<double, kTaps> exact{};
        double sum = 0;
        for (std::size_t k = 0; k < kTaps; ++k) {
            const double position = static_cast<double>(p) / kPositions;
            exact[k] = weight(static_cast<double>(k) - (kTaps / 2 - 1) - position);
            sum += exact[k];
        }
        for (std::size_t k = 0; k < kTaps; ++k) table[p][k] = static_cast<float>(exact[k] / sum);
    }
    return table;
}

constinit const std::array<Weights, kPositions + 1> kKernel = make_kernel();

}  // namespace

void Resampler::load(const Block& block, Work& work) {
    for (std::size_t r = 0; r < kKept; ++r) work.row[r] = kept_[r];
    for (std::size_t n = 0; n < block.count; ++n) {
        Lanes& row = work.row[kKept + n];
        for (std::size_t c = 0; c < kChannels; ++c) row[c] = static_cast<float>(block.value[c][n]);
        row[kChannels] = 0;
    }
    // Near the start of everything the rows before the first sample have no index of their own;
    // nobody asks for them.
    work.first = block.first - kKept;
    work.count = kKept + block.count;
    for (std::size_t r = 0; r < kKept; ++r) kept_[r] = work.row[block.count + r];
}

Weights weights_at(std::uint32_t fraction) {
    constexpr int kPositionShift = 32 - 6;
    static_assert(kPositions == 1U << 6);
    const std::size_t p = fraction >> kPositionShift;
    const std::uint32_t rest = fraction & ((1U << kPositionShift) - 1);
    const float between = static_cast<float>(rest) / static_cast<float>(1U << kPositionShift);
    Weights out;
    for (std::size_t k = 0; k < kTaps; ++k) {
        out[k] = kKernel[p][k] + (kKernel[p + 1][k] - kKernel[p][k]) * between;
    }
    return out;
}

void Resampler::at(const Work& work, SampleIndex whole, std::uint32_t fraction, Lanes& out) {
    const Weights weights = weights_at(fraction);
    const auto begin = static_cast<std::size_t>(whole - (kTaps / 2 - 1) - work.first);
    assert(begin + kTaps <= work.count);
    // Two sums side by side: an addition need not wait for the one before.
    Lanes even{};
    Lanes odd{};
    for (std::size_t k = 0; k < kTaps; k += 2) {
        const Lanes& first = work.row[begin + k];
        const Lanes& second = work.row[begin + k + 1];
        for (std::size_t lane = 0; lane < kLanes; ++lane) even[lane] += weights[k] * first[lane];
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            odd[lane] += weights[k + 1] * second[lane];
        }
    }
    for (std::size_t lane = 0; lane < kLanes; ++lane) out[lane] = even[lane] + odd[lane];
}

}  // namespace meter::waveform
