#include "models/modem/coded_tables.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

#include "models/numeric/numeric.h"

namespace bench::modem {
namespace {

constexpr double kLeastDb = -10;
constexpr double kMostDb = 30;
constexpr std::size_t kSteps = 4000;  // A hundredth of a dB each.
constexpr double kHalfLost = 0.69314718055994530942;

// Where a value lies on an axis: between `below` and the next, this share of the way.
struct Place {
    std::size_t below = 0;
    double share = 0;
};

Place place_on(std::span<const double> axis, double value) {
    std::size_t i = 0;
    while (i + 2 < axis.size() && value > axis[i + 1]) ++i;
    const double share = (value - axis[i]) / (axis[i + 1] - axis[i]);
    return {i, std::clamp(share, 0.0, 1.0)};
}

// Linear between the points measured and, with the slope of the outermost dB, beyond them.
double log_hazard(double db) {
    constexpr auto& kLogs = half_index::kCodedLogHazard;
    constexpr std::size_t kPerDb = static_cast<std::size_t>(1 / half_index::kCodedStepDb);
    constexpr std::size_t kLast = kLogs.size() - 1;
    const double place = (db - half_index::kCodedFirstDb) / half_index::kCodedStepDb;
    if (place <= 0) return kLogs[0] + place * (kLogs[kPerDb] - kLogs[0]) / kPerDb;
    if (place >= kLast) {
        const double slope = (kLogs[kLast] - kLogs[kLast - kPerDb]) / kPerDb;
        return kLogs[kLast] + (place - kLast) * slope;
    }
    const auto below = static_cast<std::size_t>(place);
    return kLogs[below] + (place - static_cast<double>(below)) * (kLogs[below + 1] - kLogs[below]);
}

std::array<double, kSteps + 1> log_survivals() {
    std::array<double, kSteps + 1> values{};
    for (std::size_t i = 0; i <= kSteps; ++i) {
        const double db = kLeastDb + static_cast<double>(i) / 100.0;
        values[i] = -std::min(numeric::pow10(log_hazard(db)), kHalfLost);
    }
    return values;
}

// Loss of a burst within the lengths measured. One of no symbols does no harm.
double measured_loss(double symbols, double sir_db) {
    const Place ratio = place_on(half_index::kBurstSirDb, sir_db);
    const auto row_at = [&ratio](std::size_t length) {
        const auto& row = half_index::kBurstLoss[length];
        return row[ratio.below] + ratio.share * (row[ratio.below + 1] - row[ratio.below]);
    };
    const double shortest = half_index::kBurstSymbols[0];
    if (symbols < shortest) return std::max(symbols, 0.0) / shortest * row_at(0);
    const Place length = place_on(half_index::kBurstSymbols, symbols);
    const double less = row_at(length.below);
    return less + length.share * (row_at(length.below + 1) - less);
}

}  // namespace

double coded_log_survival_per_bit(double es_n0_db) {
    static const std::array<double, kSteps + 1> kValues = log_survivals();
    const double step = (std::clamp(es_n0_db, kLeastDb, kMostDb) - kLeastDb) * 100.0 + 0.5;
    return kValues[static_cast<std::size_t>(step)];
}

double burst_loss(double symbols, double sir_db) {
    const double longest = half_index::kBurstSymbols.back();
    const double loss = measured_loss(symbols, sir_db);
    if (symbols <= longest || loss <= 0 || loss >= 1) return loss;
    return 1 - numeric::exp(symbols / longest * numeric::log(1 - loss));
}

}  // namespace bench::modem
