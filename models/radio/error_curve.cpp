#include "models/radio/error_curve.h"

#include <algorithm>
#include <array>

#include "models/numeric/numeric.h"

namespace bench::radio {
namespace {

struct Point {
    double db;
    double rate;
};
// -4 dB is ours; the others are the simulated receiver's.
constexpr std::array<Point, 8> kCurve{{{-4, 0.5},
                                       {6, 4.152e-2},
                                       {8, 1.482e-2},
                                       {9, 7.774e-3},
                                       {10, 3.784e-3},
                                       {11, 1.875e-3},
                                       {12, 7.452e-4},
                                       {14, 5.382e-5}}};

std::array<double, kCurve.size()> logs_of_rates() {
    std::array<double, kCurve.size()> logs{};
    for (std::size_t i = 0; i < logs.size(); ++i) logs[i] = numeric::log10(kCurve[i].rate);
    return logs;
}

}  // namespace

double gfsk_bit_error_rate(double sinr_db) {
    if (sinr_db <= kCurve.front().db) return 0.5;
    std::size_t i = 1;
    while (i + 1 < kCurve.size() && sinr_db > kCurve[i].db) ++i;
    const Point& low = kCurve[i - 1];
    const Point& high = kCurve[i];
    const double share = (sinr_db - low.db) / (high.db - low.db);
    static const std::array<double, kCurve.size()> logs =
        logs_of_rates();  // Asked 4 000 times for each bench.
    return numeric::pow10(logs[i - 1] + share * (logs[i] - logs[i - 1]));
}

ErrorCurve::ErrorCurve(BitErrorRate rate) : table_(kSteps + 1) {
    for (int i = 0; i <= kSteps; ++i) {
        const double error = rate(kLeastDb + i / 100.0);
        // Below 1e-5 the series is exact where 1 - error would have lost its last digits.
        const double log = error < 1e-5 ? -error - error * error / 2 : numeric::log(1.0 - error);
        table_[static_cast<std::size_t>(i)] = log;
    }
}

double ErrorCurve::log_survival(double sinr_db) const {
    const double step = (std::clamp<double>(sinr_db, kLeastDb, kMostDb) - kLeastDb) * 100.0 + 0.5;
    return table_[static_cast<std::size_t>(step)];
}

double ErrorCurve::survival(std::span<const Chunk> chunks) const {
    double sum = 0;
    for (const Chunk& chunk : chunks) sum += chunk.bits * log_survival(chunk.sinr_db);
    return numeric::exp(std::max(sum, -690.0));
}

}  // namespace bench::radio
