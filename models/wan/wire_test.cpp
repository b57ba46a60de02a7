#include "models/wan/wire.h"

#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bench::wan {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using testing::ElementsAre;

constexpr trace::Entity kMeter = 1;
constexpr trace::Entity kHeadEnd = 3;
constexpr std::uint32_t kFirst = trace::kFirstWireDatagram;

class Notebook final : public trace::Sink {
public:
    using Sink::record;
    void record(const trace::Record& item, std::span<const std::uint8_t>) override {
        if (item.kind == trace::Kind::datagram_lost) {
            lost.push_back(trace::read<trace::DatagramLost>(item).cut);
        }
        if (item.kind == trace::Kind::datagram_sent) senders.push_back(item.entity);
    }
    std::vector<std::uint32_t> lost;  // Why.
    std::vector<trace::Entity> senders;
};

class Inbox final : public DatagramSink {
public:
    void deliver(Time now, std::uint32_t datagram, std::span<const std::uint8_t>) override {
        times.push_back(now);
        numbers.push_back(datagram);
    }
    std::vector<Time> times;
    std::vector<std::uint32_t> numbers;
};

class Burst final : public WireNoise {
public:
    [[nodiscard]] bool destroys(Time from, Time to, const chance::Key&) const override {
        return from < end && to > start;
    }
    Time start = kStart + milliseconds{10};
    Time end = kStart + milliseconds{25};
};

class Faults final : public trace::FaultObserver {
public:
    void took_effect(std::uint32_t fault) override { effective.push_back(fault); }
    std::vector<std::uint32_t> effective;
};

struct Cable {
    explicit Cable(const WireConfig& config = {})
        : wire{config, agenda, chance::Key{7}.of("ethernet"), trace, kMeter, kHeadEnd, kFirst} {
        wire.attach(meter, head_end, &noise);
    }
    void send_at(Time time, std::size_t octets) {
        agenda.run_until(time);
        wire.send_up(std::vector<std::uint8_t>(octets));
    }
    void finish() { agenda.run_until(agenda.now() + milliseconds{100}); }
    Agenda agenda;
    Notebook trace;
    Inbox meter;
    Inbox head_end;
    Burst noise;
    Faults faults;
    Wire wire;
};

// 212 octets and 38 of overhead are 2 000 bits: 20 us at 100 Mbit/s.
TEST(Wire, AFrameTakesItsBitsAndTheDelay) {
    Cable cable;
    cable.send_at(kStart + milliseconds{1}, 212);
    cable.wire.send_down(std::vector<std::uint8_t>(212));
    cable.finish();
    EXPECT_THAT(cable.head_end.times, ElementsAre(kStart + microseconds{1'320}));
    EXPECT_THAT(cable.meter.times, ElementsAre(kStart + microseconds{1'320}));
    EXPECT_THAT(cable.head_end.numbers, ElementsAre(kFirst));
    EXPECT_THAT(cable.trace.senders, ElementsAre(kMeter, kHeadEnd));
}

TEST(Wire, FramesOfOneDirectionWaitForEachOther) {
    Cable cable;
    for (int i = 0; i < 3; ++i) cable.send_at(kStart + milliseconds{1}, 212);
    cable.finish();
    EXPECT_THAT(cable.head_end.times,
                ElementsAre(kStart + microseconds{1'320}, kStart + microseconds{1'340},
                            kStart + microseconds{1'360}));
    EXPECT_EQ(cable.wire.frame_time(10), Nanoseconds{6'720});  // Padded: 84 octets.
}

TEST(Wire, WhatIsSentInABurstIsDestroyedAndNothingElse) {
    Cable cable;
    for (int ms = 1; ms <= 40; ++ms) cable.send_at(kStart + milliseconds{ms}, 212);
    cable.finish();
    EXPECT_EQ(cable.trace.lost, std::vector<std::uint32_t>(15, 2U));
    EXPECT_EQ(cable.head_end.times.size(), 25U);
}

TEST(Wire, ACutLosesWhatIsOnItsWayAndWhatComesAndSaysSoOnce) {
    Cable cable;
    cable.send_at(kStart + milliseconds{1}, 212);
    cable.wire.set_cut(true, 4, cable.faults);
    cable.send_at(kStart + milliseconds{2}, 212);
    cable.wire.set_cut(false, 4, cable.faults);
    cable.send_at(kStart + milliseconds{3}, 212);
    cable.finish();
    EXPECT_THAT(cable.trace.lost, ElementsAre(1U, 1U));
    EXPECT_THAT(cable.faults.effective, ElementsAre(4U));
    EXPECT_THAT(cable.head_end.numbers, ElementsAre(kFirst + 2));
}

TEST(Wire, TheQueueIsBounded) {
    Cable cable{{.rate_bps = 10e3}};
    for (std::size_t i = 0; i < Wire::kMostQueued + 5; ++i)
        cable.send_at(kStart + milliseconds{1}, 212);
    EXPECT_EQ(cable.trace.lost, std::vector<std::uint32_t>(5, 0U));
}

TEST(Wire, LosesItsShare) {
    Cable cable{{.loss = 0.25}};
    for (int i = 0; i < 10'000; ++i) cable.send_at(kStart + milliseconds{100 + i}, 100);
    cable.finish();
    // Five standard deviations: sqrt(10 000 x 0.25 x 0.75) = 43.
    EXPECT_NEAR(static_cast<double>(cable.trace.lost.size()), 2'500, 217);
}

// Whose frames upwards, sent each millisecond, arrive: those beside the others do not matter.
std::vector<Time> arrivals(int extra_every, bool down) {
    Cable cable{{.loss = 0.25}};
    std::vector<Time> times;
    for (int i = 0; i < 2'000; ++i) {
        const Time time = kStart + milliseconds{100 + i};
        if (down) {
            cable.agenda.run_until(time);
            cable.wire.send_down(std::vector<std::uint8_t>(100));
        }
        cable.send_at(time, 100);
        if (extra_every != 0 && i % extra_every == 0) cable.send_at(time + microseconds{500}, 100);
    }
    cable.finish();
    // The frame and the delay take less than half a millisecond.
    for (const Time arrived : cable.head_end.times) {
        if (ns(arrived) % 1'000'000 < 500'000) times.push_back(arrived);
    }
    return times;
}

TEST(Wire, ADatagramMoreMovesNoOtherDraw) {
    const auto alone = arrivals(0, false);
    EXPECT_NEAR(static_cast<double>(alone.size()), 1'500, 97);
    EXPECT_EQ(alone, arrivals(3, false));
    EXPECT_EQ(alone, arrivals(0, true));
}

TEST(Wire, RefusesWhatCannotBe) {
    EXPECT_THROW(Cable{{.rate_bps = 0}}, std::invalid_argument);
    EXPECT_THROW(Cable{{.delay = Nanoseconds{-1}}}, std::invalid_argument);
    EXPECT_THROW(Cable{{.loss = 1.5}}, std::invalid_argument);
}

}  // namespace
}  // namespace bench::wan
