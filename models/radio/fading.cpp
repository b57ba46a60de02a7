#include "models/radio/fading.h"

#include <stdexcept>
#include <utility>

#include "models/numeric/numeric.h"

namespace bench::radio {
namespace {

constexpr std::size_t kTableSize = 4096;
constexpr unsigned kTableShift = 64 - 12;
constexpr double kTableScale = 32767;
constexpr double kPi = 3.141592653589793;

struct Point {
    std::int16_t cosine;
    std::int16_t sine;
};

// Taylor's series on an eighth of a turn, where nine terms are exact to double precision. The
// compiler evaluates it, so every machine has one table.
constexpr double series(double x, double first, int power) {
    double term = first;
    double sum = first;
    for (int k = power; k < power + 18; k += 2) {
        term *= -x * x / ((k + 1) * (k + 2));
        sum += term;
    }
    return sum;
}

constexpr std::int16_t rounded(double value) {
    return static_cast<std::int16_t>(value >= 0 ? value + 0.5 : value - 0.5);
}

// cos and sin of index / 4096 turns, folded into the first eighth.
constexpr Point point(std::size_t index) {
    const std::size_t quadrant = index / (kTableSize / 4);
    const double x = 2 * kPi * static_cast<double>(index % (kTableSize / 4)) / kTableSize;
    const bool upper = x > kPi / 4;
    const double folded = upper ? kPi / 2 - x : x;
    const double c = series(folded, 1.0, 0);
    const double s = series(folded, folded, 1);
    const std::int16_t cosine = rounded(kTableScale * (upper ? s : c));
    const std::int16_t sine = rounded(kTableScale * (upper ? c : s));
    const auto minus = [](std::int16_t v) { return static_cast<std::int16_t>(-v); };
    switch (quadrant) {
        case 0:
            return {cosine, sine};
        case 1:
            return {minus(sine), cosine};
        case 2:
            return {minus(cosine), minus(sine)};
        default:
            return {sine, minus(cosine)};
    }
}

constexpr std::array<Point, kTableSize> make_table() {
    std::array<Point, kTableSize> table{};
    for (std::size_t i = 0; i < kTableSize; ++i) table[i] = point(i);
    return table;
}
constexpr std::array<Point, kTableSize> kTable = make_table();

// Half a step of the table, which every wave's phase holds already: phases are rounded then.
constexpr std::uint64_t kHalfStep = std::uint64_t{1} << (kTableShift - 1);

const Point& at_phase(std::uint64_t phase) { return kTable[phase >> kTableShift]; }

// |turns| < 0.5
std::uint64_t to_phase(double turns) {
    return static_cast<std::uint64_t>(static_cast<std::int64_t>(turns * 0x1p64));
}

}  // namespace

Fading::Fading(const FadingConfig& config, const chance::Key& key) {
    if (!(config.doppler_hz >= 0 && config.doppler_hz <= 400)) {
        throw std::invalid_argument("doppler must be 0 to 400 Hz");
    }
    if (!(config.delay_spread_ns >= 0 && config.delay_spread_ns <= 10'000)) {
        throw std::invalid_argument("delay spread must be 0 to 10000 ns");
    }
    if (!(config.rician_db >= -300 && config.rician_db <= 300)) {
        throw std::invalid_argument("rician must be -300 to 300 dB");
    }
    const chance::Key angles = key.of("angle");
    const chance::Key delays = key.of("delay");
    const chance::Key phases = key.of("phase");
    const chance::Key order = key.of("order");
    const double turns_per_ms = config.doppler_hz * 1e-3;
    const double turns_per_khz = -config.delay_spread_ns * 1e-6;  // Of one delay spread.
    for (std::size_t i = 0; i < kWaves; ++i) {
        const auto slot = static_cast<double>(i);
        const double angle = (slot + angles.uniform(i)) / (2 * kWaves);
        const double beyond = (kWaves - slot - delays.uniform(i)) / kWaves;  // In (0, 1].
        waves_[i].phase = phases.bits(i) + kHalfStep;
        waves_[i].per_ms = to_phase(turns_per_ms * numeric::cos_turns(angle));
        waves_[i].per_khz = to_phase(turns_per_khz * -numeric::log(beyond));
        std::swap(waves_[i].per_khz, waves_[order.below(i, i + 1)].per_khz);  // Fisher and Yates.
    }
    const chance::Key sight = key.of("line of sight");
    sight_ = {sight.bits(0) + kHalfStep,
              to_phase(turns_per_ms * numeric::cos_turns(sight.uniform(1))), 0};
    const double k = numeric::from_db(config.rician_db);
    scattered_ = numeric::square_root(1.0 / ((k + 1.0) * kWaves)) / kTableScale;
    direct_ = numeric::square_root(k / (k + 1.0)) / kTableScale;
}

template <typename Phase>
Fading::Response Fading::sum(std::uint32_t frequency_khz, Time time, const Phase& phase) const {
    const auto ms = static_cast<std::uint64_t>(ns(time) / 1'000'000);
    std::int32_t re = 0;
    std::int32_t im = 0;
#pragma GCC unroll 4
    for (std::size_t i = 0; i < kWaves; ++i) {
        const Wave& wave = waves_[i];
        const Point& p =
            at_phase(wave.phase + wave.per_ms * ms + wave.per_khz * frequency_khz + phase(i));
        re += p.cosine;
        im += p.sine;
    }
    const Point& direct = at_phase(sight_.phase + sight_.per_ms * ms + phase(kWaves));
    return {scattered_ * re + direct_ * direct.cosine, scattered_ * im + direct_ * direct.sine};
}

Fading::Response Fading::response(std::uint32_t frequency_khz, Time time) const {
    return sum(frequency_khz, time, [](std::size_t) { return std::uint64_t{0}; });
}

// The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), over its sequence.
Fading::Response Fading::response(std::uint32_t frequency_khz, Time time,
                                  std::uint64_t seed) const {
    return sum(frequency_khz, time, [seed](std::size_t i) {
        std::uint64_t z = seed + (i + 1) * 0x9E3779B97F4A7C15U;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31U);
    });
}

}  // namespace bench::radio
