#include "models/interference/random_bursts.h"

#include <array>
#include <stdexcept>

#include "models/interference/grid.h"

namespace bench::interference {
namespace {

// P(N <= n) of a Poisson draw with mean 1; more than eleven come once in 4e9 slots and are left
// out.
constexpr int kMostStarts = 11;
constexpr double kExpMinusOne = 0.36787944117144233;

constexpr std::array<double, kMostStarts> cumulative() {
    std::array<double, kMostStarts> out{};
    double term = kExpMinusOne;
    double sum = 0;
    for (int n = 0; n < kMostStarts; ++n) {
        sum += term;
        out[static_cast<std::size_t>(n)] = sum;
        term /= n + 1;
    }
    return out;
}
constexpr auto kCumulative = cumulative();

std::uint64_t ordinal_index(std::int64_t slot, int ordinal) {
    return draw_index(slot) * 16 + static_cast<std::uint64_t>(ordinal);
}

}  // namespace

RandomBursts::RandomBursts(const Shape& shape, const chance::Key& key)
    : shortest_{shape.shortest},
      longest_{shape.longest},
      counts_{key.of("count")},
      places_{key.of("place")},
      lengths_{key.of("length")} {
    if (shape.shortest <= Nanoseconds{0} || shape.longest < shape.shortest) {
        throw std::invalid_argument(
            "bursts last from shortest to longest; write lengths above zero, shortest first");
    }
    if (!(shape.duty > 0 && shape.duty <= 0.9)) {
        throw std::invalid_argument("duty is not above 0 and at most 0.9; write a share, 0.01");
    }
    const Nanoseconds mean = (shape.shortest + shape.longest) / 2;
    slot_ = share(mean, 1.0 / shape.duty);
}

std::int64_t RandomBursts::first_slot(Time from) const {
    return Grid{slot_, {}}.index(from - longest_);
}

std::int64_t RandomBursts::last_slot(Time to) const { return Grid{slot_, {}}.index(to); }

int RandomBursts::starts_in(std::int64_t slot) const {
    const double drawn = counts_.uniform(draw_index(slot));
    int count = 0;
    while (count < kMostStarts && drawn >= kCumulative[static_cast<std::size_t>(count)]) ++count;
    return count;
}

RandomBursts::Burst RandomBursts::draw(std::int64_t slot, int ordinal) const {
    const std::uint64_t id = ordinal_index(slot, ordinal);
    const Time start = Grid{slot_, {}}.start(slot) + share(slot_, places_.uniform(id));
    const Nanoseconds length =
        shortest_ + share(longest_ - shortest_ + Nanoseconds{1}, lengths_.uniform(id));
    return {id, start, start + length};
}

}  // namespace bench::interference
