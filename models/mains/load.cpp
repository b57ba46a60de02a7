#include "models/mains/load.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace bench::mains {
namespace {

constexpr Int128 kPicojoulesPerUnit = 1'000'000;  // The unit of Recording's energies: mW ns * 1e6.

void require(bool condition, const char* message) {
    if (!condition) throw std::invalid_argument{message};
}

void check(const Recording& recording) {
    const auto& samples = recording.samples;
    require(!samples.empty(), "a recording needs a sample");
    require(samples.front().at == kStart, "a recording's first sample must be at its start");
    require(recording.import_uj.size() == samples.size() &&
                recording.export_uj.size() == samples.size(),
            "a recording needs both energies for every sample");
    const auto not_later = [](const Sample& a, const Sample& b) { return a.at >= b.at; };
    require(std::ranges::adjacent_find(samples, not_later) == samples.end(),
            "a recording's samples must be in the order of time");
    require(kStart + recording.length > samples.back().at,
            "a recording must outlast its last sample");
    require(
        std::ranges::is_sorted(recording.import_uj) && std::ranges::is_sorted(recording.export_uj),
        "a recording's energies must not decrease");
}

}  // namespace

Load::Load(std::shared_ptr<const Recording> recording) : recording_{std::move(recording)} {
    require(recording_ != nullptr, "a load needs a recording");
    check(*recording_);
    whole_import_pj_ = energy_within(recording_->length, 1);
    whole_export_pj_ = energy_within(recording_->length, -1);
}

const Sample& Load::at(Time time) const {
    return recording_->samples[index_at((time - kStart) % recording_->length)];
}

std::size_t Load::index_at(Nanoseconds within) const {
    const auto& samples = recording_->samples;
    const auto later = std::ranges::upper_bound(samples, kStart + within, {}, &Sample::at);
    return static_cast<std::size_t>(std::max<std::ptrdiff_t>(later - samples.begin(), 1) - 1);
}

Int128 Load::energy_within(Nanoseconds within, int sign) const {
    const std::size_t index = index_at(within);
    const Sample& sample = recording_->samples[index];
    const auto& sums = sign > 0 ? recording_->import_uj : recording_->export_uj;
    const Int128 since =
        static_cast<Int128>(sample.power_mw) * (kStart + within - sample.at).count() * sign;
    return sums[index] * kPicojoulesPerUnit + std::max<Int128>(since, 0);
}

Int128 Load::energy(Time time, int sign) const {
    const Nanoseconds since = time - kStart;
    const std::int64_t repetitions = since / recording_->length;
    const Int128 whole = (sign > 0 ? whole_import_pj_ : whole_export_pj_) * repetitions;
    return whole + energy_within(since % recording_->length, sign);
}

Int128 Load::import_pj(Time time) const { return energy(time, 1); }
Int128 Load::export_pj(Time time) const { return energy(time, -1); }

}  // namespace bench::mains
