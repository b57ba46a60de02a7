#include "models/wan/backhaul.h"

#include <cmath>
#include <stdexcept>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bench::wan {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;

constexpr trace::Entity kCollector = 2;
constexpr trace::Entity kHeadEnd = 3;

struct Seen {
    trace::Record record;
    std::vector<std::uint8_t> bytes;
};

class Notebook final : public trace::Sink {
public:
    using Sink::record;
    void record(const trace::Record& item, std::span<const std::uint8_t> bytes) override {
        seen.push_back({item, {bytes.begin(), bytes.end()}});
    }
    [[nodiscard]] std::vector<std::uint32_t> numbers(trace::Kind kind) const {
        std::vector<std::uint32_t> found;
        for (const Seen& item : seen) {
            if (item.record.kind == kind) found.push_back(item.record.a);
        }
        return found;
    }
    std::vector<Seen> seen;
};

struct Arrival {
    Time time;
    std::uint32_t datagram;
    std::vector<std::uint8_t> packet;
};

class Inbox final : public DatagramSink {
public:
    void deliver(Time now, std::uint32_t datagram, std::span<const std::uint8_t> packet) override {
        arrivals.push_back({now, datagram, {packet.begin(), packet.end()}});
    }
    std::vector<Arrival> arrivals;
};

class Faults final : public trace::FaultObserver {
public:
    void took_effect(std::uint32_t fault) override { effective.push_back(fault); }
    std::vector<std::uint32_t> effective;
};

struct Bench {
    explicit Bench(const BackhaulConfig& config = {}, std::uint64_t seed = 1)
        : link{config, agenda, chance::Key{seed}.of("wan"), trace, kCollector, kHeadEnd} {
        link.attach(collector, head_end);
    }
    Agenda agenda;
    Notebook trace;
    Inbox collector;
    Inbox head_end;
    Faults faults;
    Backhaul link;
};

const std::vector<std::uint8_t> kPacket{0x60, 1, 2, 3};

TEST(Backhaul, ADatagramArrivesAfterExactlyTheDelay) {
    Bench bench{{.delay = Nanoseconds{5'000'001}, .loss = 0}};
    bench.agenda.run_until(kStart + Nanoseconds{17});
    EXPECT_EQ(bench.link.send_up(kPacket), 1U);
    bench.agenda.run_until(kStart + Nanoseconds{5'000'017});
    EXPECT_TRUE(bench.head_end.arrivals.empty());
    bench.agenda.run_until(kStart + Nanoseconds{5'000'018});
    ASSERT_EQ(bench.head_end.arrivals.size(), 1U);
    EXPECT_EQ(bench.head_end.arrivals[0].time, kStart + Nanoseconds{5'000'018});
    EXPECT_EQ(bench.head_end.arrivals[0].datagram, 1U);
    EXPECT_EQ(bench.head_end.arrivals[0].packet, kPacket);
    EXPECT_TRUE(bench.collector.arrivals.empty());
}

TEST(Backhaul, TheTraceNamesSenderReceiverAndBytes) {
    Bench bench;
    bench.link.send_up(kPacket);
    bench.link.send_down(kPacket);
    bench.agenda.run_until(kStart + milliseconds{5});
    ASSERT_EQ(bench.trace.seen.size(), 4U);
    const auto sent = trace::read<trace::DatagramSent>(bench.trace.seen[0].record);
    EXPECT_EQ(+sent.datagram, 1U);
    EXPECT_EQ(+sent.octets, 4U);
    EXPECT_EQ(bench.trace.seen[0].bytes, kPacket);
    EXPECT_EQ(bench.trace.seen[0].record.entity, kCollector);
    EXPECT_EQ(bench.trace.seen[1].record.entity, kHeadEnd);
    EXPECT_EQ(bench.trace.seen[2].record.kind, trace::Kind::datagram_delivered);
    EXPECT_EQ(bench.trace.seen[2].record.entity, kHeadEnd);
    EXPECT_EQ(bench.trace.seen[3].record.entity, kCollector);
    EXPECT_EQ(bench.collector.arrivals.at(0).datagram, 2U);
}

