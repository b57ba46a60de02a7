#include "firmware/port/afe.h"

#include <memory>

#include <gtest/gtest.h>

#include "firmware/port/fake_front_end.h"

namespace meter::port {
namespace {

using test::Frame;

class AfeTest : public testing::Test {
protected:
    AfeReading read() {
        const Result<AfeReading> reading = Afe{&board_}.read(*samples_);
        EXPECT_TRUE(reading.ok());
        return reading.value_or(AfeReading{});
    }
    void put(std::uint16_t counter, std::int32_t first_sample = 0) {
        Frame frame{counter, 0, {}};
        for (std::size_t c = 0; c < frame.samples.size(); ++c)
            frame.samples[c] = first_sample + static_cast<std::int32_t>(c);
        board_.put(frame);
    }

    hal_board board_;
    std::unique_ptr<AfeSamples> samples_ = std::make_unique<AfeSamples>();
};

TEST_F(AfeTest, SamplesComeByChannelAndInOrder) {
    for (std::uint16_t n = 0; n < 3; ++n) put(static_cast<std::uint16_t>(100 + n), 1000 * n);
    const AfeReading reading = read();
    EXPECT_EQ(reading.good, 3);
    EXPECT_EQ(reading.counter, 100);
    EXPECT_FALSE(reading.damaged);
    EXPECT_FALSE(reading.skipped);
    for (std::size_t c = 0; c < HAL_AFE_CHANNELS; ++c) {
        for (std::size_t n = 0; n < 3; ++n)
            EXPECT_EQ((*samples_)[c][n], static_cast<std::int32_t>(1000 * n + c));
    }
}

TEST_F(AfeTest, TheSignOfThreeOctetsIsExtended) {
    board_.put({0, 0, {-1, -8'388'608, 8'388'607, -256, 256, 0, -8'388'607}});
    ASSERT_EQ(read().good, 1);
    const std::array<std::int32_t, 7> expected{-1, -8'388'608, 8'388'607, -256, 256, 0, -8'388'607};
    for (std::size_t c = 0; c < expected.size(); ++c) EXPECT_EQ((*samples_)[c][0], expected[c]);
}

TEST_F(AfeTest, AWrongSumStopsBeforeItsFrame) {
    for (std::uint16_t n = 0; n < 5; ++n) put(n);
    for (std::size_t octet = 0; octet < HAL_AFE_FRAME_OCTETS; ++octet) {
        std::uint8_t& hit = board_.frames.octets[2 * HAL_AFE_FRAME_OCTETS + octet];
        hit ^= 0x10;
        const AfeReading reading = read();
        EXPECT_EQ(reading.good, 2) << octet;
        EXPECT_TRUE(reading.damaged) << octet;
        EXPECT_FALSE(reading.skipped) << octet;
        hit ^= 0x10;
    }
    EXPECT_EQ(read().good, 5);
}

TEST_F(AfeTest, ADamagedFirstFrameLeavesNothing) {
    put(7);
    board_.frames.octets[5] ^= 1;
    const AfeReading reading = read();
    EXPECT_EQ(reading.good, 0);
    EXPECT_TRUE(reading.damaged);
}

TEST_F(AfeTest, ACounterThatDoesNotFollowStopsBeforeItsFrame) {
    for (const unsigned counter : {8U, 9U, 12U, 13U}) put(static_cast<std::uint16_t>(counter));
    const AfeReading reading = read();
    EXPECT_EQ(reading.good, 2);
    EXPECT_TRUE(reading.skipped);
    EXPECT_FALSE(reading.damaged);
}

TEST_F(AfeTest, TheCounterGoesRoundWithoutAGap) {
    for (const unsigned counter : {65'534U, 65'535U, 0U, 1U})
        put(static_cast<std::uint16_t>(counter));
    const AfeReading reading = read();
    EXPECT_EQ(reading.good, 4);
    EXPECT_EQ(reading.counter, 65'534);
    EXPECT_FALSE(reading.skipped);
}

TEST_F(AfeTest, SaturationIsThatOfAnyGoodFrame) {
    board_.put({0, 0x01, {}});
    board_.put({1, 0x40, {}});
    board_.put({5, 0x08, {}});  // After a gap: not of this reading.
    EXPECT_EQ(read().saturated, 0x41);
}

TEST_F(AfeTest, ACountBeyondTheRecordIsHeldAtItsEnd) {
    for (std::uint16_t n = 0; n < HAL_AFE_FRAMES_MAX; ++n) put(n);
    board_.frames.count = 65'535;
    EXPECT_EQ(read().good, HAL_AFE_FRAMES_MAX);
}

TEST_F(AfeTest, WhatTheBoardRefusesIsAnError) {
    board_.error = HAL_E_STATE;
    Afe afe{&board_};
    EXPECT_EQ(afe.read(*samples_).error(), Error::hardware);
    EXPECT_EQ(afe.start(80).error(), Error::hardware);
    board_.error = HAL_E_RANGE;
    EXPECT_EQ(afe.release(1).error(), Error::range);
}

TEST_F(AfeTest, WatermarkAndReleaseArriveAsAsked) {
    Afe afe{&board_};
    EXPECT_TRUE(afe.start(80).ok());
    EXPECT_TRUE(afe.release(17).ok());
    EXPECT_EQ(board_.watermark, 80);
    EXPECT_EQ(board_.released, 17);
}

}  // namespace
}  // namespace meter::port
