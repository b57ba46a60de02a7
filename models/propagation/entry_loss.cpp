#include "models/propagation/entry_loss.h"

#include <stdexcept>

#include "models/numeric/numeric.h"
#include "models/propagation/normal.h"

namespace bench::propagation {
namespace {

// Table 1 of the recommendation.
struct Coefficients {
    double r, s, t, u, v, w, x, y, z;
};
constexpr Coefficients kTraditional{12.64, 3.72, 0.96, 9.6, 2.0, 9.1, -3.0, 4.5, -2.0};
constexpr Coefficients kEfficient{28.19, -3.0, 8.48, 13.5, 3.8, 27.8, -2.9, 9.4, -2.1};
constexpr double kLossPerDegree = 0.212;
constexpr double kLeastDb = -3.0;  // C

void refuse_bad(const EntryQuestion& question) {
    if (!(question.frequency_ghz >= 0.08 && question.frequency_ghz <= 100)) {
        throw std::invalid_argument("ITU-R P.2109 holds from 0.08 to 100 GHz");
    }
    if (!(question.elevation_deg >= -90 && question.elevation_deg <= 90)) {
        throw std::invalid_argument("an elevation must be -90 to 90 degrees");
    }
}

}  // namespace

double entry_loss_db(const EntryQuestion& question) {
    refuse_bad(question);
    const Coefficients& k = question.building == Building::traditional ? kTraditional : kEfficient;
    const double quantile = normal_quantile(question.probability);
    const double f = numeric::log10(question.frequency_ghz);
    const double slant =
        question.elevation_deg < 0 ? -question.elevation_deg : question.elevation_deg;
    const double a =
        quantile * (k.u + k.v * f) + k.r + k.s * f + k.t * f * f + kLossPerDegree * slant;
    const double b = quantile * (k.y + k.z * f) + k.w + k.x * f;
    return numeric::to_db(numeric::from_db(a) + numeric::from_db(b) + numeric::from_db(kLeastDb));
}

double entry_deviation_db(const EntryLoss& entry, double frequency_ghz, double elevation_deg,
                          const chance::Key& building) {
    if (entry.probability) return 0;
    // In the middle of one of 2^52 steps: never 0 or 1, where the loss has no end.
    const auto step = static_cast<double>(building.of("entry loss").bits(0) >> 12U);
    const EntryQuestion median{entry.building, frequency_ghz, elevation_deg, 0.5};
    EntryQuestion own = median;
    own.probability = (step + 0.5) * 0x1p-52;
    return entry_loss_db(own) - entry_loss_db(median);
}

}  // namespace bench::propagation
