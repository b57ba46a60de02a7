#include "models/interference/spectrum.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "models/numeric/numeric.h"

namespace bench::interference {
namespace {

constexpr double kLn10Over10 = 0.23025850929940457;
constexpr double kKhzPerMhz = 1000;

struct Anchor {
    double khz;
    double db;
};

std::array<Anchor, 5> anchors(double spacing) {
    return {{{spacing, 20},
             {2 * spacing, 40},
             {std::max(2e3, 4 * spacing), 60},
             {std::max(10e3, 20 * spacing), 75},
             {std::max(1e6, 40 * spacing), 100}}};
}

// Outside the channel.
double rejection(double offset, const std::array<Anchor, 5>& steps) {
    if (offset <= steps[0].khz) return steps[0].db;
    for (std::size_t i = 1; i < steps.size(); ++i) {
        if (offset >= steps[i].khz) continue;
        const double part = (offset - steps[i - 1].khz) / (steps[i].khz - steps[i - 1].khz);
        return steps[i - 1].db + part * (steps[i].db - steps[i - 1].db);
    }
    return steps.back().db;
}

// The integral of a level that goes from one to the other on a line in dB.
double line_mw(double from_db, double to_db, double khz) {
    const double a = numeric::from_db(from_db);
    const double b = numeric::from_db(to_db);
    const double steep = (to_db - from_db) * kLn10Over10;
    const double mean = std::abs(steep) < 1e-6 ? (a + b) / 2 : (b - a) / steep;
    return mean * khz / kKhzPerMhz;
}

double level(const Spectrum::Point& a, const Spectrum::Point& b, double khz) {
    return a.dbm_per_mhz + (b.dbm_per_mhz - a.dbm_per_mhz) * (khz - a.khz) / (b.khz - a.khz);
}

double between(const Spectrum::Point& a, const Spectrum::Point& b, double from, double to) {
    const double low = std::max(a.khz, from);
    const double high = std::min(b.khz, to);
    return low < high ? line_mw(level(a, b, low), level(a, b, high), high - low) : 0;
}

// Where the selectivity bends, in ascending order, as frequencies of the unmoved spectrum.
struct Bends {
    std::array<double, 12> khz;
    double centre;
    double half_width;
    std::array<Anchor, 5> steps;
};

Bends bends(const Band& band, double shift) {
    Bends out{.khz = {},
              .centre = band.centre_khz - shift,
              .half_width = band.width_khz / 2,
              .steps = anchors(band.spacing_khz)};
    for (std::size_t i = 0; i < 5; ++i) {
        out.khz[4 - i] = out.centre - out.steps[i].khz;
        out.khz[7 + i] = out.centre + out.steps[i].khz;
    }
    out.khz[5] = out.centre - out.half_width;
    out.khz[6] = out.centre + out.half_width;
    return out;
}

// One piece of one line, which no bend divides.
double piece_mw(const Spectrum::Point& a, const Spectrum::Point& b, double from, double to,
                const Bends& at) {
    double taken_from = 0;
    double taken_to = 0;
    if (std::abs((from + to) / 2 - at.centre) > at.half_width) {
        taken_from = rejection(std::abs(from - at.centre), at.steps);
        taken_to = rejection(std::abs(to - at.centre), at.steps);
    }
    return line_mw(level(a, b, from) - taken_from, level(a, b, to) - taken_to, to - from);
}

}  // namespace

double blocking_rejection_db(double offset_khz, double spacing_khz) {
    const double offset = std::abs(offset_khz);
    return offset <= spacing_khz / 2 ? 0 : rejection(offset, anchors(spacing_khz));
}

Spectrum::Spectrum(std::vector<Point> points) : points_{std::move(points)} {
    if (points_.size() < 2 || !std::ranges::is_sorted(points_, {}, &Point::khz)) {
        throw std::invalid_argument("a spectrum has at least two points in ascending order");
    }
    total_mw_ = between_mw(points_.front().khz, points_.back().khz);
}

Spectrum::Spectrum(std::vector<Point> points, double total_dbm) : Spectrum{std::move(points)} {
    const double more = total_dbm - numeric::to_db(total_mw_);
    for (Point& point : points_) point.dbm_per_mhz += more;
    total_mw_ = numeric::from_db(total_dbm);
}

Spectrum Spectrum::flat(double width_khz, double total_dbm) {
    return Spectrum{{{-width_khz / 2, 0}, {width_khz / 2, 0}}, total_dbm};
}

double Spectrum::between_mw(double from_khz, double to_khz) const {
    double sum = 0;
    for (std::size_t i = 0; i + 1 < points_.size(); ++i) {
        sum += between(points_[i], points_[i + 1], from_khz, to_khz);
    }
    return sum;
}

double Spectrum::within_mw(const Band& band, double shift_khz) const {
    const double centre = band.centre_khz - shift_khz;
    return between_mw(centre - band.width_khz / 2, centre + band.width_khz / 2);
}

double Spectrum::received_mw(const Band& band, double shift_khz) const {
    const Bends at = bends(band, shift_khz);
    const Anchor& farthest = at.steps.back();
    if (points_.back().khz <= at.centre - farthest.khz ||
        points_.front().khz >= at.centre + farthest.khz) {
        return total_mw_ * numeric::from_db(-farthest.db);
    }
    double sum = 0;
    for (std::size_t i = 0; i + 1 < points_.size(); ++i) {
        const Point& a = points_[i];
        const Point& b = points_[i + 1];
        double from = a.khz;
        for (const double bend : at.khz) {
            if (bend <= from) continue;
            if (bend >= b.khz) break;
            sum += piece_mw(a, b, from, bend, at);
            from = bend;
        }
        if (from < b.khz) sum += piece_mw(a, b, from, b.khz, at);
    }
    return sum;
}

}  // namespace bench::interference