TEST(Backhaul, WhatIsInFlightWhenACutStartsIsLost) {
    Bench bench;
    bench.link.send_up(kPacket);
    bench.link.send_down(kPacket);
    bench.agenda.run_until(kStart + milliseconds{2});
    bench.link.set_cut(true, 7, bench.faults);
    bench.link.set_cut(false, 7, bench.faults);
    bench.link.send_up(kPacket);  // In flight while the lost ones' entries come due.
    bench.agenda.run_until(kStart + milliseconds{20});
    EXPECT_THAT(bench.trace.numbers(trace::Kind::datagram_lost), ElementsAre(1U, 2U));
    EXPECT_THAT(bench.trace.numbers(trace::Kind::datagram_delivered), ElementsAre(3U));
    EXPECT_EQ(bench.head_end.arrivals.at(0).time, kStart + milliseconds{7});
    EXPECT_THAT(bench.faults.effective, ElementsAre(7U));
    const auto lost = trace::read<trace::DatagramLost>(bench.trace.seen[2].record);
    EXPECT_EQ(+lost.cut, 1U);
    EXPECT_EQ(bench.trace.seen[2].record.time, kStart + milliseconds{2});
}

TEST(Backhaul, WhatIsSentDuringACutIsLostAndTheFaultReportedOnce) {
    Bench bench;
    bench.link.set_cut(true, 4, bench.faults);
    EXPECT_TRUE(bench.faults.effective.empty());  // Nothing was there to lose yet.
    bench.link.send_up(kPacket);
    bench.link.send_down(kPacket);
    EXPECT_THAT(bench.faults.effective, ElementsAre(4U));
    bench.link.set_cut(false, 4, bench.faults);
    bench.link.set_cut(true, 4, bench.faults);  // The next occurrence counts anew.
    bench.link.send_up(kPacket);
    EXPECT_THAT(bench.faults.effective, ElementsAre(4U, 4U));
    EXPECT_EQ(bench.trace.numbers(trace::Kind::datagram_lost).size(), 3U);
}

TEST(Backhaul, TheLinkStaysCutUntilTheLastOfTwoFaultsEnds) {
    Bench bench;
    bench.link.set_cut(true, 1, bench.faults);
    bench.link.set_cut(true, 2, bench.faults);
    bench.link.set_cut(false, 1, bench.faults);
    EXPECT_TRUE(bench.link.is_cut());
    bench.link.send_up(kPacket);
    bench.link.set_cut(false, 2, bench.faults);
    EXPECT_FALSE(bench.link.is_cut());
    EXPECT_THAT(bench.faults.effective, ElementsAre(2U));
}

TEST(Backhaul, LossHasItsProbability) {
    constexpr int kCount = 20'000;
    Bench bench{{.delay = Nanoseconds{0}, .loss = 0.1}};
    for (int i = 0; i < kCount; ++i) {
        bench.link.send_up(kPacket);
        bench.agenda.run_until(bench.agenda.now());
    }
    const auto lost = bench.trace.numbers(trace::Kind::datagram_lost);
    // Binomial with p = 0.1: five standard deviations.
    EXPECT_NEAR(static_cast<double>(lost.size()), 0.1 * kCount, 5 * std::sqrt(kCount * 0.1 * 0.9));
}

