#include "models/board/sample_port.h"

#include <cstring>
#include <vector>

#include <gtest/gtest.h>

#include "firmware/hal/afe.h"
#include "models/afe/test_signals.h"

namespace bench::board {
namespace {

using namespace std::chrono_literals;

// Flips one bit of one transfer: the first that covers `from_s`.
class OneFlip final : public afe::BusDisturbance {
public:
    [[nodiscard]] bool active(double, double) const override { return armed; }
    void flips(double, double, std::size_t bits, std::vector<std::size_t>& out) const override {
        constexpr std::size_t kBit = 5 * 8 * afe::kFrameOctets + 40;  // In the sixth frame.
        if (armed && kBit < bits) out.push_back(kBit);
    }
    bool armed = false;
};

class SamplePortTest : public testing::Test, public SampleOwner {
protected:
    SamplePortTest() { port_.attach(*this); }
    void samples_ready() override { told_.push_back(agenda_.now()); }

    std::int32_t start(std::uint16_t watermark) {
        const hal_afe_setup setup{watermark, 0};
        return port_.call(HAL_ID_AFE_START, octets(setup), {});
    }
    std::int32_t release(std::uint16_t frames) {
        return port_.call(HAL_ID_AFE_RELEASE, octets(frames), {});
    }
    std::int32_t read() {
        return port_.call(HAL_ID_AFE_READ, {},
                          {reinterpret_cast<std::uint8_t*>(&frames_), sizeof frames_});
    }
    hal_afe_fill fill() {
        hal_afe_fill out{};
        EXPECT_EQ(
            port_.call(HAL_ID_AFE_STATUS, {}, {reinterpret_cast<std::uint8_t*>(&out), sizeof out}),
            static_cast<std::int32_t>(sizeof out));
        return out;
    }
    [[nodiscard]] bool sound(std::size_t frame) const {
        const std::span<const std::uint8_t> all{frames_.octets};
        const auto one = all.subspan(frame * afe::kFrameOctets, afe::kFrameOctets);
        return afe::crc16(one.first(24)) == (one[24] << 8 | one[25]);
    }
    [[nodiscard]] int counter(std::size_t frame) const {
        const std::uint8_t* at = frames_.octets + frame * afe::kFrameOctets;
        return at[0] << 8 | at[1];
    }
    template <typename Record>
    static std::span<const std::uint8_t> octets(const Record& record) {
        return {reinterpret_cast<const std::uint8_t*>(&record), sizeof record};
    }

