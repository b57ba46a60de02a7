#include "harness/run/last_measurement.h"

#include <fmt/format.h>

namespace bench::run {
namespace {

void add(std::vector<result::Count>& counts, const std::string& name, double said, double truth,
         const char* unit) {
    counts.push_back({name, said, unit});
    counts.push_back({"true_" + name, truth, unit});
}

}  // namespace

void LastMeasurement::record(const trace::Record& item, std::span<const std::uint8_t> bytes) {
    if (item.kind == trace::Kind::measurement_accepted) {
        said_ = trace::from_bytes<trace::Measured>(bytes);
    } else if (item.kind == trace::Kind::measurement_truth) {
        truth_ = trace::from_bytes<trace::Measured>(bytes);
        any_ = true;
    }
}

std::vector<result::Count> LastMeasurement::counts() const {
    std::vector<result::Count> counts;
    if (!any_) return counts;
    add(counts, "frequency", said_.frequency_mhz * 1e-3, truth_.frequency_mhz * 1e-3, "Hz");
    add(counts, "unbalance", said_.negative_unbalance_ppm * 1e-4,
        truth_.negative_unbalance_ppm * 1e-4, "%");
    for (std::size_t p = 0; p < std::size(said_.phase); ++p) {
        const trace::MeasuredPhase& said = said_.phase[p];
        const trace::MeasuredPhase& truth = truth_.phase[p];
        add(counts, fmt::format("u{}", p + 1), said.voltage_uv * 1e-6, truth.voltage_uv * 1e-6,
            "V");
        add(counts, fmt::format("i{}", p + 1), said.current_ua * 1e-6, truth.current_ua * 1e-6,
            "A");
        add(counts, fmt::format("p{}", p + 1), static_cast<double>(said.active_mw) * 1e-3,
            static_cast<double>(truth.active_mw) * 1e-3, "W");
        add(counts, fmt::format("thd_u{}", p + 1), said.voltage_thd_ppm * 1e-4,
            truth.voltage_thd_ppm * 1e-4, "%");
        add(counts, fmt::format("thd_i{}", p + 1), said.current_thd_ppm * 1e-4,
            truth.current_thd_ppm * 1e-4, "%");
    }
    return counts;
}

}  // namespace bench::run
