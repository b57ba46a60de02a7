#include "models/radio/regulatory.h"

#include <gtest/gtest.h>

#include "models/radio/test_air.h"

namespace bench::radio {
namespace {

using trace::Rule;

struct Bench {
    explicit Bench(AccessMode mode = AccessMode::polite) : monitor{{.mode = mode}, log} {}

    struct Transmission {
        Nanoseconds at{};
        Nanoseconds airtime = 10ms;
        std::uint8_t channel = 0;
        std::uint32_t ticket = 1;
        trace::Entity node = 1;
        trace::Entity to = 2;
        bool ack = false;
        std::uint16_t listened_us = 160;
        std::int16_t threshold = -7900;
        std::int16_t power = 1615;
    };
    void send(const Transmission& t) {
        trace::FrameSent sent;
        sent.ticket = t.ack ? 0 : t.ticket;
        sent.airtime_ns = t.airtime.count();
        sent.modulation = kSunFsk3;
        sent.channel = t.channel;
        sent.acknowledgement = t.ack ? 1 : 0;
        sent.power_cdbm = t.power;
        sent.listened_us = t.ack ? std::uint16_t{0} : t.listened_us;
        sent.threshold_cdbm = t.ack ? std::int16_t{0} : t.threshold;
        monitor.record(trace::make(kStart + t.at, t.node, sent), data_frame(t.to, t.node, 1, 40));
    }
    [[nodiscard]] std::size_t count(Rule rule) const {
        const auto all = log.all<trace::Violation>();
        return static_cast<std::size_t>(
            std::ranges::count_if(all, [&](const auto& v) { return v.rule == rule; }));
    }
    [[nodiscard]] std::size_t count() const { return log.records.size(); }

