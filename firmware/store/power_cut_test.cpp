// The store's promises under power cuts; what they are: power_cut_trial.h.

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include "firmware/store/layout.h"
#include "firmware/store/power_cut_trial.h"

namespace meter::store {
namespace {

constexpr std::uint32_t kSmallSector = 512;
constexpr std::uint32_t kSectors = 10;

class PowerCut : public testing::TestWithParam<std::uint32_t> {};
INSTANTIATE_TEST_SUITE_P(Seeds, PowerCut, testing::Values(1, 2, 3, 4));

// At least 4 x 15 000: every operation, two points in every octet that is programmed, twelve in
// every erase.
TEST_P(PowerCut, FifteenThousandSingleCutsBreakNoPromise) {
    Trial trial;
    work_through({kSectors * kSmallSector, kSmallSector}, 60, GetParam(), trial);
    EXPECT_GE(trial.cuts, 15000U);
}

TEST_P(PowerCut, CutsInSectorsOf4096BreakNoPromise) {
    Trial trial;
    trial.stride = 79;
    work_through({6 * 4096, 4096}, 400, GetParam(), trial);
    EXPECT_GE(trial.cuts, 1000U);
}

TEST_P(PowerCut, BitsThatFlapAfterATornProgramBreakNoPromise) {
    Trial trial;
    trial.flapping = true;
    work_through({8 * kSmallSector, kSmallSector}, 50, GetParam(), trial);
    EXPECT_GE(trial.cuts, 12000U);
}

TEST_P(PowerCut, CeilingsThatOftenChangeSectorsNeverGoDown) {
    for (const bool flapping : {false, true}) {
        Trial trial;
        trial.only_ceilings = true;
        trial.flapping = flapping;
        work_through({8 * kSmallSector, kSmallSector}, 190, GetParam(), trial);
        EXPECT_GE(trial.cuts, 6000U);
    }
}

TEST_P(PowerCut, ASecondCutSoonAfterTheFirstBreaksNoPromise) {
    Trial trial;
    trial.second_cuts = 3;
    trial.stride = 13;
    work_through({kSectors * kSmallSector, kSmallSector}, 70, GetParam(), trial);
    EXPECT_GE(trial.cuts, 20000U);
}

TEST_P(PowerCut, AnOverfullRingLosesNoAlarmAndNoEvent) {
    Trial trial;
    trial.overfull = true;
    trial.stride = 5;
    work_through({kSectors * kSmallSector, kSmallSector}, 120, GetParam(), trial);
    EXPECT_GE(trial.cuts, 4000U);
}

// What REL-2 asks of each geometry: sectors of an MCU's own flash and of serial NOR.
struct Geometry {
    std::uint32_t sector = 0;
    std::uint32_t sectors = 0;
    std::uint32_t rounds = 0;  // Enough for the ring to wrap.
    std::uint32_t stride = 0;
};

class PowerCutGeometry : public testing::TestWithParam<Geometry> {};
INSTANTIATE_TEST_SUITE_P(Sectors, PowerCutGeometry,
                         testing::Values(Geometry{512, 10, 60, 1}, Geometry{1024, 8, 100, 1},
                                         Geometry{2048, 6, 160, 2}, Geometry{4096, 6, 400, 7}),
                         [](const auto& each) { return "Of" + std::to_string(each.param.sector); });

TEST_P(PowerCutGeometry, FiftyThousandSingleCutsLoseNothingOwed) {
    constexpr std::uint64_t kWanted = 50'000;
    constexpr std::uint32_t kMostSeeds = 12;
    const Geometry& geometry = GetParam();
    std::uint64_t cuts = 0;
    for (std::uint32_t seed = 101; cuts < kWanted && seed < 101 + kMostSeeds; ++seed) {
        Trial trial;
        trial.stride = geometry.stride;
        work_through({geometry.sectors * geometry.sector, geometry.sector}, geometry.rounds, seed,
                     trial);
        cuts += trial.cuts;
    }
    EXPECT_GE(cuts, kWanted);
    RecordProperty("power_cuts", std::to_string(cuts));
}

// The trial itself: it must see what it is there to see.
class TrialNotices : public testing::Test {
protected:
    TrialNotices() {
        store_.recover();
        for (int i = 0; i < 4; ++i) hand_in(store_, ledger_);
        raise(store_, ledger_, 0, 9);
        drain();
        drop(store_, ledger_, 2);
        drain();
    }
    void drain() {
        static_cast<void>(store_.advance(Instant{}, false));
        while (board_.under_way) {
            complete(board_, ledger_, trial_);
            static_cast<void>(store_.advance(Instant{}, true));
        }
        learn(store_, ledger_);
    }
    std::uint32_t record_of(std::uint32_t number) {
        const MessageRecord record = encode_message(message_of(number));
        const auto at = std::search(board_.cells.begin(), board_.cells.end(), record.begin(),
                                    record.begin() + kStateAt);
        return static_cast<std::uint32_t>(at - board_.cells.begin());
    }
    std::string verdict() {
        boot_again(board_, ledger_, trial_);
        return trial_.first;
    }

    hal_board board_{kSectors * kSmallSector, kSmallSector};
    port::Flash flash_{&board_};
    Store store_{flash_};
    Ledger ledger_{};
    Trial trial_{};
};

TEST_F(TrialNotices, NothingWhenNothingIsWrong) { EXPECT_EQ(verdict(), ""); }

TEST_F(TrialNotices, ALostRecord) {
    board_.cells[record_of(1) + 20] ^= 0x10;
    EXPECT_EQ(verdict(), "a durable one is lost");
}

TEST_F(TrialNotices, AMarkUndone) {
    board_.cells[record_of(2) + kStateAt] = kErased;
    EXPECT_EQ(verdict(), "a marked one is owed again");
}

TEST_F(TrialNotices, ACeilingForgotten) {
    std::fill_n(board_.cells.begin(), 2 * kSmallSector, std::uint8_t{0xFF});
    EXPECT_EQ(verdict(), "a ceiling went down");
}

}  // namespace
}  // namespace meter::store
