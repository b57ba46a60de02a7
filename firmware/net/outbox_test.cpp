#include "firmware/net/outbox.h"

#include <algorithm>
#include <vector>

#include <gtest/gtest.h>

namespace meter::net {
namespace {

constexpr Instant kStart{seconds(100)};
constexpr Duration kTimeout = seconds(10);

Message message_of(Stream stream, std::uint32_t sequence) {
    Message message;
    message.id = {stream, sequence};
    return message;
}

// A store that owes what it was given until it is told otherwise, in any order.
class Shelf final : public Backlog {
public:
    void put(const Message& message) { messages_.push_back(message); }
    std::optional<Message> oldest_owed(Stream stream, std::optional<std::uint32_t> after) override {
        std::optional<Message> best;
        for (const Message& message : messages_) {
            if (message.id.stream != stream || (after && message.id.sequence <= *after)) continue;
            if (!best || message.id.sequence < best->id.sequence) best = message;
        }
        return best;
    }

private:
    std::vector<Message> messages_;
};

TEST(Outbox, AnEmptyOneHasNothingToSendAndNoDeadline) {
    const Outbox outbox;
    EXPECT_EQ(outbox.next(kStart), nullptr);
    EXPECT_EQ(outbox.next_deadline(kStart), kNever);
    EXPECT_EQ(outbox.size(), 0U);
}

TEST(Outbox, StreamsGoInOrderOfPriority) {
    Outbox outbox;
    for (const Stream stream :
         {Stream::profiles, Stream::readings, Stream::events, Stream::alarms}) {
        ASSERT_TRUE(outbox.push(message_of(stream, 5)).ok());
    }
    for (const Stream stream :
         {Stream::alarms, Stream::events, Stream::readings, Stream::profiles}) {
        const Message* message = outbox.next(kStart);
        ASSERT_NE(message, nullptr);
        EXPECT_EQ(message->id, (MessageId{stream, 5}));
        EXPECT_EQ(outbox.alarm_waiting(kStart), stream == Stream::alarms);
        outbox.sent(message->id, kStart, kTimeout);
    }
    EXPECT_EQ(outbox.next(kStart), nullptr);
    EXPECT_EQ(outbox.next_deadline(kStart), kStart + kTimeout);
}

TEST(Outbox, EveryStreamHasItsPlaceInTheOrderOfPriority) {
    Outbox outbox;
    for (std::size_t s = 0; s < kStreamCount; ++s)
        ASSERT_TRUE(outbox.push(message_of(static_cast<Stream>(s), 1)).ok());
    std::vector<Stream> order;
    for (const Message* next = outbox.next(kStart); next != nullptr; next = outbox.next(kStart)) {
        order.push_back(next->id.stream);
        ASSERT_TRUE(outbox.acknowledged(next->id));
    }
    const std::vector<Stream> expected{Stream::alarms,   Stream::phasors,  Stream::events,
                                       Stream::readings, Stream::profiles, Stream::power_quality,
                                       Stream::bulk};
    EXPECT_EQ(order, expected);
}

// One under way and the newest: a third finds no room.
TEST(Outbox, MeasurementsWaitTwoDeep) {
    for (const Stream stream : {Stream::phasors, Stream::power_quality}) {
        Outbox outbox;
        ASSERT_TRUE(outbox.push(message_of(stream, 1)).ok());
        ASSERT_TRUE(outbox.push(message_of(stream, 2)).ok());
        EXPECT_EQ(outbox.push(message_of(stream, 3)).error(), Error::full);
        EXPECT_EQ(outbox.depth(stream), 2U);
        EXPECT_FALSE(outbox.alarm_waiting(kStart));
    }
}

TEST(Outbox, AReadingIsReadyAtOnceWhenNothingIsMoreUrgent) {
    Outbox outbox;
    ASSERT_TRUE(outbox.push(message_of(Stream::readings, 1)).ok());
    EXPECT_NE(outbox.next(Instant{}), nullptr);
}

TEST(Outbox, OnlyTheOldestOfAStreamIsUnderWay) {
    Outbox outbox;
    ASSERT_TRUE(outbox.push(message_of(Stream::readings, 1)).ok());
    ASSERT_TRUE(outbox.push(message_of(Stream::readings, 2)).ok());
    outbox.sent({Stream::readings, 1}, kStart, kTimeout);
    EXPECT_EQ(outbox.next(kStart), nullptr);
    EXPECT_TRUE(outbox.acknowledged({Stream::readings, 1}));
    ASSERT_NE(outbox.next(kStart), nullptr);
    EXPECT_EQ(outbox.next(kStart)->id.sequence, 2U);
}

TEST(Outbox, AnUnacknowledgedMessageIsSentAgainBeforeItsSuccessors) {
    Outbox outbox;
    ASSERT_TRUE(outbox.push(message_of(Stream::events, 1)).ok());
    ASSERT_TRUE(outbox.push(message_of(Stream::events, 2)).ok());
    outbox.sent({Stream::events, 1}, kStart, kTimeout);
    EXPECT_EQ(outbox.next(kStart + kTimeout - Duration{1}), nullptr);
    ASSERT_NE(outbox.next(kStart + kTimeout), nullptr);
    EXPECT_EQ(outbox.next(kStart + kTimeout)->id.sequence, 1U);
}

TEST(Outbox, RepeatedTimeoutsOfAReadingDoubleUpToEightfold) {
    Outbox outbox;
    ASSERT_TRUE(outbox.push(message_of(Stream::readings, 1)).ok());
    for (const int factor : {1, 2, 4, 8, 8, 8}) {
        outbox.sent({Stream::readings, 1}, kStart, kTimeout);
        EXPECT_EQ(outbox.next_deadline(kStart), kStart + kTimeout * factor);
    }
    ASSERT_TRUE(outbox.push(message_of(Stream::readings, 2)).ok());
    EXPECT_TRUE(outbox.acknowledged({Stream::readings, 1}));
    outbox.sent({Stream::readings, 2}, kStart, kTimeout);
    EXPECT_EQ(outbox.next_deadline(kStart), kStart + kTimeout);
}

TEST(Outbox, AnAlarmIsRepeatedOnceWithoutWaitingLongerAndThenUpToFourfold) {
    Outbox outbox;
    ASSERT_TRUE(outbox.push(message_of(Stream::alarms, 1)).ok());
    for (const int waits : {1, 1, 2, 4, 4, 4}) {
        outbox.sent({Stream::alarms, 1}, kStart, kTimeout);
        EXPECT_EQ(outbox.next_deadline(kStart), kStart + kTimeout * waits);
    }
}

TEST(Outbox, AFailedMessageWaitsForItsRetryAndLetsOtherStreamsPass) {
    Outbox outbox;
    ASSERT_TRUE(outbox.push(message_of(Stream::alarms, 1)).ok());
    ASSERT_TRUE(outbox.push(message_of(Stream::profiles, 1)).ok());
    outbox.failed({Stream::alarms, 1}, kStart + seconds(1));
    EXPECT_FALSE(outbox.alarm_waiting(kStart));
    ASSERT_NE(outbox.next(kStart), nullptr);
    EXPECT_EQ(outbox.next(kStart)->id.stream, Stream::profiles);
    EXPECT_EQ(outbox.next_deadline(kStart), kStart + seconds(1));
    EXPECT_TRUE(outbox.alarm_waiting(kStart + seconds(1)));
}

TEST(Outbox, AcknowledgementIsIdempotentAndMayComeBeforeTheLinksReport) {
    Outbox outbox;
    ASSERT_TRUE(outbox.push(message_of(Stream::readings, 1)).ok());
    ASSERT_TRUE(outbox.push(message_of(Stream::readings, 2)).ok());
    EXPECT_TRUE(outbox.acknowledged({Stream::readings, 1}));
    EXPECT_FALSE(outbox.acknowledged({Stream::readings, 1}));
    outbox.sent({Stream::readings, 1}, kStart, kTimeout);
    EXPECT_NE(outbox.next(kStart), nullptr);
}

TEST(Outbox, AcknowledgementOfAYoungerMessageKeepsTheOthersInOrder) {
    Outbox outbox;
    for (const std::uint32_t i : {1U, 2U, 3U}) {
        ASSERT_TRUE(outbox.push(message_of(Stream::readings, i)).ok());
    }
    outbox.sent({Stream::readings, 1}, kStart, kTimeout);
    EXPECT_TRUE(outbox.acknowledged({Stream::readings, 2}));
    EXPECT_EQ(outbox.next(kStart), nullptr);  // The first still waits.
    EXPECT_TRUE(outbox.acknowledged({Stream::readings, 1}));
    ASSERT_NE(outbox.next(kStart), nullptr);
    EXPECT_EQ(outbox.next(kStart)->id.sequence, 3U);
}

TEST(Outbox, TheLow21BitsOfTheSequenceDecide) {
    Outbox outbox;
    constexpr std::uint32_t kSequence = 0x01D58A77;
    ASSERT_TRUE(outbox.push(message_of(Stream::readings, kSequence)).ok());
    const MessageId wire{Stream::readings, kSequence & kWireSequenceMask};
    EXPECT_EQ(outbox.find(wire), (MessageId{Stream::readings, kSequence}));
    EXPECT_FALSE(outbox.holds({Stream::events, wire.sequence}));
    EXPECT_TRUE(outbox.acknowledged(wire));
    EXPECT_EQ(outbox.size(), 0U);
}

TEST(Outbox, AMessageHeldAlreadyIsNotTakenTwice) {
    Outbox outbox;
    ASSERT_TRUE(outbox.push(message_of(Stream::events, 1)).ok());
    ASSERT_TRUE(outbox.push(message_of(Stream::events, 1)).ok());
    EXPECT_EQ(outbox.depth(Stream::events), 1U);
}

TEST(Outbox, EachStreamHasItsOwnBound) {
    struct Bound {
        Stream stream;
        std::uint32_t room;
    };
    Outbox outbox;
    for (const Bound& b : {Bound{Stream::alarms, 16}, Bound{Stream::events, 16},
                           Bound{Stream::readings, 64}, Bound{Stream::profiles, 16}}) {
        for (std::uint32_t i = 0; i < b.room; ++i) {
            ASSERT_TRUE(outbox.push(message_of(b.stream, i)).ok());
        }
        EXPECT_EQ(outbox.push(message_of(b.stream, b.room)).error(), Error::full);
        EXPECT_EQ(outbox.depth(b.stream), b.room);
    }
    EXPECT_EQ(outbox.size(), 112U);
    std::size_t visited = 0;
    outbox.for_each([&](const Message&) { ++visited; });
    EXPECT_EQ(visited, 112U);
}

TEST(Outbox, OnceOverflowedNothingOvertakesWhatTheBacklogHolds) {
    Outbox outbox;
    Shelf shelf;
    for (std::uint32_t i = 0; i < 300; ++i) {
        const Message message = message_of(Stream::profiles, i);
        if (!outbox.push(message)) shelf.put(message);
        if (i == 40) {
            EXPECT_TRUE(outbox.acknowledged({Stream::profiles, 0}));
        }
    }
    EXPECT_TRUE(outbox.overflowed(Stream::profiles));
    EXPECT_FALSE(outbox.overflowed(Stream::readings));
    std::vector<std::uint32_t> order;
    outbox.refill(shelf);
    for (Instant now = kStart; outbox.next(now) != nullptr; now += seconds(1)) {
        const MessageId id = outbox.next(now)->id;
        order.push_back(id.sequence);
        outbox.sent(id, now, kTimeout);
        EXPECT_TRUE(outbox.acknowledged(id));
        outbox.refill(shelf);
    }
    ASSERT_EQ(order.size(), 299U);
    for (std::uint32_t i = 0; i < 299; ++i) EXPECT_EQ(order[i], i + 1);
    EXPECT_FALSE(outbox.overflowed(Stream::profiles));
}

TEST(Outbox, AfterBootTheBacklogGoesFirst) {
    Outbox outbox;
    Shelf shelf;
    outbox.expect_backlog();
    for (const std::uint32_t i : {8U, 7U}) shelf.put(message_of(Stream::events, i));
    EXPECT_EQ(outbox.push(message_of(Stream::events, 9)).error(), Error::full);
    shelf.put(message_of(Stream::events, 9));
    outbox.refill(shelf);
    EXPECT_EQ(outbox.depth(Stream::events), 3U);
    EXPECT_EQ(outbox.next(kStart)->id.sequence, 7U);
    EXPECT_TRUE(outbox.push(message_of(Stream::events, 10)).ok());
}

}  // namespace
}  // namespace meter::net
