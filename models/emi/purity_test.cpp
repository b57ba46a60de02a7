// However windows are cut and ordered, the same answers; and draws of one thing leave the others.

#include <algorithm>

#include "models/emi/test_meter.h"

namespace bench::emi {
namespace {

// A bad meter with everything at once.
Disturbances busy() {
    Installation bad;
    bad.good_earth = false;
    bad.coupling_db[static_cast<std::size_t>(Victim::reset_pin)] = 35;
    Disturbances out{bad, kMeter};
    DisturbanceConfig bursts = eft();
    bursts.polarity = Polarity::alternating;
    out.add(bursts, 0.9, 2.5);
    bursts.id = 5;
    bursts.spike_rate_hz = 100e3;
    out.add(bursts, 1.1003, 2.2);
    DisturbanceConfig surges = of(Kind::surge, 4000);
    surges.interval_s = 0.37;
    surges.phase_deg = 240;
    out.add(surges, 0.2, 2.9);
    DisturbanceConfig contacts = of(Kind::esd, 8000);
    contacts.id = 3;
    contacts.interval_s = 0.11;
    out.add(contacts, 0.05, 3);
    return out;
}

std::vector<double> cuts() {
    std::vector<double> out{0, 3};
    const chance::Key key = chance::Key{5}.of("cuts");
    for (std::uint64_t i = 0; i < 40; ++i) out.push_back(3 * key.uniform(i));
    // Exactly on pulses, and between a pulse and the reset that it makes.
    for (const double at_s : {0.9, 0.9002, 1.2, 1.2 + 200e-9, 1.1003, 1.10031}) {
        out.push_back(at_s);
    }
    std::ranges::sort(out);
    return out;
}

// Asks a vector for the pieces backwards and compares with the whole.
template <typename Ask>
void expect_pieces_make_the_whole(Ask ask) {
    const Disturbances disturbed = busy();
    const auto whole = ask(disturbed, 0.0, 3.0);
    EXPECT_FALSE(whole.empty());
    auto all = whole;
    all.clear();
    const std::vector<double> at = cuts();
    for (std::size_t i = at.size() - 1; i > 0; --i) {
        auto piece = ask(disturbed, at[i - 1], at[i]);
        piece.insert(piece.end(), all.begin(), all.end());
        all = piece;
    }
    ASSERT_EQ(all.size(), whole.size());
    EXPECT_EQ(all, whole);
}

TEST(EmiPurity, Impulses) {
    for (const std::size_t channel : {0U, 6U}) {
        expect_pieces_make_the_whole([&](const Disturbances& from, double start_s, double end_s) {
            std::vector<std::pair<double, double>> out;
            for (const Impulse& each : impulses(from, channel, start_s, end_s)) {
                out.emplace_back(each.at_s, each.area_vs);
            }
            return out;
        });
    }
}

TEST(EmiPurity, RamFlips) {
    expect_pieces_make_the_whole([](const Disturbances& from, double start_s, double end_s) {
        std::vector<RamFlip> found;
        from.ram_flips(start_s, end_s, found);
        std::vector<std::tuple<double, double, int>> out;
        for (const RamFlip& each : found) out.emplace_back(each.at_s, each.address, each.bit);
        return out;
    });
}

TEST(EmiPurity, Resets) {
    expect_pieces_make_the_whole([](const Disturbances& from, double start_s, double end_s) {
        std::vector<std::pair<double, ResetCause>> out;
        while (const auto reset = from.next_reset(start_s, end_s)) {
            out.emplace_back(reset->at_s, reset->cause);
            start_s = reset->at_s + 1e-9;
        }
        return out;
    });
}

TEST(EmiPurity, RadioNoiseComesBackWholeInEachWindow) {
    const Disturbances disturbed = busy();
    using Flat = std::tuple<double, double, double>;
    const auto ask = [&](double start_s, double end_s) {
        std::vector<RadioNoise> found;
        disturbed.radio_noise({868.3e6, 200e3}, start_s, end_s, found);
        std::vector<Flat> out;
        for (const RadioNoise& each : found) {
            out.emplace_back(each.start_s, each.end_s, each.power_dbm);
        }
        return out;
    };
    std::vector<Flat> pieces;
    const std::vector<double> at = cuts();
    for (std::size_t i = at.size() - 1; i > 0; --i) {
        for (const Flat& each : ask(at[i - 1], at[i])) pieces.push_back(each);
    }
    std::ranges::sort(pieces);
    pieces.erase(std::unique(pieces.begin(), pieces.end()), pieces.end());
    auto whole = ask(0, 3);
    std::ranges::sort(whole);
    EXPECT_EQ(pieces, whole);
}

TEST(EmiPurity, OtherDisturbancesAndOccurrencesLeaveTheDrawsAlone) {
    const auto flips = [](const Disturbances& from) {
        std::vector<RamFlip> found;
        from.ram_flips(100, 161, found);
        std::vector<std::pair<double, double>> out;
        for (const RamFlip& each : found) out.emplace_back(each.at_s, each.address);
        return out;
    };
    Disturbances alone{{}, kMeter};
    alone.add(eft(), 100, 160);
    ASSERT_FALSE(flips(alone).empty());
    Disturbances among{{}, kMeter};
    among.add(of(Kind::esd, 4000), 0, 300);
    among.add(eft(), 100, 160);
    EXPECT_EQ(flips(among), flips(alone));
    Disturbances later{{}, kMeter};
    later.add(eft(), 100, 160);
    later.add(eft(), 200, 260);
    EXPECT_EQ(flips(later), flips(alone));
    Disturbances other{{}, kMeter.of("other")};
    other.add(eft(), 100, 160);
    EXPECT_NE(flips(other), flips(alone));
}

}  // namespace
}  // namespace bench::emi
