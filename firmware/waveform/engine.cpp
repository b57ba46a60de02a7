#include "firmware/waveform/engine.h"

#include <algorithm>

namespace meter::waveform {
namespace {

// A twentieth of nominal, as a peak, in 100 uV.
constexpr std::int64_t kPresentShare = 20;
constexpr std::array<std::uint8_t, kBlockSamples> kNoMarks{};
std::int32_t present_peak(const EngineConfig& config) {
    const std::int64_t peak = std::int64_t{config.nominal_voltage.count()} * 10 * 1414 / 1000;
    return static_cast<std::int32_t>(peak / kPresentShare);
}

}  // namespace

Engine::Engine(const EngineConfig& config, HalfCycleSink& half_cycles, WindowSink& windows)
    : windows_{windows},
      calibrator_{config.calibration},
      health_{config.saturated_samples, present_peak(config)},
      guard_{config.nominal_hz, config.nominal_voltage.count() * 10 / 100,
             config.nominal_current.count() * 1000 / 100},
      frequency_{config.nominal_hz, static_cast<float>(present_peak(config))},
      energy_{config},
      cycles_{half_cycles, energy_},
      harmonics_{config},
      present_{static_cast<float>(present_peak(config))} {}

Result<PhasorSet> Engine::phasors(SampleIndex end) const {
    return phasors_.at(end, frequency_, present_);
}

Millihertz Engine::frequency() const { return Millihertz{to_int32(frequency_.hertz() * 1000)}; }

void Engine::restart(SampleIndex at, bool flagged) {
    expected_ = at;
    calibrator_.restart();
    guard_.restart();
    frequency_.restart(at);
    cycles_.restart(at, frequency_.period(), flagged);
    harmonics_.restart(at, flagged);
    phasors_.restart();
}

void Engine::gap(SampleIndex from, std::uint64_t count) {
    if (!started_ || count == 0 || from + count <= expected_) return;
    missing_ += from + count - expected_;
    restart(from + count, true);
}

void Engine::process(const SampleBlock& block) {
    if (block.count == 0 || block.count > kBlockSamples) return;
    if (!started_) {
        started_ = true;
        restart(block.first, false);
    }
    if (block.first > expected_) gap(expected_, block.first - expected_);
    if (block.first == expected_) {
        follow(block);
        return;
    }
    const std::uint64_t known = expected_ - block.first;
    if (known >= block.count) return;
    SampleBlock rest;
    rest.first = expected_;
    rest.count = block.count - static_cast<std::size_t>(known);
    rest.saturated = block.saturated;
    for (std::size_t c = 0; c < kChannels; ++c) {
        std::copy_n(block.raw[c].begin() + static_cast<std::ptrdiff_t>(known), rest.count,
                    rest.raw[c].begin());
    }
    follow(rest);
}

void Engine::follow(const SampleBlock& block) {
    Block clean;
    calibrator_.apply(block, clean);
    health_.process(block, clean);
    const Block original = clean;
    guard_.process(clean, samples_of(frequency_.period()));
    harmonics_.begin(clean.first, frequency_);
    sum(original, clean);
    frequency_.process(clean);
    harmonics_.process(clean);
    phasors_.process(clean, guard_.any() ? guard_.marks() : kNoMarks);
    expected_ = clean.first + clean.count;
    if (harmonics_.step()) {
        energy_.window(harmonics_.report(), harmonics_.length());
        windows_.window(harmonics_.report());
    }
}

std::uint8_t Engine::any_of(const std::array<std::uint8_t, kBlockSamples>& bits, std::size_t from,
                            std::size_t to) const {
    unsigned out = 0;
    if (guard_.any()) {
        for (std::size_t n = from; n < to; ++n) out |= bits[n];
    }
    return static_cast<std::uint8_t>(out);
}

Sums Engine::withheld(const Block& original, const Sums& clean, std::size_t from,
                      std::size_t to) const {
    if (any_of(guard_.marks(), from, to) == 0) return {};
    Sums out = sums_of(original.value, from, to);
    out -= clean;
    return out;
}

void Engine::sum(const Block& original, const Block& clean) {
    for (std::size_t n = 0; n < clean.count;) {
        const std::size_t half = samples_until(cycles_.boundary(), clean.first, clean.count);
        const std::size_t window =
            harmonics_.running() ? samples_until(harmonics_.boundary(), clean.first, clean.count)
                                 : clean.count;
        const std::size_t stop = std::max(n, std::min(half, window));
        const Sums range = sums_of(clean.value, n, stop);
        const std::uint8_t flags = any_of(guard_.marks(), n, stop);
        cycles_.add(range, flags);
        harmonics_.add(range, flags);
        if (flags != 0) cycles_.hold(withheld(original, range, n, stop));
        settle(n, stop);
        if (stop == clean.count) return;
        split(original, clean, stop, half == stop, window == stop);
        settle(stop, stop + 1);
        n = stop + 1;
    }
}

void Engine::split(const Block& original, const Block& clean, std::size_t n, bool half,
                   bool window) {
    const Sums one = sums_of(clean.value, n, n + 1);
    const Sums held = withheld(original, one, n, n + 1);
    const SampleIndex index = clean.first + n;
    const std::uint8_t flags = guard_.marks()[n];
    if (half) {
        cycles_.split(one, held, index, flags, frequency_);
    } else {
        cycles_.add(one, flags);
        cycles_.hold(held);
    }
    if (window) {
        harmonics_.split(one, index, flags, frequency_);
    } else {
        harmonics_.add(one, flags);
    }
}

void Engine::settle(std::size_t from, std::size_t to) {
    const unsigned ended = any_of(guard_.ended(), from, to);
    if (ended == 0) return;
    const unsigned accepted = any_of(guard_.accepted(), from, to);
    for (std::size_t p = 0; p <= kPhases; ++p) {
        const unsigned channels = channels_of(p);
        if ((ended & channels) == 0) continue;
        const bool real = (accepted & channels) != 0;
        // The other channel of the phase may still be under judgement.
        if (!real && (guard_.running() & channels) != 0) continue;
        harmonics_.give_back(cycles_.settle(p, real));
    }
}

}  // namespace meter::waveform