// When the datagrams upwards were lost, one of which goes each millisecond, with `extra` sent
// besides by the collector half a millisecond after each third, and `down` by the head end at the
// same instants.
std::vector<Time> lost_upwards(Nanoseconds delay, bool extra, bool down) {
    Bench bench{{.delay = delay, .loss = 0.1}};
    std::vector<Time> lost;
    for (int i = 0; i < 2'000; ++i) {
        bench.agenda.run_until(kStart + milliseconds{i});
        if (down) bench.link.send_down(kPacket);
        const std::size_t before = bench.trace.numbers(trace::Kind::datagram_lost).size();
        bench.link.send_up(kPacket);
        if (bench.trace.numbers(trace::Kind::datagram_lost).size() > before)
            lost.push_back(bench.agenda.now());
        if (!extra || i % 3 != 0) continue;
        bench.agenda.run_until(kStart + milliseconds{i} + std::chrono::microseconds{500});
        bench.link.send_up(kPacket);
    }
    return lost;
}

TEST(Backhaul, ADatagramMoreMovesNoOtherDraw) {
    const auto alone = lost_upwards(milliseconds{5}, false, false);
    EXPECT_GT(alone.size(), 130U);
    EXPECT_EQ(alone, lost_upwards(milliseconds{5}, true, false));
    EXPECT_EQ(alone, lost_upwards(milliseconds{5}, false, true));
    EXPECT_EQ(alone, lost_upwards(milliseconds{20}, true, true));
}

TEST(Backhaul, WhatIsSentAtOneInstantIsDrawnApart) {
    Bench bench{{.delay = Nanoseconds{0}, .loss = 0.5}};
    for (int i = 0; i < 1'000; ++i) bench.link.send_up(kPacket);
    const auto lost = bench.trace.numbers(trace::Kind::datagram_lost);
    EXPECT_NEAR(static_cast<double>(lost.size()), 500, 5 * std::sqrt(250.0));
}

TEST(Backhaul, OverflowIsALossByChanceNotACut) {
    Bench bench;
    for (std::size_t i = 0; i < Backhaul::kMaxInFlight + 3; ++i) bench.link.send_up(kPacket);
    EXPECT_EQ(bench.link.in_flight(), Backhaul::kMaxInFlight);
    EXPECT_THAT(bench.trace.numbers(trace::Kind::datagram_lost), ElementsAre(4097U, 4098U, 4099U));
    EXPECT_EQ(+trace::read<trace::DatagramLost>(bench.trace.seen.back().record).cut, 0U);
    bench.agenda.run_until(kStart + milliseconds{5});
    EXPECT_EQ(bench.head_end.arrivals.size(), Backhaul::kMaxInFlight);
}

// Answers from within deliver().
class Echo final : public DatagramSink {
public:
    explicit Echo(Backhaul& link) : link_{link} {}
    void deliver(Time, std::uint32_t, std::span<const std::uint8_t> packet) override {
        link_.send_down(packet);
    }

private:
    Backhaul& link_;
};

TEST(Backhaul, AnAnswerFromWithinDeliverTakesTheDelayToo) {
    Bench bench;
    Echo echo{bench.link};
    bench.link.attach(bench.collector, echo);
    bench.link.send_up(kPacket);
    bench.agenda.run_until(kStart + milliseconds{10});
    ASSERT_EQ(bench.collector.arrivals.size(), 1U);
    EXPECT_EQ(bench.collector.arrivals[0].time, kStart + milliseconds{10});
    EXPECT_EQ(bench.collector.arrivals[0].packet, kPacket);
}

TEST(Backhaul, BadConfigurationIsRefused) {
    const auto make = [](Nanoseconds delay, double loss) {
        return Bench{{.delay = delay, .loss = loss}}.link.in_flight();
    };
    EXPECT_THROW(make(Nanoseconds{-1}, 0), std::invalid_argument);
    EXPECT_THROW(make(Nanoseconds{1}, -0.1), std::invalid_argument);
    EXPECT_THROW(make(Nanoseconds{1}, 1.1), std::invalid_argument);
    EXPECT_THROW(make(Nanoseconds{1}, std::nan("")), std::invalid_argument);
    EXPECT_EQ(make(Nanoseconds{0}, 1), 0U);
}

}  // namespace
}  // namespace bench::wan
