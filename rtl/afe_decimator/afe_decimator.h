#pragma once

// The decimator of this folder, verilated: bits of seven modulators in, frames of seven samples
// out.
//
// The clock runs in run(), 64 modulator clocks a block; while it does, frames that nobody has read
// go out of the read port, as a DMA of the host would fetch them. Reading again, or sooner, and
// releasing take clocks in which no bit comes: no time of the modulators.

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

namespace bench::afe_decimator {

inline constexpr std::size_t kChannels = 7;
inline constexpr std::uint32_t kModulatorHz = 1'024'000;
inline constexpr std::uint32_t kBlockClocks = 64;
inline constexpr std::uint32_t kClocksPerFrame = 128;
inline constexpr std::uint32_t kFramesPerSecond = kModulatorHz / kClocksPerFrame;
inline constexpr std::size_t kFifoFrames = 128;
inline constexpr std::size_t kFrameOctets = 26;

// The sample of +1.0, modulator's full scale: 0.75 x 2^23. -1.0 is its negative, exactly. The rest
// is headroom, 2.5 dB, for what the filters add to a signal of full scale.
inline constexpr std::int32_t kFullScale = 6'291'456;

// Frame k after the reset shows the input as it was at clock kFirstCentreClock + k kClocksPerFrame,
// clock 0 being the first bit: both filters are of linear phase. It is there once kFirstFrameClocks
// + k kClocksPerFrame clocks have run.
inline constexpr double kFirstCentreClock = 1389.5;
inline constexpr std::uint32_t kFirstFrameClocks = 2772;
// From the input to a frame that can be read: 1.350 ms.
inline constexpr double kGroupDelayClocks = kFirstFrameClocks - kFirstCentreClock;
// Of the high-pass, when it is on: 8 kHz ln(4096 / 4095) / (2 pi).
inline constexpr double kHighPassCornerHz = 0.3109;

// One block of 64 clocks: a word a channel, bit 0 first. 1: +1.0, 0: -1.0.
using Bits = std::array<std::uint64_t, kChannels>;

// As read over the SPI, most significant octet first: 16 bits frame counter, status, seven samples
// of 24 bits, CRC-16/CCITT-FALSE over all before it.
using Octets = std::array<std::uint8_t, kFrameOctets>;

// What a frame says.
struct Frame {
    std::uint16_t counter = 0;  // Counts lost frames too.
    // Bit c: channel c was clipped at 24 bits, or its modulator driven beyond 15/16 of full scale
    // while the newest bits of this frame came in (kGroupDelayClocks ahead of the sample).
    std::uint8_t saturated = 0;
    bool gap = false;  // Frames were lost just before this one.
    std::array<std::int32_t, kChannels> samples{};

    bool operator==(const Frame&) const = default;
};

[[nodiscard]] std::uint16_t crc16(std::span<const std::uint8_t> octets);  // CCITT-FALSE.
[[nodiscard]] std::optional<Frame> parse(const Octets& octets);  // Nothing where the CRC is wrong.

class AfeDecimator {
public:
    AfeDecimator();  // In reset and out of it; high-pass off.
    ~AfeDecimator();
    AfeDecimator(const AfeDecimator&) = delete;
    AfeDecimator& operator=(const AfeDecimator&) = delete;
    AfeDecimator(AfeDecimator&&) = delete;
    AfeDecimator& operator=(AfeDecimator&&) = delete;

    // 64 clocks of the modulators a block; every second block makes a frame.
    void run(std::span<const Bits> blocks);

    [[nodiscard]] std::size_t frames() const;  // That wait, 0 to kFifoFrames.
    // `index` 0 is the oldest; it can be read again until it is released. Each call is one pass of
    // the octets through the read port. All octets are FF where there is no such frame, and parse()
    // gives nothing.
    [[nodiscard]] Octets read_frame(std::size_t index);
    void release(std::size_t count);  // The oldest; more than there are: all.

    // One block, with the oldest frame released in one of its clocks, as by a host that works on
    // while bits come. `clock` is 0 to kBlockClocks - 1.
    void run_and_release(const Bits& block, unsigned clock);

    // A frame found no room and was lost. Stays until cleared.
    [[nodiscard]] bool overflow() const;
    void clear_overflow();

    void set_high_pass(bool on);  // From the next frame on; turned on, it begins with offset 0.
    void reset();

    // Clocks in which a modulator bit came, since the reset.
    [[nodiscard]] std::uint64_t modulator_clocks() const;

    // Only of a netlist with mutants in it (cmake/mutate.py): 0 is the netlist as it is. Throws
    // std::logic_error for the RTL itself.
    void select_mutant(unsigned number);

private:
    class Verilated;
    std::unique_ptr<Verilated> rtl_;
};

}  // namespace bench::afe_decimator
