#include <array>
#include <new>

#include <gtest/gtest.h>

#include "models/trace/events.h"

namespace bench::trace {
namespace {

TEST(Record, AnEventComesBackAsItWentIn) {
    FrameSent sent;
    sent.ticket = 77;
    sent.frame = 5;
    sent.airtime_ns = 9'226'667;
    sent.channel = 28;
    sent.power_cdbm = 1615;
    sent.listened_us = 1053;
    sent.threshold_cdbm = -7900;
    const Record record = make(kStart + Nanoseconds{123}, 2, sent);
    EXPECT_EQ(record.kind, Kind::frame_sent);
    EXPECT_EQ(record.a, 77U);
    const auto back = read<FrameSent>(record);
    EXPECT_EQ(back.airtime_ns, 9'226'667);
    EXPECT_EQ(back.power_cdbm, 1615);
    EXPECT_EQ(back.listened_us, 1053);
    EXPECT_EQ(back.threshold_cdbm, -7900);
}

// Fingerprints are made of the words: the same event has the same words, whatever lay in its place.
TEST(Record, EveryBitOfItsWordsIsAFields) {
    alignas(FrameReceived) std::array<std::uint8_t, sizeof(FrameReceived)> first;
    alignas(FrameReceived) std::array<std::uint8_t, sizeof(FrameReceived)> second;
    first.fill(0x00);
    second.fill(0xFF);
    const Record one = make(kStart, 2, *new (first.data()) FrameReceived);
    const Record two = make(kStart, 2, *new (second.data()) FrameReceived);
    EXPECT_EQ(one.b, two.b);
    EXPECT_EQ(one.c, two.c);
    EXPECT_EQ(one.d, two.d);
}

class Counter final : public Sink {
public:
    using Sink::record;
    void record(const Record&, std::span<const std::uint8_t> bytes) override {
        octets += bytes.size();
    }
    std::size_t octets = 0;
};

TEST(Fan, EverySinkSeesTheBytes) {
    Fan fan;
    Counter one;
    Counter two;
    fan.add(one);
    fan.add(two);
    const MintedValues values[2]{};
    fan.record(make(kStart, 1, CaptureDue{}), bytes_of(values));
    EXPECT_EQ(one.octets, 64U);
    EXPECT_EQ(two.octets, 64U);
    EXPECT_EQ(fan.count(), 1U);
}

}  // namespace
}  // namespace bench::trace
