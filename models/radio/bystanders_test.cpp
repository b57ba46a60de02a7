// One trace, whether each frame is offered to everybody or only to those to whom it matters.

#include <gtest/gtest.h>

#include "models/radio/test_air.h"

namespace bench::radio {
namespace {

class Dice {
public:
    explicit Dice(std::uint64_t seed) : key_{chance::Key{seed}.of("dice")} {}
    std::uint64_t below(std::uint64_t bound) { return key_.below(index_++, bound); }
    bool one_in(std::uint64_t count) { return below(count) == 0; }

private:
    chance::Key key_;
    std::uint64_t index_ = 0;
};

AirConfig network(Dice& dice, std::size_t nodes) {
    AirConfig config;
    const double side = 50.0 + static_cast<double>(dice.below(1500));
    for (std::size_t i = 1; i <= nodes; ++i) {
        NodeConfig node;
        node.name = std::to_string(i);
        node.at = {static_cast<double>(dice.below(1000)) * side / 1000,
                   static_cast<double>(dice.below(1000)) * side / 1000, static_cast<double>(i)};
        config.nodes.push_back(node);
    }
    const std::uint64_t restart = dice.below(4);
    for (NodeConfig& node : config.nodes) {
        if (restart == 0) node.restart_db.reset();
        if (restart == 1) node.restart_db = 3.0;  // Often.
    }
    config.mesh.emplace();
    config.mesh->path.law = propagation::LogDistance{3.0};
    config.mesh->hidden_share = dice.one_in(3) ? 0.2 : 0.0;
    if (dice.one_in(3)) config.mesh->fading = FadingConfig{.rician_db = 3, .doppler_hz = 20};
    LinkConfig link;  // What can be cut and jammed.
    link.name = "first";
    link.from = "1";
    link.to = "2";
    config.links.push_back(link);
    return config;
}

// What is done to the air, at its time.
class Script final : public Actor {
public:
    Script(TestAir& air, std::uint64_t seed, std::size_t nodes) : air_{air}, dice_{seed} {
        const std::uint64_t length_us = 200'000;
        const std::uint64_t deeds = 20 + dice_.below(150);
        const bool faults = dice_.one_in(2);
        for (std::uint64_t i = 0; i < deeds; ++i) {
            // A coarse grid, so that things happen at one instant.
            const std::chrono::microseconds at{dice_.below(length_us) / 100 * 100};
            const std::uint64_t kind = dice_.below(faults ? 40 : 34);
            const std::uint64_t node = 1 + dice_.below(nodes);
            air_.agenda.at(kStart + at, *this, static_cast<std::uint32_t>(kind), (node << 32U) | i);
        }
        nodes_ = nodes;
        mixed_ = dice_.one_in(6);
        hops_ = dice_.one_in(5);
        for (std::size_t i = 1; i <= nodes; ++i) listen(i);
    }

    void wake(Time, std::uint32_t kind, std::uint64_t argument) override {
        const std::size_t node = argument >> 32U;
        Station& station = air_.station(node);
        const auto number = static_cast<std::uint32_t>(argument);
        if (kind < 30) {
            static_cast<void>(station.radio.submit(job(node, number)));
        } else if (kind == 30) {
            station.radio.power_off();
        } else if (kind == 31) {
            station.radio.configure(eui_of(static_cast<trace::Entity>(node)), kPan, 0, 1U << 31U);
            listen(node);
        } else if (kind == 32) {
            listen(node);
        } else if (kind == 33) {
            station.radio.abandon();
        } else if (kind == 34 || kind == 35) {
            air_.medium.set_cut("first", kind == 34, 1, &effects);
        } else if (kind == 36 || kind == 37) {
            air_.medium.jam_start(number, "first", -70, {}, &effects);
        } else {
            for (std::uint32_t i = 0; i < 200; ++i) air_.medium.jam_stop(i);
        }
    }
    Effects effects;

private:
    std::uint8_t channel() { return static_cast<std::uint8_t>(5 + (hops_ ? dice_.below(3) : 0)); }
    void listen(std::size_t node) {
        std::array<std::uint8_t, 40> channels{};
        for (std::uint8_t& one : channels) one = channel();
        air_.station(node).radio.listen(0, 5000, channels, modulation());
    }
    std::uint8_t modulation() {
        constexpr std::array<std::uint8_t, 3> kSome{kSunFsk3, 0x15, 0x03};
        return mixed_ ? kSome[dice_.below(3)] : kSunFsk3;
    }
    TransmitJob job(std::size_t node, std::uint32_t number) {
        const std::uint64_t whom = dice_.below(20);
        const auto to = static_cast<trace::Entity>(whom == 0 ? 77 : 1 + dice_.below(nodes_));
        Octets frame =
            data_frame(to, static_cast<trace::Entity>(node), static_cast<std::uint8_t>(number),
                       30 + dice_.below(300), !dice_.one_in(4));
        if (whom == 1) std::fill_n(frame.begin() + 5, 8, std::uint8_t{0xFF});
        if (whom == 2) frame[1] = 0x44;  // An addressing mode that is reserved: no header.
        const std::chrono::microseconds after{dice_.one_in(2) ? 0 : dice_.below(5) * 1000};
        const Nanoseconds at = (air_.agenda.now() - kStart) + after;
        TransmitJob made = dice_.one_in(3) ? TestAir::plain(frame, at) : TestAir::polite(frame, at);
        made.ticket = number + 1;
        made.channel = channel();
        made.modulation = modulation();
        made.power_cdbm = static_cast<int>(dice_.below(4)) * 500;
        if (dice_.one_in(8)) made.access = access_cca;
        if (dice_.one_in(2)) made.ack_wait = 2ms;
        return made;
    }

