#include "models/afe/metering_ic.h"

#include <stdexcept>

namespace bench::afe {
namespace {

constexpr Int128 kPicojoulesPerCentiwattHour = mains::kPicojoulesPerWattHour / 100;
constexpr Int128 kPicojoulesPerMicrowattHour = mains::kPicojoulesPerWattHour / 1'000'000;
constexpr std::int64_t kMicroPerCenti = 10'000;

// Gain errors are uniform in whole parts per billion.
std::int64_t draw_error_ppb(std::int32_t limit_ppm, chance::Key key) {
    const std::int64_t limit = std::int64_t{limit_ppm} * 1000;
    const std::uint64_t draw =
        key.of("gain_error").below(0, static_cast<std::uint64_t>(2 * limit + 1));
    return static_cast<std::int64_t>(draw) - limit;
}

const MeteringIcConfig& checked(const MeteringIcConfig& config) {
    if (config.gain_error_ppm < 0 || config.gain_error_ppm >= 1'000'000) {
        throw std::invalid_argument{"gain error of a metering IC outside 0 .. 999 999 ppm"};
    }
    if (config.import_start_cwh < 0 || config.export_start_cwh < 0 || config.frequency_mhz < 0) {
        throw std::invalid_argument{"negative register of a metering IC"};
    }
    return config;
}

}  // namespace

MeteringIc::MeteringIc(const MeteringIcConfig& config, const mains::Load& load, chance::Key key)
    : config_{checked(config)},
      load_{load},
      gain_ppb_{kBillion + draw_error_ppb(config.gain_error_ppm, key)},
      load_import_pj_{load.import_pj(kStart)},
      load_export_pj_{load.export_pj(kStart)} {}

void MeteringIc::mains(Time time, bool present) {
    if (present == present_) return;
    counted_import_pj_ = import_pj(time);
    counted_export_pj_ = export_pj(time);
    load_import_pj_ = load_.import_pj(time);
    load_export_pj_ = load_.export_pj(time);
    present_ = present;
}

Int128 MeteringIc::import_pj(Time time) const {
    if (!present_) return counted_import_pj_;
    return counted_import_pj_ + load_.import_pj(time) - load_import_pj_;
}

Int128 MeteringIc::export_pj(Time time) const {
    if (!present_) return counted_export_pj_;
    return counted_export_pj_ + load_.export_pj(time) - load_export_pj_;
}

Registers MeteringIc::at(Time time) const {
    const auto with_gain = [this](Int128 value, Int128 unit) {
        return static_cast<std::int64_t>(value * gain_ppb_ / (unit * kBillion));
    };
    Registers registers;
    registers.import_cwh =
        config_.import_start_cwh + with_gain(import_pj(time), kPicojoulesPerCentiwattHour);
    registers.export_cwh =
        config_.export_start_cwh + with_gain(export_pj(time), kPicojoulesPerCentiwattHour);
    if (!present_) return registers;
    const mains::Sample& sample = load_.at(time);
    registers.power_mw = with_gain(sample.power_mw, 1);
    registers.voltage_mv = sample.voltage_mv;
    registers.current_ma = sample.current_ma;
    registers.frequency_mhz = config_.frequency_mhz;
    return registers;
}

std::int64_t MeteringIc::true_import_uwh(Time time) const {
    return config_.import_start_cwh * kMicroPerCenti +
           static_cast<std::int64_t>(import_pj(time) / kPicojoulesPerMicrowattHour);
}

std::int64_t MeteringIc::true_export_uwh(Time time) const {
    return config_.export_start_cwh * kMicroPerCenti +
           static_cast<std::int64_t>(export_pj(time) / kPicojoulesPerMicrowattHour);
}

}  // namespace bench::afe
