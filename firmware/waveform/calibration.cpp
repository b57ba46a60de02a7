#include "firmware/waveform/calibration.h"

#include "firmware/core/crc.h"

namespace meter::waveform {
namespace {

// Sums of squares over a window stay within 64 bits below these.
constexpr std::int64_t kMaxVoltageGain = std::int64_t{2} << kGainShift;   // 1 678 V full scale
constexpr std::int64_t kMaxCurrentGain = std::int64_t{32} << kGainShift;  // 268 A full scale
constexpr int kAllPassShift = 30;

bool in_range(const ChannelCalibration& c, std::int64_t max_gain) {
    const bool gain = c.gain > 0 && c.gain <= max_gain;
    const bool offset = c.offset >= -kMaxOffset && c.offset <= kMaxOffset;
    const bool delay = c.delay_ns >= -kMaxDelayNs && c.delay_ns <= kMaxDelayNs;
    return gain && offset && delay &&
           (c.corner_hz == 0 || (c.corner_hz >= 2'000 && c.corner_hz <= 100'000));
}

constexpr std::int64_t kHalfPass = std::int64_t{1} << (kAllPassShift - 1);

std::int32_t scaled(std::int32_t raw, std::int32_t offset, std::int32_t gain) {
    constexpr std::int64_t kHalf = std::int64_t{1} << (kGainShift - 1);
    const std::int64_t product = (std::int64_t{raw} - offset) * gain + kHalf;
    return static_cast<std::int32_t>(product >> kGainShift);
}

// a = (1 - D) / (1 + D) with D = 1 + d, d in samples of 125 us: -d / (2 + d).
std::int32_t all_pass_of(std::int32_t delay_ns) {
    const std::int64_t above = -std::int64_t{delay_ns} << kAllPassShift;
    const std::int64_t below = 2 * std::int64_t{125'000} + delay_ns;
    return static_cast<std::int32_t>(above / below);
}

}  // namespace

std::uint32_t Calibration::crc_of() const {
    std::array<std::uint8_t, kChannels * 16> octets{};
    ByteWriter writer{octets};
    for (const ChannelCalibration& c : channel) {
        for (const std::int32_t value : {c.gain, c.offset, c.delay_ns, c.corner_hz}) {
            writer.le(static_cast<std::uint32_t>(value), 4);
        }
    }
    return crc32(octets);
}

bool Calibration::valid() const {
    if (crc != crc_of()) return false;
    for (std::size_t c = 0; c < kChannels; ++c) {
        if (!in_range(channel[c], c < kPhases ? kMaxVoltageGain : kMaxCurrentGain)) return false;
    }
    return true;
}

Calibrator::Calibrator(const Calibration& calibration) {
    for (std::size_t c = 0; c < kChannels; ++c) {
        const ChannelCalibration& from = calibration.channel[c];
        stage_[c].gain = from.gain;
        stage_[c].offset = from.offset;
        stage_[c].all_pass = all_pass_of(from.delay_ns);
    }
}

void Calibrator::apply(const SampleBlock& in, Block& out) {
    out.count = in.count;
    out.first = in.first;
    if (in.count == 0) return;
    // Channel by channel within a sample: each one's next value waits for its last.
    for (std::size_t n = 0; n < in.count; ++n) {
        for (std::size_t c = 0; c < kChannels; ++c) {
            Stage& s = stage_[c];
            const std::int32_t x = scaled(in.raw[c][n], s.offset, s.gain);
            if (!primed_) s.last_in = s.last_out = x;
            const std::int64_t turn = std::int64_t{x - s.last_out} * s.all_pass + kHalfPass;
            s.last_out = s.last_in + static_cast<std::int32_t>(turn >> kAllPassShift);
            s.last_in = x;
            out.value[c][n] = s.last_out;
        }
        primed_ = true;
    }
}

}  // namespace meter::waveform
