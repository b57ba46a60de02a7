#pragma once

// The converter at rtl fidelity: seven delta-sigma modulators at 1.024 MHz and the decimator of
// rtl/afe_decimator, verilated.
//
// The input is asked for at 64 kHz and taken to 1.024 MHz by Lagrange's cubic through four points:
// 0.002 dB low at 2.5 kHz, and what it leaves around 64 kHz lies in a zero of sinc3. Pulses behind
// the pole come at 1.024 MHz.

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "models/afe/modulator.h"
#include "models/afe/sample_converter.h"
#include "rtl/afe_decimator/afe_decimator.h"

namespace bench::afe {

class RtlConverter final : public SampleConverter {
public:
    // ConverterConfig::snr_db at which sample fidelity has as much noise in 0 .. 2.5 kHz as this
    // one with a thermal noise of 101 dB, at the levels of 230 V and 5 A and below -40 dBFS:
    // measured by the test. A modulator's own noise depends on its input: between -10 and -20 dBFS
    // there is 1 to 1.5 dB less of it, at -2 dBFS 3 dB more.
    static constexpr double kEquivalentSnrDb = 97;

    // Volts that are full scale of the modulator, above 0.
    explicit RtlConverter(double full_scale_v);

    // Of the RTL, for FrontEndConfig::low_pass_taps: what true_gain() is reckoned with.
    [[nodiscard]] static std::vector<double> low_pass_taps();

    // 1383.5 clocks of 1.024 MHz, 1.351 ms: the decimator's and the modulator's own.
    [[nodiscard]] double delay_s() const override;
    // The modulators begin with nothing in them; the decimator has been fed by such long enough to
    // have a frame for the first step.
    void restart() override;
    // Counts are the RTL's times 4/3: its +-1.0 is 0.75 x 2^23, here it is 2^23. What comes to lie
    // outside is held and marked; what the RTL marks stays marked.
    void convert(AnalogueInput& input, std::uint64_t first_index, double start_s, double step_s,
                 std::span<Frame> out) override;

private:
    static constexpr std::size_t kPointsPerFrame = 8;
    static constexpr std::size_t kClocksPerPoint = afe_decimator::kClocksPerFrame / kPointsPerFrame;
    static constexpr std::size_t kHistory = 3;  // Points that the next block needs again.
    // Made and modulated at a time, so that it stays near; with pulses it is a whole block.
    static constexpr std::size_t kPartClocks = 1024;
    static constexpr std::size_t kBlockClocks = kBlockFrames * afe_decimator::kClocksPerFrame;
    static constexpr std::size_t kBlockWords = kBlockClocks / afe_decimator::kBlockClocks;

    void take_input(AnalogueInput& input, std::uint64_t first_index, double start_s, double step_s,
                    std::size_t frames);
    void modulate(AnalogueInput& input, std::size_t channel, double from_s, double clock_s,
                  std::size_t clocks, std::size_t part_clocks);
    void interpolate(std::size_t channel, std::size_t first_point, std::span<double> clocks) const;
    void collect(std::span<Frame> out);

    double per_volt_;
    std::array<DeltaSigma, kChannels> modulators_;
    afe_decimator::AfeDecimator decimator_;
    // The last three of the block before, then those of this one.
    std::array<std::array<double, kHistory + kBlockFrames * kPointsPerFrame>, kChannels> points_{};
    std::vector<double> clocks_;  // One channel's input, of a part.
    std::vector<afe_decimator::Bits> bits_;
};

}  // namespace bench::afe