    Log log;
    RegulatoryMonitor monitor;
};

TEST(Regulatory, ListensAHundredAndSixtyMicroseconds) {
    Bench bench;
    bench.send({.at = 0ms, .listened_us = 160});
    EXPECT_EQ(bench.count(), 0U);
    bench.send({.at = 1s, .listened_us = 159});
    EXPECT_EQ(bench.count(Rule::listen_time), 1U);
    const auto violation = bench.log.all<trace::Violation>().at(0);
    EXPECT_EQ(violation.seen, 159'000);
    EXPECT_EQ(violation.limit, 160'000);
    EXPECT_EQ(bench.log.records[0].entity, 1);
    EXPECT_EQ(bench.log.records[0].time, kStart + 1s);
    bench.send({.at = 1s + 11ms, .node = 2, .to = 1, .ack = true});  // Needs no listening.
    EXPECT_EQ(bench.monitor.violations(), 1U);
    EXPECT_EQ(bench.monitor.transmissions(), 3U);
}

TEST(Regulatory, ThresholdIsMinusSeventyNineOrTenAboveTheSensitivity) {
    Bench bench;
    bench.send({.at = 0ms, .threshold = -7900});
    EXPECT_EQ(bench.count(), 0U);
    bench.send({.at = 1s, .threshold = -7899});
    EXPECT_EQ(bench.count(Rule::listen_threshold), 1U);

    Log log;
    // 100 kHz: -82 dBm. With error correction at 50 kb/s: -97 dBm and 10 dB.
    RegulatoryMonitor sensitive{{.mode = AccessMode::polite, .plan = 32}, log};
    trace::FrameSent sent;
    sent.airtime_ns = 1;
    sent.listened_us = 160;
    sent.modulation = 0x11;
    sent.threshold_cdbm = -8700;
    sensitive.record(trace::make(kStart, 1, sent));
    EXPECT_EQ(sensitive.violations(), 0U);
    sent.threshold_cdbm = -8699;
    sensitive.record(trace::make(kStart + 1s, 1, sent));
    EXPECT_EQ(sensitive.violations(), 1U);
    sent.modulation = 0x01;
    sent.threshold_cdbm = -8200;
    sensitive.record(trace::make(kStart + 2s, 1, sent));
    EXPECT_EQ(sensitive.violations(), 1U);
    sent.threshold_cdbm = -8199;
    sensitive.record(trace::make(kStart + 3s, 1, sent));
    EXPECT_EQ(sensitive.violations(), 2U);
}

TEST(Regulatory, TheBandOf2450LimitsThePowerAndTheChannels) {
    Log log;
    RegulatoryMonitor monitor{{.mode = AccessMode::polite, .plan = kIeee2450}, log};
    trace::FrameSent sent;
    sent.airtime_ns = 4'000'000;
    sent.modulation = kOqpsk250;
    sent.channel = 11;
    sent.power_cdbm = 1300;
    for (int i = 0; i < 100; ++i) monitor.record(trace::make(kStart + i * 5ms, 1, sent));
    EXPECT_EQ(monitor.violations(), 0U);  // No listening, no pause, no duty cycle.
    sent.power_cdbm = 1301;
    monitor.record(trace::make(kStart + 1s, 1, sent));
    EXPECT_EQ(monitor.violations(), 1U);
    sent.power_cdbm = 0;
    sent.channel = 27;
    monitor.record(trace::make(kStart + 2s, 1, sent));
    EXPECT_EQ(monitor.violations(), 2U);
}

// One node on one channel, and another beside it.
struct America {
    explicit America(std::uint8_t plan) : monitor{{.plan = plan}, log} {}
    void send(Nanoseconds at, Nanoseconds airtime, std::uint8_t channel = 3, bool ack = false,
              trace::Entity node = 1, std::int16_t power = 1615) {
        trace::FrameSent sent;
        sent.airtime_ns = airtime.count();
        sent.channel = channel;
        sent.acknowledgement = ack ? 1 : 0;
        sent.power_cdbm = power;
        monitor.record(trace::make(kStart + at, node, sent));
    }
    [[nodiscard]] std::size_t dwells() const {
        const auto all = log.all<trace::Violation>();
        return static_cast<std::size_t>(
            std::ranges::count(all, Rule::dwell, &trace::Violation::rule));
    }
    Log log;
    RegulatoryMonitor monitor;
};

TEST(RegulatoryAmerica, AChannelCarriesFourTenthsOfASecondInTwenty) {
    for (const std::uint8_t plan : {std::uint8_t{1}, std::uint8_t{2}}) {
        America air{plan};
        for (int i = 0; i < 4; ++i) air.send(i * 4s, 100ms, 3, i % 2 == 1);
        air.send(12s, 400ms, 4);            // Another channel.
        air.send(12s, 400ms, 3, false, 2);  // Another node.
        EXPECT_EQ(air.monitor.violations(), 0U);
        air.send(19s, 1ms);
        EXPECT_EQ(air.dwells(), 1U);
        EXPECT_EQ(air.log.all<trace::Violation>().at(0).seen, 401'000'000);
        EXPECT_EQ(air.log.all<trace::Violation>().at(0).limit, 400'000'000);
        // 50 ms of the first 100 have left the window: 300 + 1 + 50 + 49.
        air.send(20s + 1ms, 49ms);
        EXPECT_EQ(air.dwells(), 1U);
        air.send(20s + 51ms, 2ms);  // 3 ms more have left.
        EXPECT_EQ(air.dwells(), 1U);
        air.send(21s, 48ms);  // 300 + 1 + 49 + 2 + 48.
        EXPECT_EQ(air.dwells(), 1U);
        air.send(22s, 1ms);
        EXPECT_EQ(air.dwells(), 2U);
    }
}

TEST(RegulatoryAmerica, WideModulationsHaveATenSecondWindow) {
    America air{3};
    air.send(0s, 400ms);
    air.send(10s, 400ms);  // The other has left it, octet by octet.
    EXPECT_EQ(air.monitor.violations(), 0U);
    air.send(12s, 401ms, 5);
    EXPECT_EQ(air.dwells(), 1U);
}

TEST(RegulatoryAmerica, PowerHangsOnTheNumberOfChannels) {
    America many{2};
    many.send(0s, 1ms, 3, false, 1, 3600);
    EXPECT_EQ(many.monitor.violations(), 0U);
    many.send(1s, 1ms, 3, false, 1, 3601);
    EXPECT_EQ(many.monitor.violations(), 1U);
    America few{3};  // 42.
    few.send(0s, 1ms, 3, false, 1, 3000);
    EXPECT_EQ(few.monitor.violations(), 0U);
    few.send(1s, 1ms, 3, false, 1, 3001);
    EXPECT_EQ(few.monitor.violations(), 1U);
}

TEST(Regulatory, OneTransmissionLastsASecondAtMost) {
    Bench bench;
    bench.send({.at = 0ms, .airtime = 1s});
    EXPECT_EQ(bench.count(), 0U);
    bench.send({.at = 2s, .airtime = 1s + 1ns});
    EXPECT_EQ(bench.count(Rule::transmission), 1U);
}

TEST(Regulatory, TheSameFrequencyRestsAHundredMilliseconds) {
    Bench bench;
    bench.send({.at = 0ms, .ticket = 1});
    bench.send({.at = 10ms + 100ms, .ticket = 2});
    EXPECT_EQ(bench.count(), 0U);
    bench.send({.at = 120ms + 100ms - 1ns, .ticket = 3});
    EXPECT_EQ(bench.count(Rule::off_time), 1U);
    bench.send({.at = 240ms, .channel = 1, .ticket = 4});        // Another frequency.
    bench.send({.at = 240ms, .ticket = 4, .node = 2, .to = 1});  // Another node.
    EXPECT_EQ(bench.count(), 1U);
}

TEST(Regulatory, RetriesAndAcknowledgementsNeedNoRestWithinADialogue) {
    Bench bench;
    bench.send({.at = 0ms});
    bench.send({.at = 20ms});  // A retry.
    bench.send({.at = 31ms, .node = 2, .to = 1, .ack = true});
    bench.send({.at = 60ms, .node = 2, .to = 1});  // The other's own dialogue.
    bench.send({.at = 71ms, .node = 1, .to = 2, .ack = true});
    EXPECT_EQ(bench.count(), 0U);
    bench.send({.at = 90ms, .to = 3});  // Another destination is another dialogue.
    EXPECT_EQ(bench.count(Rule::off_time), 1U);
}

TEST(Regulatory, ADialogueLastsFourSecondsAtMost) {
    Bench bench;
    for (int i = 0; i < 40; ++i) bench.send({.at = i * 100ms, .airtime = 90ms});
    bench.send({.at = 3991ms, .airtime = 9ms, .node = 2, .to = 1, .ack = true});
    EXPECT_EQ(bench.count(), 0U);
    bench.send({.at = 4000ms, .airtime = 1ms});
    EXPECT_EQ(bench.count(Rule::dialogue), 1U);
    EXPECT_EQ(bench.log.all<trace::Violation>().at(0).seen, 4'001'000'000);
    bench.send({.at = 4010ms, .airtime = 1ms});
    EXPECT_EQ(bench.count(Rule::dialogue), 1U);  // Once for each.
}

TEST(Regulatory, AnAcknowledgementCanEndADialogueTooLate) {
    Bench bench;
    for (int i = 0; i < 40; ++i) bench.send({.at = i * 100ms, .airtime = 99ms});
    bench.send({.at = 3999ms, .airtime = 1ms + 1ns, .node = 2, .to = 1, .ack = true});
    EXPECT_EQ(bench.count(Rule::dialogue), 1U);
}

TEST(Regulatory, AChannelCarriesAHundredSecondsOfAnHour) {
    Bench bench;
    for (int i = 0; i < 100; ++i) bench.send({.at = i * 10s, .airtime = 1s});
    EXPECT_EQ(bench.count(), 0U);
    bench.send({.at = 1000s, .airtime = 1ms});
    EXPECT_EQ(bench.count(Rule::channel_hour), 1U);
    EXPECT_EQ(bench.log.all<trace::Violation>().at(0).seen, 100'001'000'000);
    bench.send({.at = 1010s, .airtime = 1s, .channel = 1});
    EXPECT_EQ(bench.count(), 1U);
    // The window slides: what was sent an hour ago comes free as it was used.
    bench.send({.at = 3601s, .airtime = 500ms});
    EXPECT_EQ(bench.count(Rule::channel_hour), 1U);  // 99 s + 1 ms + 0.5 s
    bench.send({.at = 3602s, .airtime = 500ms});
    EXPECT_EQ(bench.count(Rule::channel_hour), 2U);  // + 0.5 s: 1 ms too much
}

TEST(Regulatory, AcknowledgementsCountInTheHour) {
    Bench bench;
    for (int i = 0; i < 100; ++i) {
        bench.send({.at = i * 10s, .airtime = 1s, .node = 2, .to = 1, .ack = true});
    }
    EXPECT_EQ(bench.count(), 0U);
    bench.send({.at = 1000s, .airtime = 1ns, .node = 2, .to = 1, .ack = true});
    EXPECT_EQ(bench.count(Rule::channel_hour), 1U);
}

TEST(Regulatory, PowerAndPlan) {
    Bench bench;
    bench.send({.at = 0s, .power = 1615});
    bench.send({.at = 1s, .channel = 26});
    bench.send({.at = 2s, .channel = 34});
    EXPECT_EQ(bench.count(), 0U);
    bench.send({.at = 3s, .power = 1616});
    EXPECT_EQ(bench.count(Rule::power), 1U);
    bench.send({.at = 4s, .channel = 27});
    bench.send({.at = 5s, .channel = 35});
    EXPECT_EQ(bench.count(Rule::channel), 2U);
    EXPECT_EQ(bench.count(), 3U);
}

struct Share {
    std::uint8_t channel;
    Nanoseconds hour;
};

class DutyCycle : public testing::TestWithParam<Share> {};

// 863-865 and 868.7-869.2 MHz 0.1 %, 865-868.6 and 869.7-870 MHz 1 % of any hour.
TEST_P(DutyCycle, IsItsBandsShareOfAnHour) {
    Bench bench{AccessMode::duty_cycle};
    const Share share = GetParam();
    bench.send({.at = 0s, .airtime = share.hour, .channel = share.channel, .listened_us = 0});
    EXPECT_EQ(bench.count(), 0U);
    bench.send({.at = 60s, .airtime = 1ns, .channel = share.channel, .listened_us = 0});
    EXPECT_EQ(bench.count(Rule::duty_cycle), 1U);
    EXPECT_EQ(bench.count(), 1U);
}
INSTANTIATE_TEST_SUITE_P(Bands, DutyCycle,
                         testing::Values(Share{0, 3600ms}, Share{9, 3600ms}, Share{10, 36s},
                                         Share{24, 36s}, Share{25, 36s}, Share{29, 3600ms},
                                         Share{34, 36s}));

TEST(Regulatory, DutyCycleIsOfTheBandAndSlides) {
    Bench bench{AccessMode::duty_cycle};
    bench.send({.at = 0s, .airtime = 18s, .channel = 10});
    bench.send({.at = 100s, .airtime = 18s, .channel = 20});  // The same band.
    EXPECT_EQ(bench.count(), 0U);
    bench.send({.at = 200s, .airtime = 1ms, .channel = 11});
    EXPECT_EQ(bench.count(), 1U);
    bench.send({.at = 3610s, .airtime = 5s, .channel = 12});  // 15 s have come free.
    EXPECT_EQ(bench.count(), 1U);
}

TEST(Regulatory, FiveMilliwattsNeedNoDutyCycleAtTheTop) {
    Bench bench{AccessMode::duty_cycle};
    bench.send({.at = 0s, .airtime = 100s, .channel = 34, .power = 914});
    EXPECT_EQ(bench.count(), 0U);
    bench.send({.at = 200s, .airtime = 37s, .channel = 34, .power = 915});
    EXPECT_EQ(bench.count(Rule::duty_cycle), 1U);
}

TEST(SlidingAirtime, KeepsItsBoundAndNeverCountsTooLittle) {
    SlidingAirtime hour;
    Nanoseconds last{};
    for (std::size_t i = 0; i < SlidingAirtime::kMost + 1000; ++i) {
        const Time start = kStart + Nanoseconds{static_cast<std::int64_t>(i) * 10'000'000};
        last = hour.add(start, start + 1ms);
    }
    EXPECT_EQ(last, (SlidingAirtime::kMost + 1000) * Nanoseconds{1'000'000});
}

// The monitor against the medium itself: a polite exchange breaks no rule, a blind one does.
TEST(Regulatory, APoliteExchangeIsLegal) {
    const AirConfig config = line({0, 20}, {{1, 2}});
    TestAir air{config};
    ASSERT_TRUE(air.station(1).radio.submit(TestAir::polite(data_frame(2, 1, 1, 120), 0ms)));
    air.run(1s);
    ASSERT_TRUE(air.station(1).radio.submit(TestAir::plain(data_frame(2, 1, 1, 120), 1s)));
    air.run(2s);
    Bench bench;
    for (const trace::Record& item : air.log.records) bench.monitor.record(item, {});
    EXPECT_EQ(bench.monitor.transmissions(), 4U);
    EXPECT_EQ(bench.count(), 1U);
    EXPECT_EQ(bench.count(Rule::listen_time), 1U);
}

}  // namespace
}  // namespace bench::radio
