// What a meter owes for its inputs and its mains.

#include <gtest/gtest.h>

#include "models/system/outage_mint.h"
#include "models/system/tamper_mint.h"

namespace bench::system {
namespace {

using namespace std::chrono_literals;

Time at(Nanoseconds since) { return kStart + since; }

TEST(Spans, WhatOverlapsOrTouchesIsOne) {
    EXPECT_EQ(united({{at(5s), at(6s)},
                      {at(1s), at(3s)},
                      {at(2s), at(4s)},
                      {at(4s), at(5s)},
                      {at(9s), at(9s)}}),
              (std::vector<TimeSpan>{{at(1s), at(6s)}}));
    const std::vector<TimeSpan> spans{{at(1s), at(2s)}, {at(4s), at(5s)}};
    EXPECT_EQ(next_edge(spans, at(0s)), at(1s));
    EXPECT_EQ(next_edge(spans, at(1s)), at(2s));
    EXPECT_EQ(next_edge(spans, at(2s)), at(4s));
    EXPECT_EQ(next_edge(spans, at(5s)), kEndOfTime);
    EXPECT_TRUE(within(spans, at(1s)));
    EXPECT_FALSE(within(spans, at(2s)));
}

struct Minted : trace::Sink {
    using trace::Sink::record;
    void record(const trace::Record& item, std::span<const std::uint8_t>) override {
        if (item.kind != trace::Kind::event_onset) return;
        const auto onset = trace::read<trace::EventOnset>(item);
        codes.push_back(onset.code);
        excused.push_back(onset.excused != 0);
    }
    std::vector<unsigned> codes;
    std::vector<bool> excused;
};

struct NoFaults final : trace::FaultObserver {
    void took_effect(std::uint32_t) override {}
};

// A firmware that does nothing, so that a board can run.
void idle_boot(void*, hal_board*, std::uint32_t) {}
std::int64_t idle_step(void*, std::int64_t now_us, std::uint32_t) { return now_us + 3'600'000'000; }
fw_image idle_image() {
    fw_image image{};
    image.abi = HAL_ABI;
    image.name = "idle";
    image.instance_size = 8;
    image.instance_align = 8;
    image.boot = idle_boot;
    image.step = idle_step;
    return image;
}

struct NoOwner final : supply::SupplyOwner {
    void mains_signal(bool) override {}
    void power_lost() override {}
    void power_good() override {}
};

struct World {
    explicit World(std::vector<TimeSpan> gaps = {})
        : owing{1, board, supply, std::move(gaps), minted} {
        board.power_on(HAL_RESET_POWER_ON);
    }
    Agenda agenda;
    Minted minted;
    NoFaults faults;
    NoOwner owner;
    const fw_image image = idle_image();
    board::Board board{{}, image, agenda, chance::Key{1}, minted, faults, nullptr};
    supply::Supply supply{{}, agenda, owner};
    Owing owing;
};

constexpr unsigned kOpened = 44;
constexpr unsigned kClosed = 45;
const TamperInput kCover{meter::EventCode::meter_cover_removed,
                         meter::EventCode::meter_cover_closed, 10ms};
using Codes = std::vector<unsigned>;

Codes edges(const std::vector<TimeSpan>& open) {
    World world;
    TamperMint mint{kCover, open, world.owing};
    mint.booted(at(300ms));
    for (const TimeSpan& span : open) {
        mint.edge(span.first);
        mint.edge(span.second);
    }
    return world.minted.codes;
}

TEST(TamperMint, WhatStaysForTheDebounceTimeIsToldBothWays) {
    EXPECT_EQ(edges({{at(1s), at(2s)}}), (Codes{kOpened, kClosed}));
    EXPECT_EQ(edges({{at(1s), at(1'008ms)}}), Codes{}) << "too short";
    EXPECT_EQ(edges({{at(1s), at(2s)}, {at(2'005ms), at(3s)}}), (Codes{kOpened, kClosed}))
        << "closed for 5 ms only";
}

TEST(TamperMint, NearTheDebounceTimeNothingIsCertain) {
    World world;
    TamperMint mint{kCover, {{at(1s), at(1'010ms)}}, world.owing};
    mint.edge(at(1s));
    EXPECT_EQ(world.minted.codes, Codes{kOpened});
    EXPECT_EQ(world.minted.excused, std::vector<bool>{true});
    mint.edge(at(1'010ms));
    EXPECT_EQ(world.minted.codes, (Codes{kOpened, kClosed}));
    EXPECT_EQ(world.minted.excused, (std::vector<bool>{true, true})) << "what closes it neither";
}

TEST(TamperMint, ABootFindsTheCoverAsItIs) {
    World world;
    TamperMint mint{kCover, {{at(1s), at(20s)}}, world.owing};
    mint.edge(at(1s));
    mint.booted(at(10s));
    EXPECT_EQ(world.minted.codes, (Codes{kOpened, kOpened})) << "open still";
    mint.booted(at(19'995ms));
    mint.edge(at(20s));
    EXPECT_EQ(world.minted.codes, (Codes{kOpened, kOpened})) << "nobody can qualify 5 ms";
}

TEST(TamperMint, WhatNobodySawIsOwedAtTheNextBoot) {
    World world;
    TamperMint mint{
        kCover, {{at(1s), at(2s)}, {at(5s), at(6s)}, {at(7s), at(7'004ms)}}, world.owing};
    mint.edge(at(1s));
    mint.edge(at(2s));
    // The module is down from 3 s to 10 s.
    mint.booted(at(10s));
    EXPECT_EQ(world.minted.codes, (Codes{kOpened, kClosed, kOpened}));
    mint.booted(at(20s));
    EXPECT_EQ(world.minted.codes.size(), 3U) << "once";
}

Codes outage(Nanoseconds length, Nanoseconds qualification) {
    World world{{{at(5s), at(5s) + length}}};
    OutageMint mint{20ms, qualification, world.owing};
    mint.mains_failed(at(5s));
    mint.mains_returned(at(5s) + length);
    return world.minted.codes;
}

TEST(OutageMint, ALastGaspIsOwedWhenTheReservoirCarriesIt) {
    EXPECT_EQ(outage(200ms, 100ms), (Codes{99, 2}));
    EXPECT_EQ(outage(100ms, 100ms), Codes{}) << "back before it is qualified";
    EXPECT_EQ(outage(2s, 600ms), Codes{}) << "the reservoir holds 500 ms";
}

TEST(OutageMint, AResetInAnOutageMayAnnounceItAgain) {
    World world{{{at(5s), at(9s)}}};
    OutageMint mint{20ms, 100ms, world.owing};
    mint.mains_failed(at(5s));
    mint.booted(at(5'200ms), false);
    EXPECT_EQ(world.minted.codes, (Codes{99, 99}));
    EXPECT_TRUE(world.minted.excused[1]);
}

TEST(Owing, WhatThereIsNoTimeToStoreIsNotOwed) {
    World world{{{at(5s), at(9s)}}};
    EXPECT_TRUE(world.owing.lives(at(1s), at(5'400ms)));
    EXPECT_FALSE(world.owing.lives(at(1s), at(5'600ms)));
    world.owing.owe(at(1s), {meter::Stream::alarms, 44, at(5'450ms), {at(1s), at(1s)}, true});
    EXPECT_TRUE(world.minted.excused.back());
}

}  // namespace
}  // namespace bench::system
