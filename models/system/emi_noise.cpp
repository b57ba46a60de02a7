#include "models/system/emi_noise.h"

#include <cmath>

#include "models/numeric/numeric.h"

namespace bench::system {
namespace {

double seconds_of(Time time) { return static_cast<double>(ns(time)) * 1e-9; }
Time time_of(double seconds) { return kStart + Nanoseconds{std::llround(seconds * 1e9)}; }

}  // namespace

void EmiNoise::bursts(const interference::Question& question,
                      std::vector<interference::Burst>& out) const {
    const emi::RadioBand band{question.band.centre_khz * 1e3, question.band.width_khz * 1e3};
    std::vector<emi::RadioNoise> noise;
    disturbances_.radio_noise(band, seconds_of(question.from), seconds_of(question.to), noise);
    for (const emi::RadioNoise& each : noise) {
        out.push_back(
            {time_of(each.start_s), time_of(each.end_s), numeric::from_db(each.power_dbm)});
    }
}

}  // namespace bench::system