    afe::Tones wave_{};
    afe::FrontEnd front_end_{afe::FrontEndConfig{}, wave_, nullptr, chance::Key{1}};
    // A crystal of 20 ppm: no instant falls on a whole microsecond.
    LocalClock crystal_{20'000};
    afe::SampleFifo fifo_{front_end_, crystal_};
    OneFlip bus_;
    Agenda agenda_;
    SamplePort port_{fifo_, &bus_, agenda_};
    std::vector<Time> told_;
    hal_afe_frames frames_{};
};

TEST_F(SamplePortTest, SignalsWhenTheWatermarkIsReachedToTheNanosecond) {
    ASSERT_EQ(start(80), 0);
    const Time due = crystal_.at(80 * 125);
    agenda_.run_until(due - 1ns);
    EXPECT_TRUE(told_.empty());
    agenda_.run_until(due);
    EXPECT_EQ(told_, std::vector<Time>{due});
    EXPECT_EQ(fill().waiting, 80);
}

TEST_F(SamplePortTest, EachReleaseArmsTheNextSignal) {
    ASSERT_EQ(start(16), 0);
    std::vector<Time> expected;
    for (int n = 1; n <= 50; ++n) {
        expected.push_back(crystal_.at(std::int64_t{n} * 16 * 125));
        agenda_.run_until(expected.back());
        ASSERT_GT(read(), 0);
        ASSERT_EQ(frames_.count, 16);
        EXPECT_EQ(counter(0), (n - 1) * 16);
        ASSERT_EQ(release(16), 0);
    }
    EXPECT_EQ(told_, expected);
}

TEST_F(SamplePortTest, WhoReleasesNothingIsToldAgain) {
    ASSERT_EQ(start(80), 0);
    const Time due = crystal_.at(80 * 125);
    agenda_.run_until(due + 25ms);
    EXPECT_EQ(told_, (std::vector<Time>{due, due + 10ms, due + 20ms}));
    ASSERT_EQ(release(80), 0);
    const std::size_t before = told_.size();
    agenda_.run_until(due + 25ms);
    EXPECT_EQ(told_.size(), before);
}

TEST_F(SamplePortTest, ADamagedFrameCanBeReadAgain) {
    ASSERT_EQ(start(80), 0);
    agenda_.run_until(kStart + 11ms);
    bus_.armed = true;
    ASSERT_GT(read(), 0);
    EXPECT_TRUE(sound(4));
    EXPECT_FALSE(sound(5));
    ASSERT_EQ(release(5), 0);
    bus_.armed = false;
    ASSERT_GT(read(), 0);
    EXPECT_EQ(counter(0), 5);
    EXPECT_TRUE(sound(0));
}

TEST_F(SamplePortTest, WhatIsBeyondTheFramesIsNought) {
    ASSERT_EQ(start(80), 0);
    agenda_.run_until(kStart + 1ms);
    std::memset(&frames_, 0xAA, sizeof frames_);
    ASSERT_EQ(read(), static_cast<std::int32_t>(sizeof frames_));
    ASSERT_EQ(frames_.count, 8);  // 20 ppm fast: the eighth came after 999.98 us.
    EXPECT_EQ(frames_.octets[frames_.count * afe::kFrameOctets], 0);
    EXPECT_EQ(frames_.octets[sizeof frames_.octets - 1], 0);
}

TEST_F(SamplePortTest, OverflowIsCountedAndTheCounterShowsTheGap) {
    ASSERT_EQ(start(80), 0);
    agenda_.run_until(crystal_.at(200 * 125));
    const hal_afe_fill full = fill();
    EXPECT_EQ(full.waiting, 128);
    EXPECT_EQ(full.overflowed, 72);
}

TEST_F(SamplePortTest, AResetStopsEverythingUntilTheNextStart) {
    ASSERT_EQ(start(80), 0);
    agenda_.run_until(kStart + 5ms);
    port_.reset();
    agenda_.run_until(kStart + 100ms);
    EXPECT_TRUE(told_.empty());
    EXPECT_EQ(read(), HAL_E_STATE);
    EXPECT_EQ(release(1), HAL_E_STATE);
    ASSERT_EQ(start(8), 0);
    const Time due = crystal_.at(crystal_.ticks(kStart + 100ms) + 8 * 125);
    agenda_.run_until(due);
    EXPECT_EQ(told_, std::vector<Time>{due});
    ASSERT_GT(read(), 0);
    EXPECT_EQ(counter(0), 0);
}

TEST_F(SamplePortTest, AStartAfterAStartCountsAlone) {
    ASSERT_EQ(start(8), 0);
    ASSERT_EQ(start(80), 0);
    agenda_.run_until(crystal_.at(80 * 125));
    EXPECT_EQ(told_.size(), 1U);
}

TEST_F(SamplePortTest, RefusesWhatTheHeaderDoesNotAllow) {
    EXPECT_EQ(read(), HAL_E_STATE);
    EXPECT_EQ(release(1), HAL_E_STATE);
    EXPECT_EQ(start(0), HAL_E_RANGE);
    EXPECT_EQ(start(81), HAL_E_RANGE);
    ASSERT_EQ(start(80), 0);
    std::array<std::uint8_t, 16> small{};
    EXPECT_EQ(port_.call(HAL_ID_AFE_READ, {}, small), HAL_E_SIZE);
    EXPECT_EQ(port_.call(HAL_ID_AFE_START, std::span{small}.first(1), {}), HAL_E_SIZE);
    EXPECT_EQ(port_.call(HAL_ID_AFE_RELEASE, std::span{small}.first(1), {}), HAL_E_SIZE);
    EXPECT_EQ(port_.call(0x0E7F, {}, {}), HAL_E_UNKNOWN);
}

}  // namespace
}  // namespace bench::board
