#include "models/afe/sample_fifo.h"

#include <vector>

#include <gtest/gtest.h>

#include "models/afe/test_signals.h"

namespace bench::afe {
namespace {

using namespace std::chrono_literals;

Tones mains_wave() {
    Tones wave;
    for (std::size_t i = 0; i < kChannels; ++i) {
        wave.channel[i] = {i < 3 ? 325.0 : 7.0, 50, 0.3};
    }
    return wave;
}

struct Bench {
    explicit Bench(std::int64_t drift_ppb = 0) : fifo{front_end, LocalClock{drift_ppb}} {}
    std::vector<std::uint8_t> read(Time now, std::size_t frames,
                                   const BusDisturbance* bus = nullptr) {
        std::vector<std::uint8_t> octets(frames * kFrameOctets);
        octets.resize(fifo.read(now, frames, bus, octets) * kFrameOctets);
        return octets;
    }
    Tones wave = mains_wave();
    FrontEnd front_end{FrontEndConfig{}, wave, nullptr, chance::Key{1}};
    SampleFifo fifo;
};

unsigned counter(std::span<const std::uint8_t> octets, std::size_t frame) {
    return static_cast<unsigned>(octets[frame * kFrameOctets] << 8 |
                                 octets[frame * kFrameOctets + 1]);
}

bool sound(std::span<const std::uint8_t> octets, std::size_t frame) {
    const auto one = octets.subspan(frame * kFrameOctets, kFrameOctets);
    return crc16(one.first(24)) == (one[24] << 8 | one[25]);
}

TEST(SampleFifo, FillsByTheCrystal) {
    Bench bench;
    EXPECT_EQ(bench.fifo.next_watermark(1), kEndOfTime);
    bench.fifo.start(kStart + 1ms);
    bench.fifo.advance(kStart + 1ms + 125us - 1ns);
    EXPECT_EQ(bench.fifo.waiting(), 0U);
    bench.fifo.advance(kStart + 1ms + 125us);
    EXPECT_EQ(bench.fifo.waiting(), 1U);
    bench.fifo.advance(kStart + 11ms);
    EXPECT_EQ(bench.fifo.waiting(), 80U);
    Bench fast{100'000'000};  // A tenth too fast would be 8.8 kHz; the front end refuses that.
    fast.fifo.start(kStart);
    EXPECT_THROW(fast.fifo.advance(kStart + 1ms), std::invalid_argument);
    Bench quick{5'000'000};
    quick.fifo.start(kStart);
    quick.fifo.advance(kStart + 10ms);
    EXPECT_EQ(quick.fifo.waiting(), 80U);
    EXPECT_EQ(quick.fifo.next_watermark(81), kStart + Nanoseconds{10'074'627});  // 81 x 125 / 1.005
}

TEST(SampleFifo, WatermarkIsKnownBeforeAndTrueToTheNanosecond) {
    Bench bench{-20'000};
    bench.fifo.start(kStart);
    for (int round = 0; round < 5; ++round) {
        const Time when = bench.fifo.next_watermark(40);
        bench.fifo.advance(when - 1ns);
        EXPECT_EQ(bench.fifo.waiting(), 39U);
        bench.fifo.advance(when);
        EXPECT_EQ(bench.fifo.waiting(), 40U);
        EXPECT_EQ(bench.fifo.next_watermark(40), when);  // Reached.
        bench.fifo.release(when, 40);
    }
    EXPECT_EQ(bench.fifo.next_watermark(129), kEndOfTime);
    bench.fifo.stop();
    EXPECT_EQ(bench.fifo.next_watermark(1), kEndOfTime);
    EXPECT_FALSE(bench.fifo.running());
}

TEST(SampleFifo, OverflowDropsTheNewestAndCountsThem) {
    Bench bench;
    bench.fifo.start(kStart);
    bench.fifo.advance(kStart + 125us * 150);
    EXPECT_EQ(bench.fifo.waiting(), 128U);
    EXPECT_EQ(bench.fifo.overflowed(), 22U);
    bench.fifo.release(kStart + 125us * 150, 100);
    const auto octets = bench.read(kStart + 125us * 155, 80);
    ASSERT_EQ(octets.size(), 33 * kFrameOctets);
    EXPECT_EQ(counter(octets, 0), 100U);
    EXPECT_EQ(counter(octets, 27), 127U);
    EXPECT_EQ(counter(octets, 28), 150U);  // The gap shows.
    bench.fifo.release(kStart + 125us * 155, 1000);
    EXPECT_EQ(bench.fifo.waiting(), 0U);
    bench.fifo.start(kStart + 1s);
    EXPECT_EQ(bench.fifo.overflowed(), 0U);
}

// Which instants one asks at does not change an octet.
TEST(SampleFifo, FramesDoNotDependOnWhenSomebodyAsks) {
    Bench often;
    Bench seldom;
    often.fifo.start(kStart + 3us);
    seldom.fifo.start(kStart + 3us);
    for (int block = 1; block <= 4; ++block) {
        const Time end = kStart + 3us + 125us * 100 * block;
        for (Time now = end - 12ms; now < end; now += 301us) often.fifo.advance(now);
        std::vector<std::uint8_t> slow = seldom.read(end, 100);
        EXPECT_EQ(slow.size(), 100 * kFrameOctets);
        EXPECT_EQ(often.read(end, 100), slow);
        often.fifo.release(end, 100);
        seldom.fifo.release(end, 100);
    }
}

struct Burst : BusDisturbance {
    double from_s = 0;
    double to_s = 0;
    [[nodiscard]] bool active(double from, double to) const override {
        return from < to_s && to > from_s;
    }
    void flips(double start_s, double bit_s, std::size_t bits,
               std::vector<std::size_t>& out) const override {
        for (std::size_t bit = 0; bit < bits; ++bit) {
            const double at_s = start_s + static_cast<double>(bit) * bit_s;
            if (at_s >= from_s && at_s < to_s) out.push_back(bit);
        }
    }
};

TEST(SampleFifo, ReadingAgainAfterABurstIsClean) {
    Bench bench;
    bench.fifo.start(kStart);
    const Time now = kStart + 10ms;
    const auto clean = bench.read(now, 80);
    ASSERT_EQ(clean.size(), 80 * kFrameOctets);
    for (std::size_t i = 0; i < 80; ++i) EXPECT_TRUE(sound(clean, i)) << i;
    Burst burst;
    // Bits 300 and 301 of the transfer: frame 1 holds bits 208 .. 415.
    burst.from_s = 0.01 + 299.5 / SampleFifo::kBitRate;
    burst.to_s = 0.01 + 301.5 / SampleFifo::kBitRate;
    const auto hit = bench.read(now, 80, &burst);
    for (std::size_t i = 0; i < 80; ++i) EXPECT_EQ(sound(hit, i), i != 1) << i;
    EXPECT_EQ(hit[37] ^ clean[37], 0x0C);
    EXPECT_EQ(bench.read(now + 1ms, 80, &burst), clean);
}

TEST(SampleFifo, AStartForgetsWhatWaitedAndCountsFromNought) {
    Bench bench;
    bench.fifo.start(kStart);
    const auto first = bench.read(kStart + 10ms, 80);
    bench.fifo.start(kStart + 20ms);
    EXPECT_EQ(bench.fifo.waiting(), 0U);
    const auto again = bench.read(kStart + 30ms, 80);
    EXPECT_EQ(counter(again, 0), 0U);
    EXPECT_EQ(counter(again, 79), 79U);
    bench.fifo.stop();
    EXPECT_TRUE(bench.read(kStart + 40ms, 80).empty());
}

}  // namespace
}  // namespace bench::afe
