#include "models/mains/series.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "models/numeric/int128.h"

namespace bench::mains {
namespace {

// Keeps times in nanoseconds within 64 bits; 95 years.
constexpr std::int64_t kLongestSeconds = 3'000'000'000;
constexpr std::int32_t kMostMillivolts = 1'000'000;  // Low voltage (IEC 60038) ends at 1 kV.
constexpr std::int32_t kMostMilliamperes = 100'000'000;
constexpr std::int64_t kMostMilliwatts = 100'000'000'000;
constexpr std::int64_t kPicojoulesPerUnit = 1'000'000;  // The unit of Recording's energies.

std::string seconds_text(std::int64_t seconds) { return std::to_string(seconds) + " s"; }

std::optional<RecordingError> beyond_range(const Reading& reading, Place place) {
    const auto error = [&](std::int64_t value, const char* unit, const char* most) {
        return RecordingError{place.line, place.column,
                              std::to_string(value / 1000) + " " + unit +
                                  " in the sample of this time; a meter has at most " + most,
                              "the recording is damaged here: remove the sample"};
    };
    if (reading.voltage_mv > kMostMillivolts) return error(reading.voltage_mv, "V", "1 000 V");
    if (reading.current_ma > kMostMilliamperes) return error(reading.current_ma, "A", "100 kA");
    if (std::abs(reading.power_mw) > kMostMilliwatts) return error(reading.power_mw, "W", "100 MW");
    return std::nullopt;
}

}  // namespace

std::optional<RecordingError> Series::add(const Reading& reading, Place place) {
    if (auto error = beyond_range(reading, place)) return error;
    if (recording_.samples.empty()) {
        first_second_ = reading.second;
        last_second_ = reading.second;
        recording_.import_uj.push_back(0);
        recording_.export_uj.push_back(0);
    } else if (auto error = advance(reading.second, place)) {
        return error;
    }
    const Time at = kStart + std::chrono::seconds{reading.second - first_second_};
    recording_.samples.push_back({at, reading.power_mw, reading.voltage_mv, reading.current_ma});
    return std::nullopt;
}

std::optional<RecordingError> Series::advance(std::int64_t second, Place place) {
    const auto error = [&](std::string message, std::string help) {
        return RecordingError{place.line, place.column, std::move(message), std::move(help)};
    };
    const std::int64_t seconds = second - last_second_;
    if (seconds < 0) {
        return error("time goes back by " + seconds_text(-seconds) + " from the sample before",
                     "remove or reorder what is not in the order of time");
    }
    if (seconds == 0) {
        return error(
            "the sample before has the same time: the meter's clock stands, or a sample came "
            "twice",
            "remove one of the two, or record again with a clock that runs");
    }
    if (second - first_second_ > kLongestSeconds) {
        return error("a recording of more than 95 years", "check the time of this sample");
    }
    const Nanoseconds step = std::chrono::seconds{seconds};
    if (step > period_ && step > hold_) {
        return error("gap of " + seconds_text(seconds) + " between this sample and the one before",
                     "declare it: gaps: hold <= " + seconds_text(seconds));
    }
    if (!add_energy(step)) {
        return error("more than 2.5 GWh up to this sample", "this is not the load of one meter");
    }
    last_second_ = second;
    return std::nullopt;
}

bool Series::add_energy(Nanoseconds step) {
    const std::int64_t power = recording_.samples.back().power_mw;
    const Int128 energy = static_cast<Int128>(power) * step.count() / kPicojoulesPerUnit;
    recording_.import_uj.push_back(recording_.import_uj.back());
    recording_.export_uj.push_back(recording_.export_uj.back());
    std::int64_t& sum = power < 0 ? recording_.export_uj.back() : recording_.import_uj.back();
    const Int128 exact = sum + (energy < 0 ? -energy : energy);
    sum = static_cast<std::int64_t>(exact);
    return exact <= INT64_MAX;
}

Nanoseconds Series::usual_step() const {
    const auto& samples = recording_.samples;
    if (samples.size() < 2) return period_;
    std::vector<Nanoseconds> steps;
    for (std::size_t i = 1; i < samples.size(); ++i)
        steps.push_back(samples[i].at - samples[i - 1].at);
    const auto middle = steps.begin() + static_cast<std::ptrdiff_t>((steps.size() - 1) / 2);
    std::ranges::nth_element(steps, middle);
    return *middle;
}

std::variant<Recording, RecordingError> Series::finish(std::string file) && {
    if (recording_.samples.empty()) {
        return RecordingError{0, 0, "no sample in " + file, "check that this is the right reader"};
    }
    recording_.file = std::move(file);
    recording_.length = recording_.samples.back().at - kStart + usual_step();
    return std::move(recording_);
}

std::int32_t current_of(std::int64_t power_mw, std::int32_t voltage_mv) {
    if (voltage_mv <= 0) return 0;
    const std::int64_t magnitude = power_mw < 0 ? -power_mw : power_mw;
    const std::int64_t current_ma = magnitude * 1000 / voltage_mv;
    return current_ma > INT32_MAX ? INT32_MAX : static_cast<std::int32_t>(current_ma);
}

}  // namespace bench::mains
