#include "harness/run/behaviour_digest.h"

#include <array>

#include <gtest/gtest.h>

#include "models/trace/events.h"

namespace bench::run {
namespace {

constexpr std::array<std::uint8_t, 3> kBytes{1, 2, 3};

trace::Record frame_at(std::int64_t milliseconds, std::uint32_t ticket, std::uint8_t channel) {
    trace::FrameSent sent;
    sent.ticket = ticket;
    sent.channel = channel;
    return trace::make(kStart + std::chrono::milliseconds{milliseconds}, 1, sent);
}

std::uint64_t of(const trace::Record& item, std::span<const std::uint8_t> bytes) {
    BehaviourDigest digest;
    digest.record(item, bytes);
    return digest.value();
}

TEST(BehaviourDigest, SeesTimeOctetsAndChannelOfAFrame) {
    const std::uint64_t first = of(frame_at(10, 5, 3), kBytes);
    EXPECT_NE(first, of(frame_at(11, 5, 3), kBytes));
    EXPECT_NE(first, of(frame_at(10, 5, 4), kBytes));
    EXPECT_NE(first, of(frame_at(10, 5, 3), std::array<std::uint8_t, 3>{1, 2, 4}));
    EXPECT_EQ(first, of(frame_at(10, 6, 3), kBytes)) << "a ticket is internal";
}

TEST(BehaviourDigest, IsBlindToNotesAndToTheOrderOfOneInstant) {
    BehaviourDigest a;
    BehaviourDigest b;
    a.record(frame_at(10, 5, 3), kBytes);
    a.record(frame_at(10, 5, 4), kBytes);
    b.record(frame_at(10, 5, 4), kBytes);
    b.record(trace::make(kStart, 1, trace::FirmwareNote{1, 2, 3}), {});
    b.record(frame_at(10, 5, 3), kBytes);
    EXPECT_EQ(a.value(), b.value());
}

TEST(BehaviourDigest, SeesResetsAndWhatWasAccepted) {
    const auto booted = [](std::uint32_t cause) {
        return of(trace::make(kStart, 1, trace::Booted{cause}), {});
    };
    EXPECT_NE(booted(1), booted(2));
    const auto accepted = [](std::int64_t import_cwh) {
        trace::Acceptance said;
        said.import_cwh = import_cwh;
        return of(trace::make(kStart, 1, trace::PushAccepted{}), trace::bytes_of(said));
    };
    EXPECT_NE(accepted(100), accepted(101));
}

}  // namespace
}  // namespace bench::run
