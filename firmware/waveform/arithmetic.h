#pragma once

// The few functions of one real argument that measuring needs, in single precision: the target has
// no other in hardware, and no mathematical library.

#include <array>
#include <cstddef>
#include <cstdint>

namespace meter::waveform {

inline constexpr float kTau = 6.283185307179586F;

// An instant of the sample clock in 1 / 65 536 of a sample; 2^63 of them are 557 years.
using Ticks = std::int64_t;
inline constexpr int kTickShift = 16;
inline constexpr Ticks kTicksPerSecond = Ticks{8000} << kTickShift;
[[nodiscard]] constexpr Ticks ticks_of(std::uint64_t sample) {
    return static_cast<Ticks>(sample << kTickShift);
}
[[nodiscard]] constexpr std::uint64_t sample_of(Ticks instant) {
    return static_cast<std::uint64_t>(instant >> kTickShift);
}
[[nodiscard]] constexpr float samples_of(Ticks length) {
    return static_cast<float>(length) * (1.0F / 65536.0F);
}

// One instruction on the target and on the desk. Of less than 0: 0.
[[nodiscard]] inline float square_root(float value) {
    return value > 0 ? __builtin_sqrtf(value) : 0;
}

[[nodiscard]] inline float magnitude(float value) { return __builtin_fabsf(value); }

struct Complex {
    float re = 0;
    float im = 0;
    friend constexpr Complex operator+(Complex a, Complex b) { return {a.re + b.re, a.im + b.im}; }
    friend constexpr Complex operator-(Complex a, Complex b) { return {a.re - b.re, a.im - b.im}; }
    friend constexpr Complex operator*(Complex a, Complex b) {
        return {a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
    }
    friend constexpr Complex operator*(Complex a, float b) { return {a.re * b, a.im * b}; }
    [[nodiscard]] constexpr Complex conjugate() const { return {re, -im}; }
    [[nodiscard]] constexpr float power() const { return re * re + im * im; }
};

// cos + j sin of an angle in turns, any number of them; within 2e-7.
[[nodiscard]] Complex unit_phasor(float turns);
// The angle of a phasor in turns, -0.5 < angle <= 0.5, within 1e-7; 0 of nothing.
[[nodiscard]] float angle_turns(Complex phasor);

// The nearest integer; at the ends of 32 bits it stays there.
[[nodiscard]] std::int32_t to_int32(float value);
[[nodiscard]] std::int64_t to_int64(float value);

// One turn of the sine in 800 steps: 50 Hz at 8 kHz moves by 5 of them, 60 Hz by 6, so that an
// oscillator at the nominal frequency is exact and never drifts.
inline constexpr std::size_t kSineSteps = 800;
extern const std::array<float, kSineSteps> kSine;
[[nodiscard]] inline float sine_at(std::size_t step) { return kSine[step]; }
[[nodiscard]] inline float cosine_at(std::size_t step) {
    return kSine[step < kSineSteps * 3 / 4 ? step + kSineSteps / 4 : step - kSineSteps * 3 / 4];
}

}  // namespace meter::waveform
