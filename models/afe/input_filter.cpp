#include "models/afe/input_filter.h"

#include "models/numeric/numeric.h"

namespace bench::afe {
namespace {

constexpr double kRateHz = 8000;
constexpr double kTightHz = 2600;  // Above the 50th harmonic of 50 Hz.
constexpr double kLooseWeight = 1e-4;
// Where energy is: the fit is as good as exact there.
constexpr std::array<double, 3> kMainsHz{45, 55, 65};
constexpr double kMainsWeight = 1e6;
constexpr std::size_t kGrid = 160;

using Row = std::array<double, kFilterTaps>;
struct Equations {
    std::array<Row, kFilterTaps> matrix{};
    Row right{};
};

// Real and imaginary part of what is wanted at one frequency, into the normal equations.
void add_frequency(Equations& equations, double hz, double amplitude, double corner_hz,
                   double weight) {
    const double ratio = hz / corner_hz;
    const double real = amplitude / (1 + ratio * ratio);
    const double imaginary = -real * ratio;
    Row cosine;
    Row sine;
    for (std::size_t k = 0; k < kFilterTaps; ++k) {
        const double turns = hz / kRateHz * (static_cast<double>(k) - kFilterReach);
        cosine[k] = numeric::cos_turns(turns);
        sine[k] = numeric::sin_turns(turns);  // A tap on later input leads.
    }
    for (std::size_t i = 0; i < kFilterTaps; ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
            equations.matrix[i][j] += weight * (cosine[i] * cosine[j] + sine[i] * sine[j]);
        }
        equations.right[i] += weight * (cosine[i] * real + sine[i] * imaginary);
    }
}

// Cholesky; the matrix is positive definite because of the loose part. Lower half given.
Row solve(Equations& e) {
    auto& m = e.matrix;
    for (std::size_t i = 0; i < kFilterTaps; ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
            double sum = m[i][j];
            for (std::size_t k = 0; k < j; ++k) sum -= m[i][k] * m[j][k];
            m[i][j] = i == j ? numeric::square_root(sum) : sum / m[j][j];
        }
    }
    Row x = e.right;
    for (std::size_t i = 0; i < kFilterTaps; ++i) {
        for (std::size_t k = 0; k < i; ++k) x[i] -= m[i][k] * x[k];
        x[i] /= m[i][i];
    }
    for (std::size_t i = kFilterTaps; i-- > 0;) {
        for (std::size_t k = i + 1; k < kFilterTaps; ++k) x[i] -= m[k][i] * x[k];
        x[i] /= m[i][i];
    }
    return x;
}

}  // namespace

std::array<double, kFilterTaps> fit_input_filter(const DecimatorResponse& decimator,
                                                 double corner_hz) {
    Equations equations;
    for (std::size_t i = 0; i < kGrid; ++i) {
        const double hz = (static_cast<double>(i) + 0.5) * kRateHz / 2 / kGrid;
        add_frequency(equations, hz, decimator.amplitude(hz), corner_hz,
                      hz < kTightHz ? 1 : kLooseWeight);
    }
    for (const double hz : kMainsHz) {
        add_frequency(equations, hz, decimator.amplitude(hz), corner_hz, kMainsWeight);
    }
    return solve(equations);
}

}  // namespace bench::afe
