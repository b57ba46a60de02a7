#include "harness/checks/account.h"

#include <gtest/gtest.h>

#include "firmware/hal/radio.h"
#include "harness/checks/ledger.h"
#include "harness/checks/script.h"

namespace bench::checks {
namespace {

struct Bench {
    RunFacts facts = run_facts();
    LatencyAccounts accounts{facts};
    Ledger ledger{facts};
    trace::Fan fan;
    Script script{fan};

    Bench() {
        ledger.listen(accounts);
        fan.add(accounts);
        fan.add(ledger);
    }
    void job(std::int64_t ms, std::uint32_t ticket) {
        script.send(ms, kMeter, trace::JobSubmitted{ticket, 100, 0, 0});
    }
    void frame(std::int64_t ms, std::uint32_t ticket, std::uint32_t number, bool received) {
        trace::FrameSent sent;
        sent.ticket = ticket;
        sent.frame = number;
        sent.airtime_ns = 9'000'000;
        script.send(ms, kMeter, sent);
        if (!received) return;
        trace::FrameReceived got;
        got.ticket = ticket;
        got.frame = number;
        got.from = kMeter;
        script.send(ms + 9, kCollector, got);
    }
    void done(std::int64_t ms, std::uint32_t ticket, std::uint32_t status) {
        script.send(ms, kMeter, trace::JobDone{ticket, status});
    }
};

std::int64_t milliseconds_of(const result::LatencyAccount& account, const std::string& name) {
    for (const auto& phase : account.phases) {
        if (phase.name == name) return phase.ns / 1'000'000;
    }
    return -1;
}

std::int64_t sum(const result::LatencyAccount& account) {
    std::int64_t total = 0;
    for (const auto& phase : account.phases) total += phase.ns;
    return total;
}

TEST(Accounts, OneTryTilesItsTimeExactly) {
    Bench bench;
    bench.script.capture(20'000);
    bench.job(20'003, 77);
    bench.frame(20'008, 77, 1, true);
    bench.script.send(20'018, kCollector, trace::DatagramSent{5, 100});
    bench.script.accept(Script::reading(20'000), 20'030, 77, 5, 20'025);
    const auto list = bench.accounts.slowest();
    ASSERT_EQ(list.size(), 1U);
    const auto& account = list[0];
    EXPECT_EQ(account.stream, "readings");
    EXPECT_EQ(account.sequence, 1'020U);
    EXPECT_EQ(account.cause_ns, 20'000'000'000);
    EXPECT_EQ(account.total_ns, 30'000'000);
    EXPECT_EQ(account.attempts, 1U);
    EXPECT_EQ(milliseconds_of(account, "queue"), 3);
    EXPECT_EQ(milliseconds_of(account, "access"), 5);
    EXPECT_EQ(milliseconds_of(account, "retries"), -1);
    EXPECT_EQ(milliseconds_of(account, "air"), 9);
    EXPECT_EQ(milliseconds_of(account, "collector"), 1);
    EXPECT_EQ(milliseconds_of(account, "wan"), 7);
    EXPECT_EQ(milliseconds_of(account, "head_end"), 5);
    EXPECT_EQ(sum(account), account.total_ns);
}

TEST(Accounts, TheWireThatWonExplainsTheLatencyWhateverTheCopyDid) {
    Bench bench;
    constexpr std::uint32_t kWire = trace::kFirstWireDatagram + 3;
    bench.script.open_cover(20'000);
    bench.script.send(20'011, kMeter, trace::DatagramSent{kWire, 200});
    bench.job(20'011, 9);
    bench.frame(20'012, 9, 1, true);
    bench.script.accept(Script::alarm(20'000, 4), 20'014, 9, kWire, 20'012);
    const auto account = bench.accounts.slowest().at(0);
    EXPECT_EQ(account.total_ns, 4'000'000);
    EXPECT_EQ(account.attempts, 1U);
    EXPECT_EQ(milliseconds_of(account, "queue"), 1);
    EXPECT_EQ(milliseconds_of(account, "ethernet"), 1);
    EXPECT_EQ(milliseconds_of(account, "head_end"), 2);
    EXPECT_EQ(milliseconds_of(account, "air"), -1);
    EXPECT_EQ(sum(account), account.total_ns);
}

TEST(Accounts, TheRadioThatWonExplainsTheLatencyWhenTheWireLost) {
    Bench bench;
    bench.script.open_cover(20'000);
    bench.script.send(20'011, kMeter, trace::DatagramSent{trace::kFirstWireDatagram, 200});
    bench.job(20'011, 9);
    bench.frame(20'013, 9, 1, true);
    bench.script.send(20'022, kCollector, trace::DatagramSent{6, 100});
    bench.script.accept(Script::alarm(20'000, 4), 20'025, 9, 6, 20'023);
    const auto account = bench.accounts.slowest().at(0);
    EXPECT_EQ(milliseconds_of(account, "queue"), 1);
    EXPECT_EQ(milliseconds_of(account, "access"), 2);
    EXPECT_EQ(milliseconds_of(account, "air"), 9);
    EXPECT_EQ(milliseconds_of(account, "ethernet"), -1);
    EXPECT_EQ(sum(account), account.total_ns);
}

TEST(Accounts, FailedTriesAreRetriesAndBusyJobsAreAccess) {
    Bench bench;
    bench.script.open_cover(20'000);
    bench.job(20'012, 9);
    bench.done(20'020, 9, HAL_RADIO_BUSY);
    bench.job(20'021, 9);
    bench.frame(20'025, 9, 1, false);
    bench.done(20'040, 9, HAL_RADIO_NO_ACK);
    bench.job(20'050, 9);
    bench.frame(20'055, 9, 2, true);
    bench.script.send(20'064, kCollector, trace::DatagramSent{6, 100});
    bench.frame(20'066, 9, 3, false);  // Already through: not a part of its latency.
    bench.script.accept(Script::alarm(20'000, 4), 20'071, 9, 6, 20'069);
    const auto account = bench.accounts.slowest().at(0);
    EXPECT_EQ(account.total_ns, 61'000'000);
    EXPECT_EQ(account.attempts, 2U);
    EXPECT_EQ(milliseconds_of(account, "queue"), 2);
    EXPECT_EQ(milliseconds_of(account, "access"), 13 + 5);
    EXPECT_EQ(milliseconds_of(account, "retries"), 25);
    EXPECT_EQ(milliseconds_of(account, "air"), 9);
    EXPECT_EQ(milliseconds_of(account, "collector"), 0);
    EXPECT_EQ(milliseconds_of(account, "wan"), 5);
    EXPECT_EQ(milliseconds_of(account, "head_end"), 2);
    EXPECT_EQ(sum(account), account.total_ns);
}

TEST(Accounts, AMessageInTwoFramesIsInTheAirTwice) {
    Bench bench;
    bench.script.capture(20'000);
    bench.job(20'001, 9);
    bench.frame(20'002, 9, 1, true);
    bench.done(20'013, 9, HAL_RADIO_ACKED);
    bench.job(20'014, 9);
    bench.frame(20'016, 9, 2, true);
    bench.script.send(20'025, kCollector, trace::DatagramSent{6, 100});
    bench.script.accept(Script::reading(20'000), 20'032, 9, 6, 20'030);
    const auto account = bench.accounts.slowest().at(0);
    EXPECT_EQ(milliseconds_of(account, "air"), 18);
    EXPECT_EQ(milliseconds_of(account, "access"), 1 + 3 + 2);
    EXPECT_EQ(milliseconds_of(account, "retries"), -1);
    EXPECT_EQ(sum(account), account.total_ns);
}

TEST(Accounts, WithoutTicketsTheRestIsUnattributed) {
    Bench bench;
    bench.script.capture(20'000);
    bench.script.accept(Script::reading(20'000), 20'030, 0, 5, 20'025);
    const auto account = bench.accounts.slowest().at(0);
    EXPECT_EQ(milliseconds_of(account, "unattributed"), 25);
    EXPECT_EQ(milliseconds_of(account, "head_end"), 5);
    EXPECT_EQ(sum(account), account.total_ns);
}

TEST(Accounts, KeepsTheSlowestJudgedAndTheFirstOfEquals) {
    Bench bench;
    for (const std::int64_t s : {5, 20, 21, 22}) bench.script.capture(s * 1'000);
    bench.script.accept_reading(5'000, 900);
    bench.script.accept_reading(20'000, 30);
    bench.script.accept_reading(21'000, 40);
    bench.script.accept_reading(22'000, 40);
    const auto list = bench.accounts.slowest();
    ASSERT_EQ(list.size(), 1U);
    EXPECT_EQ(list[0].sequence, 1'021U);
}

TEST(Accounts, OldTicketsLeave) {
    Bench bench;
    bench.script.capture(20'000);
    bench.job(20'001, 1);
    bench.frame(20'002, 1, 1, true);
    for (std::uint32_t ticket = 2; ticket < 2'000; ++ticket) bench.job(20'012, ticket);
    bench.script.accept(Script::reading(20'000), 20'030, 1, 5, 20'025);
    EXPECT_EQ(milliseconds_of(bench.accounts.slowest().at(0), "unattributed"), 25);
}

}  // namespace
}  // namespace bench::checks
