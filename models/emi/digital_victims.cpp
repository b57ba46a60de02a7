// Supply, reset, memory, serial bus and Ethernet of a disturbed meter.

#include <bit>
#include <cmath>

#include "models/emi/disturbances.h"
#include "models/emi/thresholds.h"
#include "models/numeric/numeric.h"

namespace bench::emi {
namespace {

constexpr double kNegligibleSigmas = 6;  // Q(6) = 1e-9.
constexpr double kResetLate = 5e-6;      // A reset follows its pulse's end by less.
constexpr std::uint64_t kBitsAPulse = std::uint64_t{1} << 20U;  // Of 1 ns; a surge has 658 450.
constexpr std::uint64_t kDrawsAPulse = 8;
constexpr int kMostFlips = 3;
constexpr std::uint64_t kWordBits = 64;

// Q(x), the normal distribution's tail: Abramowitz and Stegun 26.2.17, within 7.5e-8.
double tail(double x) {
    if (x < 0) return 1 - tail(-x);
    constexpr double kRootTwoPi = 2.5066282746310002;
    const double t = 1 / (1 + 0.2316419 * x);
    const double series =
        t * (0.319381530 +
             t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    return numeric::exp(-x * x / 2) / kRootTwoPi * series;
}

// How many of a Poisson count of small mean, from one uniform draw.
int poisson(double mean, double uniform) {
    double term = numeric::exp(-mean);
    double sum = term;
    int count = 0;
    while (count < kMostFlips && uniform >= sum) {
        ++count;
        term *= mean / count;
        sum += term;
    }
    return count;
}

struct Wire {  // A transfer on the serial bus.
    double start_s;
    double seconds_per_bit;
    double bits;
    [[nodiscard]] double sampled_s(double bit) const {
        return start_s + (bit + 0.5) * seconds_per_bit;
    }
};

void flip_bits(const Occurrence& source, const Pulse& pulse, const Wire& wire,
               std::vector<std::size_t>& out) {
    const double first = std::ceil((pulse.at_s - wire.start_s) / wire.seconds_per_bit - 0.5);
    const double last_s = pulse.at_s + source.after_s();
    for (double bit = std::max(first, 0.0); bit < wire.bits; ++bit) {
        const double at_s = wire.sampled_s(bit);
        if (at_s >= last_s) return;
        const double after_s = std::max(at_s - pulse.at_s, 0.0);
        const double v = std::abs(source.value_v(Victim::serial_bus, pulse, after_s));
        const std::uint64_t index =
            pulse.number * kBitsAPulse + static_cast<std::uint64_t>(after_s * 1e9);
        if (source.key(Victim::serial_bus).uniform(index) < tail((kBusMarginV - v) / kBusSigmaV)) {
            out.push_back(static_cast<std::size_t>(bit));
        }
    }
}

void flip_ram(const Occurrence& source, const Pulse& pulse, std::vector<RamFlip>& out) {
    const chance::Key& key = source.key(Victim::rail);
    const std::uint64_t index = pulse.number * kDrawsAPulse;
    const int flips = poisson(kRamFlipsPerPulse, key.uniform(index));
    for (int i = 0; i < flips; ++i) {
        const std::uint64_t own = index + 1 + 2 * static_cast<std::uint64_t>(i);
        out.push_back(
            {pulse.at_s, key.uniform(own), static_cast<std::uint8_t>(key.below(own + 1, 8))});
    }
}

std::optional<Reset> reset_of(const Occurrence& source, const Pulse& pulse) {
    const auto rail = source.brown_out_s(pulse);
    const auto pin = source.pin_reset_s(pulse);
    if (rail && (!pin || *rail <= *pin)) return Reset{pulse.at_s + *rail, ResetCause::brown_out};
    if (pin) return Reset{pulse.at_s + *pin, ResetCause::pin};
    return std::nullopt;
}

// A slicer far outside its range gives a random bit: every other one is wrong.
std::uint32_t wrong_bits(std::uint64_t bits, const chance::Key& key) {
    std::uint32_t wrong = 0;
    for (std::uint64_t word = 0; word * kWordBits < bits; ++word) {
        const std::uint64_t left = bits - word * kWordBits;
        const std::uint64_t drawn = key.bits(word);
        wrong += static_cast<std::uint32_t>(
            std::popcount(left < kWordBits ? drawn & ((std::uint64_t{1} << left) - 1) : drawn));
    }
    return wrong;
}

}  // namespace

void Disturbances::bit_flips(double start_s, double seconds_per_bit, std::size_t bits,
                             std::vector<std::size_t>& out) const {
    const auto begin = static_cast<std::ptrdiff_t>(out.size());
    const Wire wire{start_s, seconds_per_bit, static_cast<double>(bits)};
    const double end_s = start_s + wire.bits * seconds_per_bit;
    each(start_s, end_s, [&](const Occurrence& source) {
        const double weakest = kBusMarginV - kNegligibleSigmas * kBusSigmaV;
        if (source.peak_v(Victim::serial_bus) < weakest) return;
        source.pulses(start_s - source.after_s(), end_s, [&](const Pulse& pulse) {
            flip_bits(source, pulse, wire, out);
            return true;
        });
    });
    std::sort(out.begin() + begin, out.end());
    out.erase(std::unique(out.begin() + begin, out.end()), out.end());
}

double Disturbances::rail(double at_s) const {
    double volts = kSupplyV;
    each_at(at_s, [&](const Occurrence& source) {
        if (!source.pulsed()) return;
        // One that starts at this very instant is still 0.
        source.pulses(at_s - source.after_s(), at_s, [&](const Pulse& pulse) {
            volts += source.value_v(Victim::rail, pulse, at_s - pulse.at_s);
            return true;
        });
    });
    return std::max(volts, 0.0);
}

std::optional<Reset> Disturbances::next_reset(double after_s, double until_s) const {
    std::optional<Reset> first;
    each(after_s - kResetLate, until_s, [&](const Occurrence& source) {
        if (!source.can_reset()) return;
        const double from_s = after_s - kResetLate - source.after_s();
        source.pulses(from_s, until_s, [&](const Pulse& pulse) {
            const auto reset = reset_of(source, pulse);
            if (!reset || reset->at_s < after_s) return true;
            if (reset->at_s < until_s && (!first || reset->at_s < first->at_s)) first = reset;
            return false;
        });
    });
    return first;
}

void Disturbances::ram_flips(double from_s, double to_s, std::vector<RamFlip>& out) const {
    const auto begin = static_cast<std::ptrdiff_t>(out.size());
    each(from_s, to_s, [&](const Occurrence& source) {
        if (source.peak_v(Victim::rail) <= kRamV) return;
        source.pulses(from_s, to_s, [&](const Pulse& pulse) {
            if (source.peak_v(Victim::rail, pulse) > kRamV) flip_ram(source, pulse, out);
            return true;
        });
    });
    std::ranges::stable_sort(out.begin() + begin, out.end(), {}, &RamFlip::at_s);
}

EthernetHit Disturbances::ethernet_hit(double start_s, double end_s,
                                       const chance::Key& frame) const {
    EthernetHit hit;
    each(start_s, end_s, [&](const Occurrence& source) {
        if (source.peak_v(Victim::ethernet) <= kEthernetV) return;
        const chance::Key drawn = frame.of(source.config().id);
        source.pulses(start_s - source.after_s(), end_s, [&](const Pulse& pulse) {
            const Span over = source.above(Victim::ethernet, pulse, kEthernetV);
            const double begin_s = std::max(pulse.at_s + over.from_s, start_s);
            const double stop_s = std::min(pulse.at_s + over.to_s, end_s);
            if (over.empty() || begin_s >= stop_s) return true;
            const auto bits = std::ceil((stop_s - begin_s) / kEthernetBitS);
            hit.bit_errors += wrong_bits(static_cast<std::uint64_t>(bits), drawn.of(pulse.number));
            return true;
        });
    });
    return hit;
}

}  // namespace bench::emi
