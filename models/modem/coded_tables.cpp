#include "models/modem/coded_tables.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

#include "models/modem/tables/half_index.h"
#include "models/modem/tables/unit_index.h"
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

}  // namespace

CodedTable::CodedTable(const CodedData& data) : data_{data}, log_survivals_(kSteps + 1) {
    for (std::size_t i = 0; i <= kSteps; ++i) {
        const double db = kLeastDb + static_cast<double>(i) / 100.0;
        log_survivals_[i] = -std::min(numeric::pow10(log_hazard(db)), kHalfLost);
    }
}

// Linear between the points measured and, with the slope of the outermost dB, beyond them.
double CodedTable::log_hazard(double db) const {
    const std::span<const double> logs = data_.log_hazard;
    const auto per_db = static_cast<std::size_t>(1 / data_.step_db);
    const std::size_t last = logs.size() - 1;
    const double steps = static_cast<double>(per_db);
    const double place = (db - data_.first_db) / data_.step_db;
    if (place <= 0) return logs[0] + place * (logs[per_db] - logs[0]) / steps;
    if (place >= static_cast<double>(last)) {
        const double slope = (logs[last] - logs[last - per_db]) / steps;
        return logs[last] + (place - static_cast<double>(last)) * slope;
    }
    const auto below = static_cast<std::size_t>(place);
    return logs[below] + (place - static_cast<double>(below)) * (logs[below + 1] - logs[below]);
}

// Loss of a burst within the lengths measured. One of no symbols does no harm.
double CodedTable::measured_loss(double symbols, double sir_db) const {
    const Place ratio = place_on(data_.burst_sir_db, sir_db);
    const auto row_at = [&](std::size_t length) {
        const auto& row = data_.burst_loss[length];
        return row[ratio.below] + ratio.share * (row[ratio.below + 1] - row[ratio.below]);
    };
    const double shortest = data_.burst_symbols[0];
    if (symbols < shortest) return std::max(symbols, 0.0) / shortest * row_at(0);
    const Place length = place_on(data_.burst_symbols, symbols);
    const double less = row_at(length.below);
    return less + length.share * (row_at(length.below + 1) - less);
}

double CodedTable::log_survival_per_bit(double es_n0_db) const {
    const double step = (std::clamp(es_n0_db, kLeastDb, kMostDb) - kLeastDb) * 100.0 + 0.5;
    return log_survivals_[static_cast<std::size_t>(step)];
}

double CodedTable::burst_loss(double symbols, double sir_db) const {
    const double longest = data_.burst_symbols.back();
    const double loss = measured_loss(symbols, sir_db);
    if (symbols <= longest || loss <= 0 || loss >= 1) return loss;
    return 1 - numeric::exp(symbols / longest * numeric::log(1 - loss));
}

const CodedTable& half_index_table() {
    static const CodedTable table{{half_index::kCodedFirstDb, half_index::kCodedStepDb,
                                   half_index::kCodedLogHazard, half_index::kRequiredDb,
                                   half_index::kBurstSymbols, half_index::kBurstSirDb,
                                   half_index::kBurstLoss}};
    return table;
}

const CodedTable& unit_index_table() {
    static const CodedTable table{{unit_index::kCodedFirstDb, unit_index::kCodedStepDb,
                                   unit_index::kCodedLogHazard, unit_index::kRequiredDb,
                                   unit_index::kBurstSymbols, unit_index::kBurstSirDb,
                                   unit_index::kBurstLoss}};
    return table;
}

}  // namespace bench::modem
