// A chip that loses its lock or its registers, and noise at one receiver.

#include <algorithm>

#include <gtest/gtest.h>

#include "models/radio/test_air.h"

namespace bench::radio {
namespace {

class Upset final : public ChipUpsets {
public:
    [[nodiscard]] bool lock_lost(Time from, Time to) const override {
        return hits(locks, from, to);
    }
    [[nodiscard]] bool registers_lost(Time from, Time to) const override {
        return hits(registers, from, to);
    }
    static bool hits(const std::vector<Nanoseconds>& at, Time from, Time to) {
        return std::ranges::any_of(
            at, [&](Nanoseconds each) { return kStart + each >= from && kStart + each < to; });
    }
    std::vector<Nanoseconds> locks;
    std::vector<Nanoseconds> registers;
};

class Steady final : public interference::Source {
public:
    void bursts(const interference::Question& question,
                std::vector<interference::Burst>& out) const override {
        out.push_back({question.from, question.to, 1e-2});  // -20 dBm
    }
};

AirConfig three() { return line({0, 10, 20}, {{1, 2}, {2, 3}, {1, 3}}); }

void send(TestAir& air, std::size_t from, std::size_t to, Nanoseconds at) {
    ASSERT_TRUE(air.station(from).radio.submit(TestAir::plain(
        data_frame(static_cast<trace::Entity>(to), static_cast<trace::Entity>(from), 1, 100, false),
        at)));
}

TEST(ChipUpsets, ALostLockSpoilsTheFrameThatIsSentAndNoLaterOne) {
    TestAir air{three()};
    Upset upset;
    upset.locks = {12ms};
    air.station(1).radio.suffer(upset);
    send(air, 1, 2, 10ms);
    air.run(50ms);
    EXPECT_EQ(air.station(1).outcomes.at(0).outcome.status, status_failed);
    EXPECT_TRUE(air.station(2).receptions.empty());
    send(air, 1, 2, 60ms);
    air.run(100ms);
    EXPECT_EQ(air.station(1).outcomes.at(1).outcome.status, status_sent);
    EXPECT_EQ(air.station(2).receptions.size(), 1U);
}

TEST(ChipUpsets, ALostLockSpoilsTheFrameThatIsReceivedThereOnly) {
    TestAir air{three()};
    Upset upset;
    upset.locks = {12ms};
    air.station(2).radio.suffer(upset);
    send(air, 1, 2, 10ms);
    air.run(50ms);
    EXPECT_TRUE(air.station(2).receptions.empty());
    EXPECT_EQ(air.log.all<trace::FrameLost>().at(0).cause, trace::LossCause::upset);
    send(air, 1, 3, 60ms);
    air.run(100ms);
    EXPECT_EQ(air.station(3).receptions.size(), 1U);
}

TEST(ChipUpsets, WithoutRegistersItIsDumbAndDeafUntilItIsSetUpAgain) {
    TestAir air{three()};
    Upset upset;
    upset.registers = {5ms};
    Transceiver& radio = air.station(2).radio;
    radio.suffer(upset);
    EXPECT_TRUE(radio.healthy(kStart + 5ms));
    send(air, 2, 1, 10ms);
    air.run(50ms);
    EXPECT_FALSE(radio.healthy(kStart + 50ms));
    EXPECT_EQ(air.station(2).outcomes.at(0).outcome.status, status_failed);
    EXPECT_EQ(air.station(2).outcomes.at(0).outcome.start, Time{});  // Not even begun.
    send(air, 1, 2, 60ms);
    air.run(100ms);
    EXPECT_EQ(air.log.all<trace::FrameLost>().at(0).cause, trace::LossCause::not_tuned);
    radio.configure(eui_of(2), kPan, 0, 1U << 31U);
    send(air, 1, 2, 110ms);  // It has not been told where to listen.
    air.run(150ms);
    EXPECT_TRUE(air.station(2).receptions.empty());
    const std::uint8_t channel = 5;
    radio.listen(0, 1000, {&channel, 1});
    send(air, 1, 2, 160ms);
    air.run(200ms);
    EXPECT_EQ(air.station(2).receptions.size(), 1U);
}

TEST(ChipUpsets, NoiseAtOneNodeIsHeardThereOnly) {
    TestAir air{three()};
    air.medium.add_noise_at(2, "noise", std::make_unique<Steady>());
    TransmitJob sensing = TestAir::polite(data_frame(3, 2, 1, 50, false), 10ms);
    sensing.ack_wait = 0ms;
    ASSERT_TRUE(air.station(2).radio.submit(sensing));
    air.run(200ms);
    EXPECT_EQ(air.station(2).outcomes.at(0).outcome.status, status_busy);
    sensing.frame = data_frame(2, 1, 1, 50, false);
    ASSERT_TRUE(air.station(1).radio.submit(sensing));
    send(air, 3, 1, 400ms);
    air.run(500ms);
    EXPECT_EQ(air.station(1).outcomes.at(0).outcome.status, status_sent);
    EXPECT_TRUE(air.station(2).receptions.empty());  // It drowns there.
    EXPECT_EQ(air.station(1).receptions.size(), 1U);
}

}  // namespace
}  // namespace bench::radio
