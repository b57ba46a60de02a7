#pragma once

// From the terminals to the inputs of the anti-alias filters, at whatever step is asked for.

#include <array>
#include <span>
#include <vector>

#include "models/afe/current_cores.h"
#include "models/afe/front_end_config.h"
#include "models/afe/parts.h"
#include "models/emi/front_end.h"
#include "models/mains/wave_source.h"

namespace bench::afe {

using ChannelSpans = std::array<std::span<double>, kChannels>;

// Equal parts of the channels from `from` on.
[[nodiscard]] ChannelSpans part_of(const ChannelSpans& all, std::size_t from, std::size_t count);

class SensorStage {
public:
    // All but `config` and `parts` must outlive this; `disturbance` may be null.
    SensorStage(const FrontEndConfig& config, const Parts& parts, const mains::WaveSource& wave,
                const emi::FrontEndDisturbance* disturbance);

    void restart() { cores_.restart(); }
    void set_temperature(double celsius);

    // Volts at start_s + n * step_s; calls follow each other.
    void fill(double start_s, double step_s, const ChannelSpans& out);

    // Volts per volt or ampere for small signals, without the core's share.
    [[nodiscard]] double gain(std::size_t channel) const { return gain_[channel]; }

private:
    void cut_open_wires(double start_s, double step_s, const ChannelSpans& out) const;
    void add_slow(double start_s, double step_s, const ChannelSpans& out) const;

    Parts parts_;
    std::vector<InputFault> faults_;
    const mains::WaveSource& wave_;
    const emi::FrontEndDisturbance* disturbance_;
    CurrentCores cores_;
    std::array<double, kChannels> gain_{};
    std::vector<double> bias_;
};

// The samples start_s + n * step_s, n < count, that lie within [from_s, to_s): their first and the
// one after their last.
struct SampleRange {
    std::size_t from = 0;
    std::size_t to = 0;
};
[[nodiscard]] SampleRange samples_within(double from_s, double to_s, double start_s, double step_s,
                                         std::size_t count);

}  // namespace bench::afe
