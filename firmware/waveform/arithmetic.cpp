#include "firmware/waveform/arithmetic.h"

#include "firmware/waveform/compile_time.h"

namespace meter::waveform {
namespace {

consteval std::array<float, kSineSteps> make_sine() {
    std::array<float, kSineSteps> table{};
    for (std::size_t i = 0; i < kSineSteps; ++i) {
        const double angle = 2 * compile_time::kPi * static_cast<double>(i) / kSineSteps;
        table[i] = static_cast<float>(compile_time::sine(angle));
    }
    return table;
}

// Polynomials of S. Moshier's Cephes library (sinf.c, atanf.c), each within one unit of the last
// place on its interval.
float sine_of(float x) {
    const float z = x * x;
    return ((-1.9515295891E-4F * z + 8.3321608736E-3F) * z - 1.6666654611E-1F) * z * x + x;
}

float cosine_of(float x) {
    const float z = x * x;
    const float tail = (2.443315711809948E-5F * z - 1.388731625493765E-3F) * z;
    return (tail + 4.166664568298827E-2F) * z * z - 0.5F * z + 1.0F;
}

float arc_tangent(float x) {  // 0 <= x <= 1
    const bool upper = x > 0.41421356F;
    const float t = upper ? (x - 1.0F) / (x + 1.0F) : x;
    const float z = t * t;
    const float tail = (8.05374449538E-2F * z - 1.38776856032E-1F) * z + 1.99777106478E-1F;
    return (tail * z - 3.33329491539E-1F) * z * t + t + (upper ? kTau / 8 : 0.0F);
}

}  // namespace

constinit const std::array<float, kSineSteps> kSine = make_sine();

Complex unit_phasor(float turns) {
    const float quarters = turns * 4;
    const auto quadrant = static_cast<std::int32_t>(quarters + (quarters < 0 ? -0.5F : 0.5F));
    const float x = (quarters - static_cast<float>(quadrant)) * (kTau / 4);
    const float s = sine_of(x);
    const float c = cosine_of(x);
    switch (quadrant & 3) {
        case 0:
            return {c, s};
        case 1:
            return {-s, c};
        case 2:
            return {-c, -s};
        default:
            return {s, -c};
    }
}

float angle_turns(Complex phasor) {
    const float x = magnitude(phasor.re);
    const float y = magnitude(phasor.im);
    if (x == 0 && y == 0) return 0;
    const float first = y <= x ? arc_tangent(y / x) : kTau / 4 - arc_tangent(x / y);
    const float upper = phasor.re < 0 ? kTau / 2 - first : first;
    return (phasor.im < 0 ? -upper : upper) / kTau;
}

std::int32_t to_int32(float value) {
    if (value >= 2147483520.0F) return INT32_MAX;
    if (value <= -2147483520.0F) return INT32_MIN;
    return static_cast<std::int32_t>(value + (value < 0 ? -0.5F : 0.5F));
}

std::int64_t to_int64(float value) {
    constexpr float kLimit = 9.0e18F;
    if (value >= kLimit) return INT64_MAX;
    if (value <= -kLimit) return INT64_MIN;
    return static_cast<std::int64_t>(value);
}

}  // namespace meter::waveform
