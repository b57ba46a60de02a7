#include "models/head_end/head_end.h"

#include <random>
#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "models/head_end/test_push.h"

namespace bench::head_end {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using trace::Rejection;

constexpr trace::Entity kMeter = 4;
constexpr trace::Entity kSelf = 9;

class Notebook final : public trace::Sink {
public:
    using Sink::record;
    void record(const trace::Record& item, std::span<const std::uint8_t> bytes) override {
        if (item.kind == trace::Kind::push_accepted) {
            accepted.push_back(item);
            values.push_back(trace::from_bytes<trace::Acceptance>(bytes));
            EXPECT_EQ(bytes.size(), sizeof(trace::Acceptance));
        } else {
            EXPECT_EQ(item.kind, trace::Kind::push_rejected);
            EXPECT_EQ(item.entity, kSelf);
            rejected.push_back(trace::read<trace::PushRejected>(item));
        }
    }
    [[nodiscard]] std::vector<Rejection> reasons() const {
        std::vector<Rejection> found;
        for (const auto& item : rejected) found.push_back(Rejection{item.reason});
        return found;
    }
    std::vector<trace::Record> accepted;
    std::vector<trace::Acceptance> values;
    std::vector<trace::PushRejected> rejected;
};

class Outbox final : public Uplink {
public:
    explicit Outbox(const Agenda& agenda) : agenda_{agenda} {}
    void send_down(View packet) override {
        packets.emplace_back(packet.begin(), packet.end());
        times.push_back(agenda_.now());
    }
    std::vector<Octets> packets;
    std::vector<Time> times;

private:
    const Agenda& agenda_;
};

class Faults final : public trace::FaultObserver {
public:
    void took_effect(std::uint32_t fault) override { effective.push_back(fault); }
    std::vector<std::uint32_t> effective;
};

HeadEndConfig config() {
    HeadEndConfig made;
    made.system_title = test::kHeadEndTitle;
    made.address = test::kHeadEndAddress;
    made.meters = {{kMeter, test::kMeterTitle, test::kEncryption, test::kAuthentication}};
    return made;
}

struct Bench {
    // Delivers and lets the processing time pass.
    void deliver(const Octets& packet) {
        head_end.deliver(agenda.now(), ++datagram, packet);
        agenda.run_until(agenda.now() + milliseconds{2});
    }
    void push(std::uint32_t counter, const Octets& plain) {
        deliver(test::packet(test::ciphered(counter, plain)));
    }
    Agenda agenda;
    Notebook trace;
    Outbox outbox{agenda};
    Faults faults;
    HeadEnd head_end{config(), agenda, trace, kSelf, outbox};
    std::uint32_t datagram = 0;
};

TEST(HeadEnd, AnotherToolsPushIsAcceptedAndConfirmedBitForBit) {
    Bench bench;
    bench.agenda.run_until(kStart + milliseconds{5});
    bench.head_end.deliver(bench.agenda.now(), 31, test::from_hex(test::kReadingPacket));
    bench.agenda.run_until(kStart + milliseconds{7} - Nanoseconds{1});
    EXPECT_TRUE(bench.trace.accepted.empty());
    bench.agenda.run_until(kStart + milliseconds{7});
    ASSERT_EQ(bench.trace.accepted.size(), 1U);
    EXPECT_EQ(bench.trace.accepted[0].time, kStart + milliseconds{7});
    EXPECT_EQ(bench.trace.accepted[0].entity, kMeter);
    const auto accepted = trace::read<trace::PushAccepted>(bench.trace.accepted[0]);
    EXPECT_EQ(+accepted.invocation_counter, 7U);
    EXPECT_EQ(+accepted.datagram, 31U);
    EXPECT_EQ(+accepted.arrival_ns, 5'000'000);
    EXPECT_EQ(+bench.trace.values[0].sequence, test::kReadingSequence);
    EXPECT_EQ(+bench.trace.values[0].import_cwh, 123'456'789);
    EXPECT_EQ(+bench.trace.values[0].power_w, -2345);
    EXPECT_THAT(bench.outbox.times, ElementsAre(kStart + milliseconds{7}));
    EXPECT_EQ(bench.outbox.packets.at(0), test::from_hex(test::kConfirmPacket));
    EXPECT_EQ(bench.head_end.tally().aead_operations, 2U);
    EXPECT_EQ(bench.head_end.tally().accepted, 1U);
    EXPECT_EQ(bench.head_end.tally().rejected, 0U);
}

TEST(HeadEnd, EachConfirmationHasTheNextCounterAndDecrypts) {
    Bench bench;
    for (std::uint32_t i = 1; i <= 3; ++i) bench.push(i, test::event_push(0, i, 44));
    ASSERT_EQ(bench.outbox.packets.size(), 3U);
    for (std::uint32_t i = 1; i <= 3; ++i) {
        const Octets& packet = bench.outbox.packets[i - 1];
        const Octets text(packet.end() - 18, packet.end() - 12);
        Octets plain = test::gcm(MBEDTLS_GCM_DECRYPT, test::kHeadEndTitle, i, text);
        EXPECT_TRUE(std::equal(plain.begin() + 6, plain.end(), packet.end() - 12)) << "tag " << i;
        plain.resize(6);
        EXPECT_EQ(plain, test::joined({{0x10}, test::big_endian(0xC0000000U | i, 4), {0}}));
    }
}

TEST(HeadEnd, TheSecondCopyOverAnotherLinkIsDroppedAndTheFirstConfirmedWhereItCame) {
    Bench bench;
    Outbox wire{bench.agenda};
    const Octets packet = test::packet(test::ciphered(5, test::event_push(0, 1, 44)));
    bench.head_end.deliver(bench.agenda.now(), 1, packet, wire);
    bench.deliver(packet);
    EXPECT_THAT(bench.trace.reasons(), ElementsAre(Rejection::duplicate));
    EXPECT_EQ(bench.head_end.tally().duplicates, 1U);
    bench.deliver(packet);
    EXPECT_THAT(bench.trace.reasons(), ElementsAre(Rejection::duplicate, Rejection::replayed));
    EXPECT_EQ(bench.trace.accepted.size(), 1U);
    EXPECT_EQ(wire.packets.size(), 1U);
    EXPECT_TRUE(bench.outbox.packets.empty());
}

TEST(HeadEnd, ALateCopyIsTakenWhenItsTwinWasLost) {
    Bench bench;
    bench.push(6, test::capture_push(2, 2));
    bench.push(5, test::capture_push(2, 1));
    EXPECT_TRUE(bench.trace.reasons().empty());
    EXPECT_EQ(bench.trace.accepted.size(), 2U);
}

TEST(HeadEnd, AReplayOrTooOldACounterIsRejectedOnlyAfterTheTag) {
    Bench bench;
    bench.push(105, test::capture_push(2, 1));
    bench.push(105, test::capture_push(2, 1));
    bench.push(41, test::capture_push(2, 2));
    bench.push(0, test::capture_push(2, 2));
    Octets forged = test::ciphered(199, test::capture_push(2, 3));
    forged.back() ^= 1;
    bench.deliver(test::packet(forged));
    bench.push(106, test::capture_push(2, 4));  // 199 was not believed.
    EXPECT_THAT(bench.trace.reasons(), ElementsAre(Rejection::replayed, Rejection::replayed,
                                                   Rejection::replayed, Rejection::forged));
    EXPECT_EQ(+bench.trace.rejected[1].invocation_counter, 41U);
    EXPECT_EQ(+bench.trace.rejected[1].datagram, 3U);
    EXPECT_EQ(bench.trace.accepted.size(), 2U);
    EXPECT_EQ(bench.outbox.packets.size(), 2U);
}

TEST(HeadEnd, WhatIsNotForItOrNotAPushIsNamed) {
    Bench bench;
    Title stranger = test::kMeterTitle;
    stranger[7] = 2;
    bench.deliver(test::packet(test::ciphered(1, test::capture_push(2, 1), stranger)));
    bench.deliver(test::packet(test::from_hex("C0010000080000010000FF0200")));
    bench.push(1, test::from_hex("C0010000080000010000FF0200"));
    bench.push(2, Octets{0x0F, 1});
    bench.deliver(test::from_hex(test::kConfirmPacket));  // Not to its address.
    EXPECT_THAT(bench.trace.reasons(),
                ElementsAre(Rejection::unknown_meter, Rejection::not_a_push, Rejection::not_a_push,
                            Rejection::malformed, Rejection::malformed));
    EXPECT_TRUE(bench.trace.accepted.empty());
    EXPECT_TRUE(bench.outbox.packets.empty());
}

TEST(HeadEnd, AnUnconfirmedPushIsAcceptedWithoutAnAnswer) {
    Bench bench;
    Octets plain = test::capture_push(2, 1);
    plain[1] &= 0xBF;
    bench.push(1, plain);
    EXPECT_EQ(bench.trace.accepted.size(), 1U);
    EXPECT_TRUE(bench.outbox.packets.empty());
}

TEST(HeadEnd, EveryTruncationOfThePacketIsMalformed) {
    Bench bench;
    const Octets packet = test::from_hex(test::kReadingPacket);
    for (std::size_t size = 0; size < packet.size(); ++size) {
        bench.deliver({packet.begin(), packet.begin() + static_cast<std::ptrdiff_t>(size)});
    }
    EXPECT_EQ(bench.trace.rejected.size(), packet.size());
    EXPECT_THAT(bench.trace.reasons(), testing::Each(Rejection::malformed));
}

TEST(HeadEnd, EveryTruncationOfTheApduIsRejectedInAWholePacket) {
    Bench bench;
    const Octets apdu = test::ciphered(1, test::capture_push(3, 8));
    for (std::size_t size = 0; size < apdu.size(); ++size) {
        bench.deliver(
            test::packet({apdu.begin(), apdu.begin() + static_cast<std::ptrdiff_t>(size)}));
    }
    EXPECT_THAT(bench.trace.reasons(), testing::Each(Rejection::malformed));
    EXPECT_EQ(bench.trace.rejected.size(), apdu.size());
}

// Mutates a good input 1 to 4 times: a changed, removed, doubled or inserted octet.
Octets mutated(Octets data, std::mt19937& random) {
    for (unsigned left = 1 + random() % 4; left > 0 && !data.empty(); --left) {
        const auto at = data.begin() + static_cast<std::ptrdiff_t>(random() % data.size());
        const auto octet = static_cast<std::uint8_t>(random());
        switch (random() % 4) {
            case 0:
                *at = octet;
                break;
            case 1:
                data.erase(at);
                break;
            case 2:
                data.insert(at, *at);
                break;
            default:
                data.insert(at, octet);
                break;
        }
    }
    return data;
}

TEST(HeadEnd, ARandomlyChangedPacketOrApduNeverGetsThrough) {
    Bench bench;
    std::mt19937 random{20'261'122};
    const Octets apdu = test::ciphered(1, test::capture_push(2, 1));
    const Octets packet = test::packet(apdu);
    std::size_t sent = 0;
    for (int i = 0; i < 50'000; ++i) {
        const Octets bad_packet = mutated(packet, random);
        // Only what no checksum covers may change and be taken.
        const bool same = bad_packet.size() == packet.size() &&
                          std::equal(packet.begin() + 8, packet.end(), bad_packet.begin() + 8);
        const Octets bad_apdu = mutated(apdu, random);
        if (!same) bench.deliver(bad_packet), ++sent;
        if (bad_apdu != apdu) bench.deliver(test::packet(bad_apdu)), ++sent;
    }
    EXPECT_GT(sent, 95'000U);
    EXPECT_EQ(bench.head_end.tally().rejected, sent);
    EXPECT_EQ(bench.head_end.tally().accepted, 0U);
    bench.deliver(packet);
    EXPECT_EQ(bench.head_end.tally().accepted, 1U);
}

TEST(HeadEnd, ARandomlyChangedAuthenticPushIsAcceptedOrMalformed) {
    Bench bench;
    std::mt19937 random{7};
    const Octets good[] = {test::capture_push(2, 1), test::event_push(0, 1, 44)};
    constexpr std::uint32_t kCount = 60'000;
    for (std::uint32_t i = 1; i <= kCount; ++i) bench.push(i, mutated(good[i % 2], random));
    EXPECT_EQ(bench.head_end.tally().accepted + bench.head_end.tally().rejected, kCount);
    for (const Rejection reason : bench.trace.reasons()) {
        EXPECT_TRUE(reason == Rejection::malformed || reason == Rejection::not_a_push);
    }
    EXPECT_GT(bench.head_end.tally().rejected, kCount / 2);
}

TEST(HeadEnd, WhileSilentItIgnoresAndTellsTheObserverOncePerOccurrence) {
    Bench bench;
    bench.head_end.set_silent(true, 3, bench.faults);
    EXPECT_TRUE(bench.faults.effective.empty());
    bench.push(1, test::capture_push(2, 1));
    bench.push(1, test::capture_push(2, 1));
    EXPECT_THAT(bench.faults.effective, ElementsAre(3U));
    EXPECT_THAT(bench.trace.reasons(), ElementsAre(Rejection::silent, Rejection::silent));
    bench.head_end.set_silent(false, 3, bench.faults);
    bench.push(1, test::capture_push(2, 1));  // The counter was not used up.
    EXPECT_EQ(bench.trace.accepted.size(), 1U);
    bench.head_end.set_silent(true, 3, bench.faults);
    bench.push(2, test::capture_push(2, 2));
    EXPECT_THAT(bench.faults.effective, ElementsAre(3U, 3U));
    EXPECT_EQ(bench.head_end.tally().aead_operations, 2U);
}

TEST(HeadEnd, TwoPushesInProcessingAreConfirmedInOrder) {
    Bench bench;
    bench.head_end.deliver(kStart, 1, test::packet(test::ciphered(1, test::event_push(0, 1, 44))));
    bench.head_end.deliver(kStart, 2, test::packet(test::ciphered(2, test::capture_push(2, 9))));
    bench.agenda.run_until(kStart + milliseconds{2});
    ASSERT_EQ(bench.trace.values.size(), 2U);
    EXPECT_EQ(+bench.trace.values[0].event_code, 44);
    EXPECT_EQ(+bench.trace.values[1].sequence, 9U);
}

TEST(HeadEnd, BadConfigurationIsRefused) {
    Bench bench;
    const auto make = [&bench](const HeadEndConfig& wrong) {
        return HeadEnd{wrong, bench.agenda, bench.trace, kSelf, bench.outbox}.tally().accepted;
    };
    HeadEndConfig twice = config();
    twice.meters.push_back(twice.meters[0]);
    EXPECT_THROW(make(twice), std::invalid_argument);
    HeadEndConfig own = config();
    own.meters[0].system_title = own.system_title;
    EXPECT_THROW(make(own), std::invalid_argument);
    HeadEndConfig early = config();
    early.processing = Nanoseconds{-1};
    EXPECT_THROW(make(early), std::invalid_argument);
    HeadEndConfig deaf = config();
    deaf.port = 0;
    EXPECT_THROW(make(deaf), std::invalid_argument);
}

}  // namespace
}  // namespace bench::head_end
