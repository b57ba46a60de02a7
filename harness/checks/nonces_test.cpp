#include "harness/checks/nonces.h"

#include <gtest/gtest.h>

#include "harness/checks/script.h"

namespace bench::checks {
namespace {

constexpr SystemTitle kTitle{0x4D, 0x42, 0x43, 0x00, 0x00, 0x00, 0x00, 0x01};

// MAC and network headers (with the tag among them), then the APDU.
std::vector<std::uint8_t> frame(std::uint32_t counter, std::uint8_t body, std::size_t length = 90,
                                SystemTitle title = kTitle) {
    std::vector<std::uint8_t> bytes{0x41, 0xDB, 0x08, 0xDB, 0x11, 0xDB, 0x08};
    bytes.insert(bytes.end(), title.begin(), title.end());
    const std::size_t ciphered = length + 5;
    if (ciphered >= 0x80) bytes.push_back(0x81);
    bytes.push_back(static_cast<std::uint8_t>(ciphered));
    bytes.push_back(0x30);
    for (int shift = 24; shift >= 0; shift -= 8) {
        bytes.push_back(static_cast<std::uint8_t>(counter >> shift));
    }
    bytes.insert(bytes.end(), length, body);
    return bytes;
}

struct Air {
    NonceMonitor monitor{{kTitle}};
    Script script{monitor};
    std::int64_t now_ms = 0;
    void send(const std::vector<std::uint8_t>& bytes) {
        script.send(++now_ms, kMeter, trace::FrameSent{}, bytes);
    }
};

TEST(Nonces, ARetryOfTheSameOctetsIsNoReuse) {
    Air air;
    air.send(frame(7, 0xAA));
    auto again = frame(7, 0xAA);
    again[0] = 0x42;  // Another MAC header: a timing field, a sequence number.
    air.send(again);
    air.send(frame(8, 0xBB));
    EXPECT_EQ(air.monitor.reused(), 0U);
    EXPECT_EQ(air.monitor.protected_frames(), 3U);
}

TEST(Nonces, TheSameCounterWithOtherOctetsIsAReuse) {
    Air air;
    air.send(frame(7, 0xAA));
    auto changed = frame(7, 0xAA);
    changed.back() ^= 1;
    air.send(changed);
    EXPECT_EQ(air.monitor.reused(), 1U);
    ASSERT_EQ(air.monitor.reuses().size(), 1U);
    EXPECT_EQ(air.monitor.reuses()[0].counter, 7U);
    EXPECT_EQ(air.monitor.reuses()[0].time, at_ms(2));
    air.send(frame(7, 0xAA, 200));  // Another length, which needs two octets.
    EXPECT_EQ(air.monitor.reused(), 2U);
}

TEST(Nonces, TheSamePacketOnAWireIsACopyAndAnotherUnderItsCounterIsAReuse) {
    Air air;
    constexpr trace::DatagramSent kWire{trace::kFirstWireDatagram + 1, 100};
    air.script.send(1, kMeter, kWire, frame(7, 0xAA));
    air.script.send(2, kMeter, trace::FrameSent{}, frame(7, 0xAA));
    EXPECT_EQ(air.monitor.reused(), 0U);
    air.script.send(3, kMeter, kWire, frame(7, 0xBB));
    EXPECT_EQ(air.monitor.reused(), 1U);
    // What the collector passes on was judged on the air.
    air.script.send(4, kCollector, trace::DatagramSent{1, 100}, frame(7, 0xCC));
    EXPECT_EQ(air.monitor.reused(), 1U);
}

TEST(Nonces, TitlesHaveCountersOfTheirOwnAndUnknownOnesNone) {
    const SystemTitle other{0x4D, 0x42, 0x43, 0, 0, 0, 0, 2};
    NonceMonitor monitor{{kTitle, other}};
    Script script{monitor};
    script.send(1, kMeter, trace::FrameSent{}, frame(7, 0xAA));
    script.send(2, kMeter, trace::FrameSent{}, frame(7, 0xBB, 90, other));
    script.send(3, kMeter, trace::FrameSent{}, frame(7, 0xCC, 90, {9, 9, 9, 9, 9, 9, 9, 9}));
    EXPECT_EQ(monitor.reused(), 0U);
    EXPECT_EQ(monitor.protected_frames(), 2U);
}

TEST(Nonces, ACounterOlderThanTheWindowIsAReuse) {
    Air air;
    for (std::uint32_t i = 1; i <= NonceMonitor::kRecent + 10; ++i) air.send(frame(i * 2, 0xAA));
    EXPECT_EQ(air.monitor.reused(), 0U);
    air.send(frame(3, 0xAA));  // Old, but never used.
    EXPECT_EQ(air.monitor.reused(), 0U);
    air.send(frame(2, 0xAA));
    EXPECT_EQ(air.monitor.reused(), 1U);
}

TEST(Nonces, AFragmentIsComparedAsFarAsItGoes) {
    Air air;
    auto cut = frame(7, 0xAA);
    cut.resize(cut.size() - 20);
    air.send(frame(7, 0xAA));
    air.send(cut);
    EXPECT_EQ(air.monitor.reused(), 0U);
    auto other = frame(7, 0xBB);
    other.resize(other.size() - 20);
    air.send(other);
    EXPECT_EQ(air.monitor.reused(), 1U);
    for (std::size_t size = 0; size < 26; ++size) {  // A header that is cut anywhere.
        auto shorter = frame(9, 0xAA);
        shorter.resize(size);
        air.send(shorter);
    }
    EXPECT_EQ(air.monitor.reused(), 1U);
}

}  // namespace
}  // namespace bench::checks
