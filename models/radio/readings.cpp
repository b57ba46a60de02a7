#include "models/radio/readings.h"

#include <stdexcept>

#include "models/radio/level.h"

namespace bench::radio {
namespace {

bool sensible(double db) { return db >= 0 && db <= 20; }

// To the nearest multiple, halves upwards.
int rounded(int value, int step) {
    if (step <= 1) return value;
    const int shifted = value + step / 2;
    const int below = shifted >= 0 ? shifted / step : -((step - 1 - shifted) / step);
    return below * step;
}

}  // namespace

Readings::Readings(const RssiConfig& config, const chance::Key& part)
    : offset_db_{config.offset_sigma_db * part.of("offset").normal(0)},
      sigma_db_{config.reading_sigma_db},
      step_cdb_{to_cdb(config.step_db)},
      errors_{part.of("reading")} {
    if (!sensible(config.offset_sigma_db) || !sensible(sigma_db_) || !sensible(config.step_db))
        throw std::invalid_argument("the errors of a level's reading lie between 0 and 20 dB");
}

int Readings::cdbm(int level_cdbm, Time when) const {
    double error_db = offset_db_;
    if (sigma_db_ > 0) error_db += sigma_db_ * errors_.normal(static_cast<std::uint64_t>(ns(when)));
    return rounded(level_cdbm + to_cdb(error_db), step_cdb_);
}

}  // namespace bench::radio
