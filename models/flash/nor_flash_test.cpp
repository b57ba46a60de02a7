#include "models/flash/nor_flash.h"

#include <algorithm>
#include <stdexcept>

#include <gtest/gtest.h>

namespace bench::flash {
namespace {

using namespace std::chrono_literals;
using Octets = std::vector<std::uint8_t>;

class Board final : public FlashOwner {
public:
    explicit Board(std::uint64_t seed = 1, const FlashConfig& config = {})
        : flash{config, agenda, chance::Key{seed}, *this} {}
    void flash_done() override { done.push_back(agenda.now()); }

    Octets read(std::uint32_t address, std::size_t length) const {
        Octets out(length);
        EXPECT_EQ(flash.read(address, out), FlashStatus::ok);
        return out;
    }
    void program(std::uint32_t address, const Octets& bytes) {
        ASSERT_EQ(flash.start_program(address, bytes), FlashStatus::ok);
        agenda.run_until(agenda.now() + 1ms);
        ASSERT_FALSE(flash.busy());
    }

    Agenda agenda;
    NorFlash flash;
    std::vector<Time> done;
};

TEST(NorFlash, AnErasedPartReadsAsOnes) {
    const Board board;
    EXPECT_EQ(board.read(0, 1U << 20U), Octets(1U << 20U, 0xFF));
}

TEST(NorFlash, AProgramTakesTheTimeOfItsOctets) {
    Board board;
    board.agenda.run_until(kStart + 5ms);
    EXPECT_EQ(board.flash.start_program(256, Octets(256, 0x00)), FlashStatus::ok);
    EXPECT_TRUE(board.flash.busy());
    board.agenda.run_until(kStart + 5ms + 700us - 1ns);
    EXPECT_TRUE(board.done.empty());
    board.agenda.run_until(kStart + 6ms);
    EXPECT_EQ(board.done, std::vector{kStart + 5ms + 700us});
    EXPECT_EQ(board.read(255, 258)[0], 0xFF);
    EXPECT_EQ(board.read(256, 256), Octets(256, 0x00));
    EXPECT_EQ(board.flash.start_program(512, Octets(64, 0x00)), FlashStatus::ok);
    board.agenda.run_until(kStart + 7ms);
    EXPECT_EQ(board.done.back(), kStart + 6ms + 175us);
}

TEST(NorFlash, AProgramClearsBitsOnlyAndSaysWhenThatWasNotEnough) {
    Board board;
    board.program(10, {0xF0});
    EXPECT_FALSE(board.flash.failed());
    board.program(10, {0x3C});
    EXPECT_EQ(board.read(10, 1), Octets{0x30});
    EXPECT_TRUE(board.flash.failed());
    board.program(11, {0x3C});
    EXPECT_FALSE(board.flash.failed());
}

TEST(NorFlash, AnEraseTakesItsTimeAndOneSector) {
    Board board;
    board.program(4095, {0x00});
    board.program(4096, {0x00});
    board.program(8191, {0x00});
    board.program(8192, {0x00});
    const Time start = board.agenda.now();
    EXPECT_EQ(board.flash.start_erase(4096), FlashStatus::ok);
    board.agenda.run_until(start + 1s);
    EXPECT_EQ(board.done.back(), start + 45ms);
    EXPECT_EQ(board.read(4095, 2), (Octets{0x00, 0xFF}));
    EXPECT_EQ(board.read(8191, 2), (Octets{0xFF, 0x00}));
}

TEST(NorFlash, RefusesWhatIsOutOfRangeOrAcrossAPage) {
    Board board;
    Octets out(2);
    EXPECT_EQ(board.flash.read((1U << 20U) - 1, out), FlashStatus::out_of_range);
    EXPECT_EQ(board.flash.read(0xFFFF'FFFF, out), FlashStatus::out_of_range);
    EXPECT_EQ(board.flash.start_program(1U << 20U, out), FlashStatus::out_of_range);
    EXPECT_EQ(board.flash.start_program(0, {}), FlashStatus::out_of_range);
    EXPECT_EQ(board.flash.start_program(255, out), FlashStatus::crosses_page);
    EXPECT_EQ(board.flash.start_program(0, Octets(257)), FlashStatus::crosses_page);
    EXPECT_EQ(board.flash.start_erase(1U << 20U), FlashStatus::out_of_range);
    EXPECT_EQ(board.flash.start_erase(256), FlashStatus::misaligned);
    EXPECT_FALSE(board.flash.busy());
    EXPECT_EQ(board.flash.counters().programs + board.flash.counters().erases, 0U);
}

TEST(NorFlash, OneOperationAtATimeWithReadsElsewhere) {
    Board board;
    board.program(0, {0x42});
    EXPECT_EQ(board.flash.start_erase(4096), FlashStatus::ok);
    EXPECT_EQ(board.flash.start_program(0, Octets{0x00}), FlashStatus::busy);
    EXPECT_EQ(board.flash.start_erase(0), FlashStatus::busy);
    EXPECT_EQ(board.read(0, 4096)[0], 0x42);
    EXPECT_EQ(board.read(8192, 1), Octets{0xFF});
    Octets out(2);
    EXPECT_EQ(board.flash.read(4095, out), FlashStatus::busy);
    EXPECT_EQ(board.flash.read(8191, out), FlashStatus::busy);
}

TEST(NorFlash, CountsWear) {
    Board board;
    board.program(0, {0x00});
    for (const std::uint32_t sector : {0U, 4096U, 4096U}) {
        ASSERT_EQ(board.flash.start_erase(sector), FlashStatus::ok);
        board.agenda.run_until(board.agenda.now() + 45ms);
    }
    EXPECT_EQ(board.flash.counters().programs, 1U);
    EXPECT_EQ(board.flash.counters().erases, 3U);
    EXPECT_EQ(board.flash.counters().most_erases, 2U);
    EXPECT_EQ(board.flash.erases_of(0), 1U);
    EXPECT_EQ(board.flash.erases_of(5000), 2U);
    EXPECT_EQ(board.flash.counters().cut, 0U);
}

Octets page_after_cut(std::uint64_t seed, Nanoseconds after) {
    Board board{seed};
    EXPECT_EQ(board.flash.start_program(0, Octets(256, 0x00)), FlashStatus::ok);
    board.agenda.run_until(kStart + after);
    board.flash.power_cut(board.agenda.now());
    EXPECT_EQ(board.flash.counters().cut, 1U);
    board.agenda.run_until(kStart + 1s);
    EXPECT_TRUE(board.done.empty());
    return board.read(0, 512);
}

TEST(NorFlash, ACutProgramLeavesATornPage) {
    // 350 of 700 us: 128 octets of 256; one us later it is within the same octet.
    const Octets torn = page_after_cut(1, 351us);
    EXPECT_TRUE(
        std::all_of(torn.begin(), torn.begin() + 128, [](int octet) { return octet == 0x00; }));
    EXPECT_TRUE(
        std::all_of(torn.begin() + 129, torn.end(), [](int octet) { return octet == 0xFF; }));
    EXPECT_EQ(page_after_cut(1, 351us), torn);
    // Eight seeds could give one border octet by chance with probability 256^-7.
    bool differs = false;
    for (std::uint64_t seed = 2; seed < 9; ++seed) differs |= page_after_cut(seed, 351us) != torn;
    EXPECT_TRUE(differs);
}

TEST(NorFlash, ACutEraseLeavesAMixture) {
    const auto sector_after_cut = [](std::uint64_t seed) {
        Board board{seed};
        for (std::uint32_t page = 0; page < 4096; page += 256)
            board.program(page, Octets(256, 0x00));
        const Time start = board.agenda.now();
        EXPECT_EQ(board.flash.start_erase(0), FlashStatus::ok);
        board.agenda.run_until(start + 22'500us);
        board.flash.power_cut(board.agenda.now());
        EXPECT_EQ(board.flash.erases_of(0), 1U);
        return board.read(0, 4096);
    };
    const Octets left = sector_after_cut(1);
    // Half way a quarter is untouched, a quarter erased: 1024 of 4096 each, standard deviation 28.
    EXPECT_NEAR(static_cast<double>(std::ranges::count(left, 0x00)), 1024 + 8, 140);
    EXPECT_NEAR(static_cast<double>(std::ranges::count(left, 0xFF)), 1024 + 8, 140);
    EXPECT_EQ(sector_after_cut(1), left);
    EXPECT_NE(sector_after_cut(2), left);
}

TEST(NorFlash, ContentsOutliveACutAndTheFlashWorksAfterwards) {
    Board board;
    board.program(0, {0x12, 0x34});
    board.flash.power_cut(board.agenda.now());
    EXPECT_EQ(board.flash.counters().cut, 0U);
    EXPECT_EQ(board.flash.start_erase(4096), FlashStatus::ok);
    board.flash.power_cut(board.agenda.now());
    board.done.clear();
    const Time start = board.agenda.now();
    EXPECT_EQ(board.flash.start_program(256, Octets(256, 0x77)), FlashStatus::ok);
    board.agenda.run_until(start + 1s);
    EXPECT_EQ(board.done, std::vector{start + 700us});  // And no end of the erase that was cut.
    EXPECT_EQ(board.read(0, 2), (Octets{0x12, 0x34}));
    EXPECT_EQ(board.read(256, 256), Octets(256, 0x77));
}

TEST(NorFlash, RefusesAnImpossibleGeometry) {
    const auto made = [](auto change) {
        FlashConfig config;
        change(config);
        const Board board{1, config};
    };
    EXPECT_THROW(made([](FlashConfig& c) { c.size = 0; }), std::invalid_argument);
    EXPECT_THROW(made([](FlashConfig& c) { c.size = 5000; }), std::invalid_argument);
    EXPECT_THROW(made([](FlashConfig& c) { c.sector_size = 0; }), std::invalid_argument);
    EXPECT_THROW(made([](FlashConfig& c) { c.sector_size = 100; }), std::invalid_argument);
    EXPECT_THROW(made([](FlashConfig& c) { c.page_program = 0ns; }), std::invalid_argument);
    EXPECT_THROW(made([](FlashConfig& c) { c.sector_erase = 2h; }), std::invalid_argument);
}

}  // namespace
}  // namespace bench::flash
