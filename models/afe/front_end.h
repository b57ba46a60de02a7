#pragma once

// The three-phase analogue front end at sample fidelity: terminals in, frames of 24 bit out.
//
// Sensor with tolerance, phase and core; anti-alias pole and decimator as one filter fitted to both
// responses; impulses through the decimator's own response; white noise; a saturating quantiser.

#include <array>
#include <cstdint>
#include <memory>
#include <span>

#include "models/afe/front_end_config.h"
#include "models/afe/sample_converter.h"
#include "models/chance/chance.h"
#include "models/emi/front_end.h"
#include "models/mains/wave_source.h"

namespace bench::afe {

inline constexpr double kNominalStep = 125e-6;  // [s]

class FrontEnd {
public:
    // `wave`, `disturbance` (may be null) and `converter` (null: the sample-level one) must outlive
    // this; `key` is that of this part. Throws std::invalid_argument for values that no part has.
    FrontEnd(const FrontEndConfig& config, const mains::WaveSource& wave,
             const emi::FrontEndDisturbance* disturbance, chance::Key key,
             SampleConverter* converter = nullptr);
    ~FrontEnd();
    FrontEnd(FrontEnd&&) noexcept;
    FrontEnd& operator=(FrontEnd&&) = delete;

    // Frame n of `out` is emitted at start_s + n * step_s; `first_index` counts frames since the
    // restart. Calls follow each other; one that does not begins anew, as after restart(). The
    // first frame after a restart comes one step after conversion began: input before that is
    // nought, and the filters settle during about 2 ms. The wave is asked for at instants from
    // one step before the first frame's up to 0.6 ms after the last frame's. step_s lies within 1 %
    // of 125 us.
    void produce(std::uint64_t first_index, double start_s, double step_s, std::span<Frame> out);

    // Power was off: filters and cores begin anew with the next produce().
    void restart();

    // Of the whole part, from the next block on.
    void set_temperature(double celsius);

    // What a factory would calibrate against: small signals of `hz` at the present temperature.
    // Counts per volt or ampere at the terminals.
    [[nodiscard]] double true_gain(std::size_t channel, double hz = 50) const;
    // Seconds from the terminals to the instant at which the sample is emitted; the decimator's
    // share of it is constant and that of every channel. A transformer's lead counts negative.
    [[nodiscard]] double true_phase_delay(std::size_t channel, double hz = 50) const;
    // Counts that the channel reads with nothing on it.
    [[nodiscard]] double true_offset(std::size_t channel) const;
    // Standard deviation of the white noise, in counts.
    [[nodiscard]] double true_noise() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace bench::afe
