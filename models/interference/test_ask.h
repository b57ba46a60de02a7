#pragma once

// Short questions for tests.

#include <chrono>
#include <cmath>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "models/interference/source.h"

namespace bench::interference {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;

// Channels of plan EU 33 and of 802.15.4 at 2.4 GHz.
inline constexpr Band kSubGhz{.centre_khz = 868'300, .width_khz = 165, .spacing_khz = 200};
inline constexpr Band kZigbee20{.centre_khz = 2'450'000, .width_khz = 2000, .spacing_khz = 5000};

inline Time at(Nanoseconds since_start) { return kStart + since_start; }
inline double dbm(double mw) { return 10 * std::log10(mw); }
inline double mw(double dbm) { return std::pow(10.0, dbm / 10); }
inline double free_space_db(double mhz, double metres) {
    return 20 * std::log10(4 * M_PI * metres * mhz * 1e6 / 299'792'458.0);
}

inline std::unique_ptr<Source> source(Kind kind, std::uint64_t seed = 1,
                                      std::string name = "neighbour") {
    return make_source({.name = std::move(name), .at = {}, .kind = std::move(kind)},
                       chance::Key{seed});
}

inline std::vector<Burst> ask(const Source& source, const Question& question) {
    std::vector<Burst> out;
    source.bursts(question, out);
    return out;
}

inline std::vector<Burst> ask(const Source& source, const Band& band, Time from, Time to) {
    return ask(source, Question{.band = band, .from = from, .to = to});
}

// Share of the time from the start to `length` with a burst, summed over bursts.
inline double duty(const Source& source, const Band& band, Nanoseconds length) {
    Nanoseconds busy{};
    for (const Burst& burst : ask(source, band, kStart, at(length))) {
        busy += std::min(burst.end, at(length)) - std::max(burst.start, kStart);
    }
    return static_cast<double>(busy.count()) / static_cast<double>(length.count());
}

// Share of `trials` frames that no burst touches; starts are spread evenly over `span`.
inline double clear(const Source& source, const Band& band, Nanoseconds frame, Nanoseconds span,
                    int trials) {
    int count = 0;
    std::vector<Burst> found;
    for (int i = 0; i < trials; ++i) {
        const Time start = at(span / trials * i);
        found.clear();
        source.bursts({.band = band, .from = start, .to = start + frame}, found);
        count += found.empty() ? 1 : 0;
    }
    return static_cast<double>(count) / trials;
}

}  // namespace bench::interference
