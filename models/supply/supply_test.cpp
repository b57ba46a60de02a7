#include "models/supply/supply.h"

#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace bench::supply {
namespace {

using namespace std::chrono_literals;

// A board that writes down what it is told, in milliseconds, and a world that switches mains.
class Bench final : public SupplyOwner, public Actor {
public:
    explicit Bench(const SupplyConfig& config = {}) : supply{config, agenda, *this} {}

    void mains_signal(bool present) override { note(present ? "present" : "absent"); }
    void power_lost() override { note("lost"); }
    void power_good() override { note("good"); }
    void wake(Time now, std::uint32_t what, std::uint64_t) override {
        supply.set_mains(now, what != 0);
    }

    void mains(Nanoseconds at, bool present) { agenda.at(kStart + at, *this, present ? 1U : 0U); }
    std::string run(Nanoseconds until = 10s) {
        agenda.run_until(kStart + until);
        return diary;
    }
    Nanoseconds remaining(Nanoseconds at) {
        agenda.run_until(kStart + at);
        return supply.hold_up_remaining(agenda.now());
    }

    Agenda agenda;
    Supply supply;
    std::string diary;

private:
    void note(const char* what) {
        diary += std::to_string(ns(agenda.now()) / 1'000'000) + " " + what + "; ";
    }
};

TEST(Supply, NothingIsReportedWhileMainsArePresent) {
    Bench bench;
    bench.mains(1s, true);
    EXPECT_EQ(bench.run(), "");
    EXPECT_TRUE(bench.supply.running());
    EXPECT_EQ(bench.remaining(11s), 500ms);
}

TEST(Supply, AnInterruptionShorterThanTheDetectionIsNotSignalled) {
    Bench bench;
    bench.mains(1000ms, false);
    bench.mains(1019ms, true);
    EXPECT_EQ(bench.run(), "");
}

TEST(Supply, ADipIsSignalledAfterTheDetectionAndItsEndAtOnce) {
    Bench bench;
    bench.mains(1000ms, false);
    bench.mains(1300ms, true);
    EXPECT_EQ(bench.run(), "1020 absent; 1300 present; ");
    EXPECT_TRUE(bench.supply.running());
}

TEST(Supply, AnOutageStopsTheBoardWhenTheReservoirIsEmpty) {
    Bench bench;
    bench.mains(1000ms, false);
    EXPECT_EQ(bench.run(), "1020 absent; 1500 lost; ");
    EXPECT_FALSE(bench.supply.running());
    EXPECT_FALSE(bench.supply.mains());
    EXPECT_EQ(bench.remaining(11s), 0ms);
}

TEST(Supply, AfterAnOutageTheBoardStartsUp) {
    Bench bench;
    bench.mains(1000ms, false);
    bench.mains(4000ms, true);
    EXPECT_EQ(bench.run(), "1020 absent; 1500 lost; 4000 present; 4300 good; ");
    EXPECT_TRUE(bench.supply.running());
}

TEST(Supply, AReturnJustBeforeTheEndKeepsTheBoardRunning) {
    Bench bench;
    bench.mains(1000ms, false);
    bench.mains(1500ms - 1ns, true);
    EXPECT_EQ(bench.run(), "1020 absent; 1499 present; ");
}

TEST(Supply, MainsThatFailDuringTheStartUpPutItOff) {
    Bench bench;
    bench.mains(1000ms, false);
    bench.mains(4000ms, true);
    bench.mains(4299ms, false);
    bench.mains(5000ms, true);
    EXPECT_EQ(bench.run(), "1020 absent; 1500 lost; 4000 present; 5300 good; ");
}

TEST(Supply, TheReservoirDrainsAndChargesAtOneRate) {
    Bench bench;
    bench.mains(1000ms, false);
    bench.mains(1400ms, true);
    bench.mains(1500ms, false);
    EXPECT_EQ(bench.remaining(999ms), 500ms);
    EXPECT_EQ(bench.remaining(1250ms), 250ms);
    EXPECT_EQ(bench.remaining(1400ms), 100ms);
    EXPECT_EQ(bench.remaining(1450ms), 150ms);
    EXPECT_EQ(bench.remaining(1600ms), 100ms);
    EXPECT_EQ(bench.run(), "1020 absent; 1400 present; 1520 absent; 1700 lost; ");
}

TEST(Supply, TheReservoirChargesDuringTheStartUpAndKeepsItsChargeWithoutALoad) {
    Bench bench;
    bench.mains(1000ms, false);
    bench.mains(4000ms, true);
    bench.mains(4200ms, false);
    EXPECT_EQ(bench.remaining(4100ms), 100ms);
    EXPECT_EQ(bench.remaining(9000ms), 200ms);
}

TEST(Supply, ManyShortInterruptionsEmptyTheReservoirUnseen) {
    Bench bench;
    // 19 ms absent, 1 ms present: 18 ms of charge are lost every 20 ms, 500 ms in the 28th absence.
    for (int i = 0; i < 100; ++i) {
        bench.mains(1s + i * 20ms, false);
        bench.mains(1s + i * 20ms + 19ms, true);
    }
    EXPECT_EQ(bench.run(1560ms), "1554 lost; ");
}

TEST(Supply, WithoutAReservoirTheBoardStopsUnwarned) {
    SupplyConfig config;
    config.hold_up = 0ms;
    Bench bench{config};
    bench.mains(1000ms, false);
    EXPECT_EQ(bench.run(), "1000 lost; ");
}

TEST(Supply, RefusesNegativeTimes) {
    SupplyConfig config;
    config.detection = -1ns;
    EXPECT_THROW(Bench{config}, std::invalid_argument);
}

}  // namespace
}  // namespace bench::supply