    TestAir& air_;
    Dice dice_;
    std::size_t nodes_ = 0;
    bool mixed_ = false;
    bool hops_ = false;
};

struct Seen {
    std::vector<trace::Record> records;
    std::vector<std::uint32_t> faults;
    std::vector<std::size_t> receptions;
    std::vector<int> levels;
};

Seen play(std::uint64_t seed, MediumMode mode) {
    Dice dice{seed};
    const std::size_t nodes = 2 + dice.below(29);
    TestAir air{network(dice, nodes), seed, mode};
    Script script{air, seed + 1'000'000, nodes};
    air.run(600ms);
    Seen seen{air.log.records, script.effects.faults, {}, {}};
    for (const Station& station : air.stations) {
        seen.receptions.push_back(station.receptions.size());
        for (const StoredOutcome& stored : station.outcomes)
            seen.levels.push_back(stored.outcome.level_cdbm);
    }
    return seen;
}

bool same(const trace::Record& a, const trace::Record& b) {
    return a.time == b.time && a.kind == b.kind && a.entity == b.entity && a.a == b.a &&
           a.b == b.b && a.c == b.c && a.d == b.d;
}

class SomeNetworks : public testing::TestWithParam<std::uint64_t> {};

constexpr std::uint64_t kNetworks = 150;  // Eight times.

TEST_P(SomeNetworks, HaveOneTrace) {
    std::size_t received = 0;
    std::size_t busy_losses = 0;
    for (std::uint64_t i = 0; i < kNetworks; ++i) {
        const std::uint64_t seed = GetParam() * kNetworks + i;
        const Seen naive = play(seed, MediumMode::naive);
        const Seen interest = play(seed, MediumMode::interest);
        const std::size_t common = std::min(naive.records.size(), interest.records.size());
        for (std::size_t k = 0; k < common; ++k) {
            const trace::Record& record = naive.records[k];
            ASSERT_TRUE(same(record, interest.records[k]))
                << "network " << seed << ", record " << k << ", kind "
                << static_cast<int>(record.kind) << ", at " << ns(record.time) << ", entity "
                << record.entity;
            if (record.kind == trace::Kind::frame_received) ++received;
            if (record.kind != trace::Kind::frame_lost) continue;
            const auto lost = trace::read<trace::FrameLost>(record);
            busy_losses += lost.cause == trace::LossCause::busy ? 1 : 0;
        }
        ASSERT_EQ(naive.records.size(), interest.records.size()) << seed;
        ASSERT_EQ(naive.faults, interest.faults) << seed;
        ASSERT_EQ(naive.receptions, interest.receptions) << seed;
        ASSERT_EQ(naive.levels, interest.levels) << seed;
    }
    // The networks are such that it could go wrong.
    EXPECT_GT(received, 500U);
    EXPECT_GT(busy_losses, 500U);
}

INSTANTIATE_TEST_SUITE_P(Bystanders, SomeNetworks,
                         testing::Range(std::uint64_t{0}, std::uint64_t{8}));

// 1 sends to 2 for long; 3 is locked on that and asks, past the wait for its own acknowledgement.
TEST(Bystanders, WhoWaitsForAnAcknowledgementIsToldWhenAForeignFrameEnds) {
    for (const MediumMode mode : {MediumMode::naive, MediumMode::interest}) {
        TestAir air{line({0, 20, 40}, {{1, 2}, {2, 3}, {1, 3}}), 1, mode};
        TransmitJob lonely = TestAir::plain(data_frame(9, 3, 1, 60), 0ms);
        lonely.ack_wait = 3ms;
        ASSERT_TRUE(air.station(3).radio.submit(lonely));
        ASSERT_TRUE(
            air.station(1).radio.submit(TestAir::plain(data_frame(2, 1, 1, 1000, false), 5ms)));
        air.run(1s);
        ASSERT_EQ(air.station(3).outcomes.size(), 1U);
        EXPECT_EQ(air.station(3).outcomes[0].outcome.status, status_no_ack);
        EXPECT_EQ(air.station(3).outcomes[0].at, kStart + 5ms + airtime(1000));
    }
}

// 3 is past its own wait, on a frame of 1, when one of 4 comes that is much stronger and longer.
TEST(Bystanders, WhoWaitsAndGoesOverIsToldWhenTheStrongerFrameEnds) {
    for (const MediumMode mode : {MediumMode::naive, MediumMode::interest}) {
        TestAir air{line({0, 20, 60, 65}, {{1, 2}, {2, 3}, {1, 3}, {3, 4}}), 1, mode};
        TransmitJob lonely = TestAir::plain(data_frame(9, 3, 1, 60), 0ms);
        lonely.ack_wait = 3ms;
        ASSERT_TRUE(air.station(3).radio.submit(lonely));
        ASSERT_TRUE(
            air.station(1).radio.submit(TestAir::plain(data_frame(2, 1, 1, 400, false), 5ms)));
        ASSERT_TRUE(
            air.station(4).radio.submit(TestAir::plain(data_frame(8, 4, 1, 1000, false), 15ms)));
        air.run(1s);
        ASSERT_EQ(air.station(3).outcomes.size(), 1U);
        EXPECT_EQ(air.station(3).outcomes[0].at, kStart + 15ms + airtime(1000));
    }
}

}  // namespace
}  // namespace bench::radio
