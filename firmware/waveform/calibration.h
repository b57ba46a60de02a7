#pragma once

// What a unit's own adjustment says of its seven channels, and the stage that applies it.

#include <array>
#include <cstdint>

#include "firmware/core/bytes.h"
#include "firmware/core/result.h"
#include "firmware/waveform/sample_block.h"

namespace meter::waveform {

inline constexpr int kGainShift = 24;
inline constexpr std::int32_t kMaxDelayNs = 60'000;
inline constexpr std::int32_t kMaxOffset = 1 << 20;

struct ChannelCalibration {
    // Units (100 uV or 1 uA) per count, times 2^24; more than 0, at most 64 units per count.
    std::int32_t gain = 1 << kGainShift;
    std::int32_t offset = 0;  // Counts, subtracted; within +-2^20.
    // By how much the channel is to be delayed against the others; within +-60 us. One step is
    // 0.000018 degrees at 50 Hz; what the filter makes of it is within 0.0001 degrees.
    std::int32_t delay_ns = 0;
    // Corner of the anti-alias filter, a one-pole: 2 000 .. 100 000; 0: harmonics stay as they are.
    std::int32_t corner_hz = 0;
};

struct Calibration {
    std::array<ChannelCalibration, kChannels> channel{};
    std::uint32_t crc = 0;  // As crc_of() says.

    [[nodiscard]] std::uint32_t crc_of() const;
    // The CRC is right and every value in its range.
    [[nodiscard]] bool valid() const;
    // Called by who adjusts: makes the CRC right.
    void seal() { crc = crc_of(); }
    // A gain from a full scale: what 2^23 counts stand for, in the channel's unit.
    [[nodiscard]] static constexpr std::int32_t gain_for(std::int64_t full_scale_units) {
        return static_cast<std::int32_t>(full_scale_units * (std::int64_t{1} << kGainShift) >> 23);
    }
};

// Offset, gain and a first-order all-pass of Thiran per channel (J.-P. Thiran, Recursive digital
// filters with maximally flat group delay, 1971): H(z) = (a + 1/z) / (1 + a/z),
// a = (1 - D) / (1 + D), which delays by D samples where the frequency is low and leaves the
// magnitude alone. D is 1 + the channel's delay, so everything comes out one sample late.
class Calibrator {
public:
    explicit Calibrator(const Calibration& calibration);
    void apply(const SampleBlock& in, Block& out);
    // After samples were lost: what follows does not continue what was.
    void restart() { primed_ = false; }

private:
    struct Stage {
        std::int32_t gain = 0;
        std::int32_t offset = 0;
        std::int32_t all_pass = 0;  // a times 2^30
        std::int32_t last_in = 0;
        std::int32_t last_out = 0;
    };
    std::array<Stage, kChannels> stage_{};
    bool primed_ = false;
};

}  // namespace meter::waveform
