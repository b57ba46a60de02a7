#include "models/afe/noise.h"

#include <algorithm>

#include <Random123/philox.h>

#include "models/numeric/numeric.h"

namespace bench::afe {
namespace {

constexpr std::size_t kTogether = 80;
constexpr std::size_t kCells = 1024;
constexpr unsigned kCellShift = 22;  // 32 bits less the ten of the cell.
constexpr std::uint32_t kWithin = (1U << kCellShift) - 1;

// Quantile at the lower edge of each cell and the rise to the next; the outermost stay unused.
struct Cell {
    double from = 0;
    double rise = 0;  // Per step of the draw's lower 22 bits.
};

std::array<Cell, kCells> make_cells() {
    std::array<Cell, kCells> cells;
    for (std::size_t i = 1; i + 1 < kCells; ++i) {
        const double low = normal_quantile(static_cast<double>(i) / kCells);
        const double high = normal_quantile(static_cast<double>(i + 1) / kCells);
        cells[i] = {low, (high - low) / (kWithin + 1.0)};
    }
    return cells;
}

double normal(const std::array<Cell, kCells>& cells, std::uint32_t draw) {
    const std::uint32_t cell = draw >> kCellShift;
    if (cell == 0 || cell == kCells - 1) return normal_quantile((draw + 0.5) * 0x1p-32);
    return cells[cell].from + cells[cell].rise * ((draw & kWithin) + 0.5);
}

double ratio_of(double x, const std::array<double, 6>& above, const std::array<double, 5>& below) {
    double top = above[0];
    for (std::size_t i = 1; i < above.size(); ++i) top = top * x + above[i];
    double bottom = below[0];
    for (std::size_t i = 1; i < below.size(); ++i) bottom = bottom * x + below[i];
    return top / (bottom * x + 1);
}

double tail(double p) {
    const double q = numeric::square_root(-2 * numeric::log(p));
    const double top =
        ((((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838e+00) * q -
          2.549732539343734e+00) *
             q +
         4.374664141464968e+00) *
            q +
        2.938163982698783e+00;
    const double bottom =
        (((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996e+00) * q +
         3.754408661907416e+00) *
            q +
        1;
    return top / bottom;
}

}  // namespace

double normal_quantile(double p) {
    constexpr double kTail = 0.02425;
    if (p < kTail) return tail(p);
    if (p > 1 - kTail) return -tail(1 - p);
    const double q = p - 0.5;
    return q * ratio_of(q * q,
                        {-3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02,
                         1.383577518672690e+02, -3.066479806614716e+01, 2.506628277459239e+00},
                        {-5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02,
                         6.680131188771972e+01, -1.328068155288572e+01});
}

Noise::Noise(chance::Key key) : key_{key.bits(0), key.bits(1)} {}

void Noise::add(std::uint64_t first_index, double sigma,
                const std::array<std::span<double>, kChannels>& out) const {
    static const std::array<Cell, kCells> kTable = make_cells();
    const std::size_t length = out[0].size();
    // Draws of some samples first, then what they mean: neither waits for the other.
    std::array<r123::Philox4x64::ctr_type, kTogether> words;
    for (std::size_t done = 0; done < length; done += kTogether) {
        const std::size_t count = std::min(kTogether, length - done);
        for (std::size_t n = 0; n < count; ++n) {
            words[n] =
                r123::Philox4x64{}({{first_index + done + n, 0, 0, 0}}, {{key_[0], key_[1]}});
        }
        for (std::size_t channel = 0; channel < kChannels; ++channel) {
            double* values = out[channel].data() + done;
            const unsigned shift = channel % 2 == 0 ? 0 : 32;
            for (std::size_t n = 0; n < count; ++n) {
                const auto draw = static_cast<std::uint32_t>(words[n][channel / 2] >> shift);
                values[n] += sigma * normal(kTable, draw);
            }
        }
    }
}

}  // namespace bench::afe
