#include "rtl/afe_decimator/afe_decimator.h"

#include <cmath>
#include <stdexcept>

#include "rtl/afe_decimator/fifo_trial.h"

namespace bench::afe_decimator {
namespace {

const chance::Key kKey = chance::Key{1}.of("afe_decimator test");
constexpr std::uint64_t kOnes = ~std::uint64_t{0};

// So many blocks in which every channel holds one word.
std::vector<Bits> constant(std::size_t blocks, std::uint64_t word) {
    Bits bits;
    bits.fill(word);
    return std::vector<Bits>(blocks, bits);
}

// Runs all of it and gives every frame.
std::vector<Frame> frames_from(AfeDecimator& rtl, const std::vector<Bits>& stream) {
    std::vector<Frame> frames;
    for (std::size_t at = 0; at < stream.size(); at += 160) {
        rtl.run(std::span{stream}.subspan(at, std::min<std::size_t>(160, stream.size() - at)));
        for (std::size_t i = 0; i < rtl.frames(); ++i) {
            frames.push_back(parse(rtl.read_frame(i)).value());
        }
        rtl.release(rtl.frames());
    }
    return frames;
}

TEST(AfeDecimator, the_first_frame_is_there_when_the_header_says_so) {
    AfeDecimator rtl;
    rtl.run(constant(kFirstFrameClocks / kBlockClocks, 0));
    EXPECT_EQ(rtl.frames(), 0U);
    rtl.run(constant(1, 0));
    EXPECT_EQ(rtl.frames(), 1U);
    EXPECT_EQ(parse(rtl.read_frame(0))->counter, 0);
    rtl.run(constant(1, 0));
    EXPECT_EQ(rtl.frames(), 1U);
    rtl.run(constant(1, 0));
    EXPECT_EQ(rtl.frames(), 2U);
    EXPECT_EQ(rtl.modulator_clocks(), 46U * kBlockClocks);
}

TEST(AfeDecimator, full_scale_of_either_sign_is_exact_and_nothing_is_nothing) {
    AfeDecimator rtl;
    for (const Frame& frame : frames_from(rtl, constant(60, kOnes))) {
        EXPECT_EQ(frame.samples[0], kFullScale);
    }
    rtl.reset();
    for (const Frame& frame : frames_from(rtl, constant(60, 0))) {
        EXPECT_EQ(frame.samples[6], -kFullScale);
    }
    rtl.reset();
    // Three of four bits: half of full scale.
    for (const Frame& frame : frames_from(rtl, constant(60, 0x7777777777777777))) {
        EXPECT_EQ(frame.samples[3], kFullScale / 2);
        EXPECT_EQ(frame.saturated, 0);
    }
    rtl.reset();
    for (const Frame& frame : frames_from(rtl, constant(60, 0x5555555555555555))) {
        EXPECT_EQ(frame.samples[1], 0);
    }
}

TEST(AfeDecimator, channels_do_not_touch_one_another) {
    for (std::size_t channel = 0; channel < kChannels; ++channel) {
        std::vector<Bits> stream = constant(60, 0x5555555555555555);
        for (Bits& bits : stream) {
            bits[channel] = kOnes;
        }
        AfeDecimator rtl;
        const Frame last = frames_from(rtl, stream).back();
        for (std::size_t c = 0; c < kChannels; ++c) {
            EXPECT_EQ(last.samples[c], c == channel ? kFullScale : 0);
        }
        EXPECT_EQ(last.saturated, 1U << channel);
    }
}

TEST(AfeDecimator, says_that_a_modulator_was_driven_too_far) {
    AfeDecimator rtl;
    // 30 of 32 bits are 14/16 of full scale, 31 of 32 are 15/16.
    for (const Frame& frame : frames_from(rtl, constant(60, 0x7FFF7FFF7FFF7FFF))) {
        EXPECT_EQ(frame.saturated, 0);
    }
    rtl.reset();
    for (const Frame& frame : frames_from(rtl, constant(60, 0x7FFFFFFF7FFFFFFF))) {
        EXPECT_EQ(frame.saturated, 0x7F);
        EXPECT_EQ(frame.samples[0], kFullScale / 16 * 15);
    }
}

TEST(AfeDecimator, the_high_pass_takes_an_offset_away_at_its_corner) {
    AfeDecimator rtl;
    rtl.set_high_pass(true);
    // 0.5 of full scale for 1.6 s.
    const std::vector<Frame> frames = frames_from(rtl, constant(25'700, 0x7777777777777777));
    const double first = frames[0].samples[0];
    EXPECT_EQ(frames[0].samples[0], kFullScale / 2);
    constexpr double kPi = 3.14159265358979;
    for (const std::size_t frame : {400U, 4096U, 12'000U}) {
        const double expected =
            std::exp(-2 * kPi * kHighPassCornerHz * static_cast<double>(frame) / 8000);
        EXPECT_NEAR(frames[frame].samples[0] / first, expected, 1e-4);
    }
    EXPECT_LT(frames.back().samples[0], first / 20);
    EXPECT_GE(frames.back().samples[0], 0);
    // Off: the offset is back at once, and forgotten when it is turned on again.
    rtl.set_high_pass(false);
    EXPECT_EQ(frames_from(rtl, constant(2, 0x7777777777777777)).back().samples[0], kFullScale / 2);
    rtl.set_high_pass(true);
    EXPECT_EQ(frames_from(rtl, constant(2, 0x7777777777777777)).back().samples[0], kFullScale / 2);
}

TEST(AfeDecimator, limits_and_says_so_where_24_bits_do_not_hold_the_sample) {
    AfeDecimator rtl;
    rtl.set_high_pass(true);
    (void)frames_from(rtl, constant(8'000, kOnes));
    // What was the offset is now a second full scale below.
    const std::vector<Frame> frames = frames_from(rtl, constant(100, 0));
    EXPECT_EQ(frames.back().samples[0], -(1 << 23));
    EXPECT_EQ(frames.back().saturated, 0x7F);
}

TEST(AfeDecimator, overflows_loudly_and_recovers) {
    AfeDecimator rtl;
    EXPECT_TRUE(Trial{kKey}.overflows_and_recovers(rtl));
}

TEST(AfeDecimator, reads_frames_in_any_order_and_again) {
    AfeDecimator rtl;
    EXPECT_TRUE(Trial{kKey}.reads_in_any_order(rtl));
}

TEST(AfeDecimator, releases_while_a_frame_comes) {
    AfeDecimator rtl;
    EXPECT_TRUE(Trial{kKey}.releases_while_bits_come(rtl));
}

TEST(AfeDecimator, starts_anew_after_a_reset) {
    AfeDecimator rtl;
    EXPECT_TRUE(Trial{kKey}.starts_anew_after_a_reset(rtl));
}

TEST(AfeDecimator, reading_takes_no_time_of_the_modulators) {
    const std::vector<Bits> stream = drawn_stream(kKey, 400);
    AfeDecimator rtl;
    AfeDecimator other;
    for (std::size_t at = 0; at < stream.size(); at += 1 + at % 3) {
        const auto part = std::span{stream}.subspan(at, std::min(1 + at % 3, stream.size() - at));
        rtl.run(part);
        other.run(part);
        for (std::size_t i = 0; i < 5; ++i) {
            (void)other.read_frame(i);
        }
        ASSERT_EQ(rtl.frames(), other.frames());
        if (rtl.frames() > 100) {
            EXPECT_EQ(rtl.read_frame(99), other.read_frame(99));
            rtl.release(90);
            other.release(90);
        }
    }
}

TEST(AfeDecimator, a_damaged_octet_is_found_and_the_frame_read_again) {
    AfeDecimator rtl;
    rtl.run(constant(50, kOnes));
    const Octets sent = rtl.read_frame(2);
    for (std::size_t i = 0; i < kFrameOctets; ++i) {
        for (unsigned bit = 0; bit < 8; ++bit) {
            Octets arrived = sent;
            arrived[i] ^= static_cast<std::uint8_t>(1U << bit);
            EXPECT_FALSE(parse(arrived).has_value());
        }
    }
    EXPECT_EQ(rtl.read_frame(2), sent);
    EXPECT_EQ(parse(sent)->counter, 2);
    EXPECT_FALSE(parse(rtl.read_frame(5)).has_value());
    EXPECT_FALSE(parse(rtl.read_frame(1000)).has_value());
}

// The check value of CRC-16/CCITT-FALSE.
TEST(AfeDecimator, crc_of_the_published_check_string) {
    const std::array<std::uint8_t, 9> digits{'1', '2', '3', '4', '5', '6', '7', '8', '9'};
    EXPECT_EQ(crc16(digits), 0x29B1);
}

TEST(AfeDecimator, has_no_mutants) {
    AfeDecimator rtl;
    EXPECT_THROW(rtl.select_mutant(1), std::logic_error);
}

}  // namespace
}  // namespace bench::afe_decimator
