#include "models/radio/error_curve.h"

#include <algorithm>
#include <array>

#include "models/modem/coded_tables.h"
#include "models/numeric/numeric.h"

namespace bench::radio {
namespace {

struct Point {
    double db;
    double rate;
};
// -4 dB is ours; the others are the simulated receiver's.
constexpr std::array<Point, 8> kHalf{{{-4, 0.5},
                                      {6, 4.152e-2},
                                      {8, 1.482e-2},
                                      {9, 7.774e-3},
                                      {10, 3.784e-3},
                                      {11, 1.875e-3},
                                      {12, 7.452e-4},
                                      {14, 5.382e-5}}};
constexpr std::array<Point, 7> kOne{{{-4, 0.5},
                                     {6, 5.89e-2},
                                     {8, 1.72e-2},
                                     {9, 7.78e-3},
                                     {10, 2.87e-3},
                                     {11, 6.9e-4},
                                     {12, 9.9e-5}}};

double between(std::span<const Point> curve, double sinr_db) {
    if (sinr_db <= curve.front().db) return 0.5;
    std::size_t i = 1;
    while (i + 1 < curve.size() && sinr_db > curve[i].db) ++i;
    const Point& low = curve[i - 1];
    const Point& high = curve[i];
    const double share = (sinr_db - low.db) / (high.db - low.db);
    const double from = numeric::log10(low.rate);
    return numeric::pow10(from + share * (numeric::log10(high.rate) - from));
}

double packet_error(const ErrorCurve& curve, double bits, double sinr_db) {
    return 1.0 - numeric::exp(std::max(bits * curve.log_survival(sinr_db), -690.0));
}

}  // namespace

double gfsk_half_error_rate(double sinr_db) { return between(kHalf, sinr_db); }
double gfsk_one_error_rate(double sinr_db) { return between(kOne, sinr_db); }

double oqpsk_2450_error_rate(double sinr_db) {
    const double ratio = numeric::from_db(sinr_db);
    double sum = 0;
    double ways = 16;  // 16 over k.
    for (int k = 2; k <= 16; ++k) {
        ways = ways * (17 - k) / k;
        const double term = ways * numeric::exp(std::max(20.0 * ratio * (1.0 / k - 1.0), -690.0));
        sum += k % 2 == 0 ? term : -term;
    }
    return std::clamp(8.0 / 15.0 / 16.0 * sum, 0.0, 0.5);
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

const ErrorCurve& curve_of(Detection detection) {
    if (detection == Detection::gfsk_half) {
        static const ErrorCurve half{gfsk_half_error_rate};
        return half;
    }
    if (detection == Detection::gfsk_one) {
        static const ErrorCurve one{gfsk_one_error_rate};
        return one;
    }
    static const ErrorCurve oqpsk{oqpsk_2450_error_rate};
    return oqpsk;
}

const modem::CodedTable* coded_table_of(Detection detection) {
    if (detection == Detection::gfsk_half) return &modem::half_index_table();
    return detection == Detection::gfsk_one ? &modem::unit_index_table() : nullptr;
}

double required_db(const Phy& phy) {
    if (phy.coded) return coded_table_of(phy.detection)->required_db();
    const ErrorCurve& curve = curve_of(phy.detection);
    const double octets = std::min<double>(250.0, static_cast<double>(phy.most_psdu_octets));
    double low = -10;
    double high = 30;
    while (high - low > 0.005) {
        const double middle = (low + high) / 2;
        (packet_error(curve, octets * 8, middle) > 0.1 ? low : high) = middle;
    }
    return high;
}

double ErrorCurve::survival(std::span<const Chunk> chunks) const {
    double sum = 0;
    for (const Chunk& chunk : chunks) sum += chunk.bits * log_survival(chunk.sinr_db);
    return numeric::exp(std::max(sum, -690.0));
}

}  // namespace bench::radio
