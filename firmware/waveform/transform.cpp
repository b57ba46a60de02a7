#include "firmware/waveform/transform.h"

#include <utility>

#include "firmware/waveform/compile_time.h"

namespace meter::waveform {
namespace {

// e^(-j 2 pi k / 128)
consteval std::array<Complex, kPoints / 2> make_twiddles() {
    std::array<Complex, kPoints / 2> table{};
    for (std::size_t k = 0; k < table.size(); ++k) {
        const double angle = 2 * compile_time::kPi * static_cast<double>(k) / kPoints;
        table[k] = {static_cast<float>(compile_time::sine(angle + compile_time::kPi / 2)),
                    static_cast<float>(-compile_time::sine(angle))};
    }
    return table;
}

constexpr std::array<Complex, kPoints / 2> kTwiddles = make_twiddles();

constexpr std::size_t reversed(std::size_t index) {
    std::size_t out = 0;
    for (std::size_t bit = 1; bit < kPoints; bit <<= 1) {
        out = out << 1 | (index & 1);
        index >>= 1;
    }
    return out;
}

}  // namespace

void transform(Spectrum& points) {
    for (std::size_t half = kPoints / 2; half > 0; half /= 2) {
        const std::size_t stride = kPoints / 2 / half;
        for (std::size_t group = 0; group < kPoints; group += 2 * half) {
            for (std::size_t k = 0; k < half; ++k) {
                Complex& a = points[group + k];
                Complex& b = points[group + k + half];
                const Complex difference = a - b;
                a = a + b;
                b = difference * kTwiddles[k * stride];
            }
        }
    }
    for (std::size_t i = 0; i < kPoints; ++i) {
        const std::size_t j = reversed(i);
        if (i < j) std::swap(points[i], points[j]);
    }
}

}  // namespace meter::waveform
