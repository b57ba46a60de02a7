// Every kind is a pure function: however windows are cut and ordered, the same bursts.

#include <algorithm>
#include <set>
#include <tuple>

#include "models/interference/test_ask.h"

namespace bench::interference {
namespace {

// Twenty channels of 200 kHz, a new one each 40 ms, silent each fifth dwell.
class Steps final : public Hops {
public:
    [[nodiscard]] Dwell at(Time time) const override {
        const std::int64_t slot = ns(time) / 40'000'000;
        Dwell dwell{.start = Time{milliseconds{40} * slot},
                    .end = Time{milliseconds{40} * (slot + 1)},
                    .centre_khz = 865'000.0 + 200.0 * static_cast<double>(slot * 7 % 20)};
        if (slot % 5 == 4) dwell.centre_khz.reset();
        return dwell;
    }
};

struct Case {
    std::string name;
    Kind kind;
    Band band;
};

LteUplinkConfig half_loaded() {
    LteUplinkConfig config;
    config.load = 0.5;
    config.duty = 0.3;
    return config;
}

NarrowBandConfig busy() {
    NarrowBandConfig config;
    config.duty = 0.8;
    return config;
}

OvenConfig commercial() {
    OvenConfig config;
    config.kind = OvenKind::commercial;
    config.cooking_fraction = 0.5;
    config.cooking_period = seconds{1};
    config.mains_millihertz = 60'000;
    return config;
}

WifiConfig busy_wifi() {
    WifiConfig config;
    config.duty = 0.6;
    return config;
}

std::vector<Case> cases() {
    return {{"oven", OvenConfig{}, kZigbee20},
            {"oven_commercial", commercial(), kZigbee20},
            {"wifi", WifiConfig{}, kZigbee20},
            {"wifi_busy", busy_wifi(), kZigbee20},
            {"bluetooth", bluetooth(), kZigbee20},
            {"bluetooth_le", bluetooth_le(), kZigbee20},
            {"rfid", rfid_europe(), kSubGhz},
            {"lte", LteUplinkConfig{}, kSubGhz},
            {"lte_half", half_loaded(), kSubGhz},
            {"narrow_band", busy(), kSubGhz},
            {"switching", SwitchingNoiseConfig{}, kSubGhz},
            {"man_made", ManMadeNoiseConfig{}, kSubGhz},
            {"carrier", CarrierConfig{}, kSubGhz},
            {"swept", SweptConfig{}, kSubGhz},
            {"pulsed", PulsedConfig{}, kSubGhz},
            {"reactive", ReactiveConfig{}, kSubGhz},
            {"following", FollowingConfig{.victim = "meter"}, kSubGhz}};
}

using Flat = std::tuple<std::int64_t, std::int64_t, double>;

class Purity : public testing::TestWithParam<Case> {
protected:
    std::multiset<Flat> look(const Source& source, Time from, Time to) const {
        const std::vector<Time> frames{at(milliseconds{100}), at(milliseconds{900})};
        std::multiset<Flat> out;
        for (const Burst& burst : ask(source, {.band = GetParam().band,
                                              .from = from,
                                              .to = to,
                                              .frames = frames,
                                              .victim = &steps_})) {
            EXPECT_LT(burst.start, to);
            EXPECT_GT(burst.end, from);
            EXPECT_LT(burst.start, burst.end);
            EXPECT_GE(burst.power_mw, 0);
            out.insert({ns(burst.start), ns(burst.end), burst.power_mw});
        }
        return out;
    }
    Steps steps_;
};

TEST_P(Purity, WindowsCutAnywhereInAnyOrderHaveTheSameBursts) {
    const auto one = source(GetParam().kind, 11);
    const auto other = source(GetParam().kind, 11);
    const Time end = at(seconds{2});
    const std::multiset<Flat> whole = look(*one, kStart, end);
    ASSERT_FALSE(whole.empty());

    std::vector<Time> cuts{kStart, end};
    const chance::Key key = chance::Key{5}.of("cuts");
    for (std::uint64_t i = 0; i < 60; ++i) {
        cuts.push_back(at(Nanoseconds{static_cast<std::int64_t>(key.below(i, 2'000'000'000))}));
    }
    std::ranges::sort(cuts);
    std::set<Flat> pieces;
    for (std::size_t i = cuts.size() - 1; i > 0; --i) {  // Backwards.
        for (const Flat& burst : look(*other, cuts[i - 1], cuts[i])) pieces.insert(burst);
    }
    EXPECT_EQ(pieces, std::set<Flat>(whole.begin(), whole.end()));
    EXPECT_EQ(look(*other, kStart, end), whole);
}

TEST_P(Purity, NothingAddsUpOverAYear) {
    const auto one = source(GetParam().kind, 11);
    const Time late = at(seconds{31'536'000});
    const auto first = look(*one, late, late + milliseconds{50});
    const auto again = look(*source(GetParam().kind, 11), late, late + milliseconds{50});
    EXPECT_EQ(first, again);
    for (const auto& [start, stop, power] : first) {
        EXPECT_TRUE(start == 0 || ns(late) - start < 5'000'000'000) << "a burst of no known kind";
    }
}

INSTANTIATE_TEST_SUITE_P(EveryKind, Purity, testing::ValuesIn(cases()),
                         [](const auto& each) { return each.param.name; });

}  // namespace
}  // namespace bench::interference
