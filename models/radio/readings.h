#pragma once

// What a receiver says of a level: not quite the level. The part is a little off all its life, each
// reading has an error of its own, and the number comes in steps. Nothing here decides a frame.

#include "models/chance/chance.h"
#include "models/radio/config.h"
#include "models/time/time.h"

namespace bench::radio {

class Readings {
public:
    // `part` names the receiver: the same part is off by the same. Throws std::invalid_argument for
    // a negative or infinite value.
    Readings(const RssiConfig& config, const chance::Key& part);

    // Of a level at an instant, hundredths of dBm both; one instant has one error.
    [[nodiscard]] int cdbm(int level_cdbm, Time when) const;
    [[nodiscard]] double offset_db() const { return offset_db_; }

private:
    double offset_db_;
    double sigma_db_;
    int step_cdb_;
    chance::Key errors_;
};

}  // namespace bench::radio
