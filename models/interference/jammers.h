#pragma once

// Those who disturb on purpose: a carrier, a sweep, pulses, one that answers frames and one that
// follows its victim's hops.

#include <string_view>

#include "models/interference/grid.h"
#include "models/interference/source.h"
#include "models/interference/spectrum.h"

namespace bench::interference {

class Carrier final : public Source {
public:
    Carrier(std::string_view name, const CarrierConfig& config);
    void bursts(const Question& question, std::vector<Burst>& out) const override;

private:
    CarrierConfig config_;
    Spectrum spectrum_;
};

// A sweep is in the band for the time that it takes to cross it, at full power. What the
// selectivity lets through while it is elsewhere is spread evenly over the period.
class Swept final : public Source {
public:
    Swept(std::string_view name, const SweptConfig& config, const chance::Key& key);
    void bursts(const Question& question, std::vector<Burst>& out) const override;

private:
    SweptConfig config_;
    Grid sweeps_;
    Spectrum average_;
    double power_mw_;
};

class Pulsed final : public Source {
public:
    Pulsed(std::string_view name, const PulsedConfig& config, const chance::Key& key);
    void bursts(const Question& question, std::vector<Burst>& out) const override;

private:
    PulsedConfig config_;
    Grid pulses_;
    Spectrum spectrum_;
};

// One burst for each frame of the question, whole in the band: it tunes to what it hears. With a
// delay beyond preamble and header only the payload is hit.
class Reactive final : public Source {
public:
    Reactive(std::string_view name, const ReactiveConfig& config);
    void bursts(const Question& question, std::vector<Burst>& out) const override;

private:
    ReactiveConfig config_;
    double power_mw_;
};

// On wherever the question's victim listens; without a victim it is silent.
class Following final : public Source {
public:
    Following(std::string_view name, const FollowingConfig& config);
    void bursts(const Question& question, std::vector<Burst>& out) const override;

private:
    Spectrum spectrum_;
};

}  // namespace bench::interference
