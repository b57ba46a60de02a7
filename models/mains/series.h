#pragma once

// Collects the samples of any reader, in their order, and makes a recording of them.
//
// What all recordings have in common is checked here: time goes forward, a gap is declared, and the
// energy up to every sample is summed exactly. The last sample lasts as long as the others usually
// do.

#include <optional>
#include <string>
#include <variant>

#include "models/mains/config.h"
#include "models/mains/lines.h"

namespace bench::mains {

// What a reader found; times are seconds of any one scale.
struct Reading {
    std::int64_t second = 0;
    std::int64_t power_mw = 0;
    std::int32_t voltage_mv = 0;
    std::int32_t current_ma = 0;
};

class Series {
public:
    // `period`: how far apart samples are without a gap; that of a recording of one sample.
    Series(Nanoseconds period, Nanoseconds hold) : period_{period}, hold_{hold} {}

    // `place` is where the sample's time stands.
    [[nodiscard]] std::optional<RecordingError> add(const Reading& reading, Place place);
    [[nodiscard]] std::variant<Recording, RecordingError> finish(std::string file) &&;

private:
    [[nodiscard]] std::optional<RecordingError> advance(std::int64_t second, Place place);
    // The last sample held for `step`; false if the sum is out of range.
    [[nodiscard]] bool add_energy(Nanoseconds step);
    // How far apart samples usually are: the median.
    [[nodiscard]] Nanoseconds usual_step() const;

    Nanoseconds period_;
    Nanoseconds hold_;
    std::int64_t first_second_ = 0;
    std::int64_t last_second_ = 0;
    Recording recording_;
};

// RMS current of a load without reactive power, in mA; 0 without voltage.
[[nodiscard]] std::int32_t current_of(std::int64_t power_mw, std::int32_t voltage_mv);

}  // namespace bench::mains
