#include "models/modem/survival_fit.h"

#include "models/numeric/numeric.h"

namespace bench::modem {
namespace {

// Of the logarithm of the likelihood by the hazard: falls all the way, so its zero is the maximum.
double slope(std::span<const Counts> counts, double hazard) {
    double sum = 0;
    for (const Counts& row : counts) {
        const auto bits = static_cast<double>(row.bits);
        const double survival = numeric::exp(-hazard * bits);
        const double whole = bits * static_cast<double>(row.sent - row.lost);
        // Below 1e-8 the difference from 1 would lose its digits.
        const double loss = hazard * bits < 1e-8 ? hazard * bits : 1 - survival;
        sum += static_cast<double>(row.lost) * bits * survival / loss - whole;
    }
    return sum;
}

}  // namespace

double most_likely_hazard(std::span<const Counts> counts) {
    double low = -12;
    double high = numeric::log10(0.69314718055994530942);
    for (int i = 0; i < 60; ++i) {
        const double middle = (low + high) / 2;
        (slope(counts, numeric::pow10(middle)) > 0 ? low : high) = middle;
    }
    return numeric::pow10(low);
}

}  // namespace bench::modem
