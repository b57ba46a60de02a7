#pragma once

// Gaussian frequency shift keying with two frequencies, and a receiver for it: channel filter,
// limiter-discriminator, integrate and dump. Timing and frequency of the receiver are exact.

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "models/codec/codec.h"
#include "models/modem/waveform.h"

namespace bench::modem {

struct Modem {
    double h = 0.5;               // Modulation index: half-turns of phase a symbol.
    double bt = 0.5;              // Gaussian filter, bandwidth times symbol time; 0 for none.
    double receiver_width = 1.1;  // Channel filter between its -6 dB points, in symbol rates.
};

// EU modes and mode 1b. The receiver widths are those of the published error rates.
inline constexpr Modem kHalfIndex{0.5, 0.5, 1.1};
inline constexpr Modem kUnitIndex{1.0, 0.5, 2.0};

// A soft value of the size of an undisturbed symbol's turn, h / 2. See README.md, Behaviour.
inline constexpr float kSoftOfFullTurn = 12.0F;

class Gfsk {
public:
    explicit Gfsk(const Modem& modem);

    // Amplitude 1, kSamplesPerSymbol samples for each bit (0 or 1). Beyond both ends of the bits,
    // kMargin symbols more of alternating bits, so that the receiver's filter has what it spans.
    [[nodiscard]] Waveform modulate(codec::BitsView bits) const;
    static constexpr std::size_t kMargin = 9;

    // Turns (not radians) of phase over each symbol of a waveform of modulate(), noise added.
    [[nodiscard]] std::vector<float> demodulate(const Waveform& wave) const;

    [[nodiscard]] static codec::Bits hard(std::span<const float> turns);
    // Rounded to whole numbers within +-codec::kSoftLimit: three bits and a sign.
    [[nodiscard]] codec::Softs soft(std::span<const float> turns) const;

private:
    static constexpr std::size_t kNeighbours =
        5;  // Bits that shape a symbol, itself in the middle.
    static constexpr std::size_t kPatterns = 1U << kNeighbours;

    // The channel filter's outputs from this one on.
    void filtered(const std::vector<float>& in, std::size_t output, std::span<float> out) const;

    // For each pattern of neighbours, the steps of phase from sample to sample, 2^-32 turns.
    std::array<std::array<std::uint32_t, kSamplesPerSymbol>, kPatterns> steps_{};
    std::vector<float> taps_;
    float soft_scale_;
};

}  // namespace bench::modem
