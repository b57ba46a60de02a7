#include "firmware/store/store.h"

#include <vector>

#include <gtest/gtest.h>

#include "firmware/store/nor_fake.h"

namespace meter::store {
namespace {

using security::Lease;

Message message_of(Stream stream, std::uint32_t sequence) {
    Message message;
    message.id = {stream, sequence};
    message.time = CalendarTime{seconds(sequence)};
    return message;
}

// A store on a flash of its own; reboot() keeps the flash.
class StoreTest : public testing::Test {
protected:
    void start(std::uint32_t size, std::uint32_t sector_size) {
        board_.emplace(size, sector_size);
        reboot();
    }
    void reboot() {
        board_->under_way.reset();
        flash_.emplace(&*board_);
        store_.emplace(*flash_);
        store_->recover();
    }
    // Answers the operations it took.
    std::uint32_t settle() {
        std::uint32_t operations = 0;
        static_cast<void>(store_->advance(Instant{}, false));
        while (board_->under_way) {
            board_->complete();
            ++operations;
            static_cast<void>(store_->advance(Instant{}, true));
        }
        EXPECT_TRUE(store_->idle());
        return operations;
    }
    void put(Stream stream, std::uint32_t from, std::uint32_t to) {
        for (std::uint32_t i = from; i < to; ++i) {
            ASSERT_TRUE(store_->append(message_of(stream, i)).ok());
            if (store_->pending() == 64) settle();
        }
        settle();
    }
    std::vector<std::uint32_t> owed(Stream stream) {
        std::vector<std::uint32_t> sequences;
        std::optional<std::uint32_t> after;
        while (const auto message = store_->owed(stream, after)) {
            after = message->id.sequence;
            sequences.push_back(*after);
        }
        return sequences;
    }

    std::optional<hal_board> board_;
    std::optional<port::Flash> flash_;
    std::optional<Store> store_;
};

TEST_F(StoreTest, ABlankFlashOwesNothingAndItsCeilingsAreZero) {
    start(1U << 20U, 4096);
    EXPECT_EQ(store_->ceiling(Lease::invocation_counter), 0U);
    EXPECT_TRUE(owed(Stream::alarms).empty());
    settle();
    EXPECT_EQ(store_->failures(), 0U);
}

TEST_F(StoreTest, ACeilingShowsOnlyOnceItIsOnTheFlash) {
    start(8 * 512, 512);
    store_->raise(Lease::invocation_counter, 64);
    static_cast<void>(store_->advance(Instant{}, false));
    EXPECT_EQ(store_->ceiling(Lease::invocation_counter), 0U);
    settle();
    EXPECT_EQ(store_->ceiling(Lease::invocation_counter), 64U);
    EXPECT_EQ(store_->ceiling(Lease::event_sequence), 0U);
    reboot();
    EXPECT_EQ(store_->ceiling(Lease::invocation_counter), 64U);
}

TEST_F(StoreTest, CeilingsSurviveManyTurnsOfTheirSectorsAndNeverGoDown) {
    start(8 * 512, 512);
    for (std::uint32_t i = 1; i <= 300; ++i) {
        store_->raise(Lease::event_sequence, i);
        if (i == 1) store_->raise(Lease::invocation_counter, 77);
        settle();
        store_->raise(Lease::event_sequence, i / 2);
        if (i % 17 == 0) reboot();
        settle();
        ASSERT_EQ(store_->ceiling(Lease::event_sequence), i);
        ASSERT_EQ(store_->ceiling(Lease::invocation_counter), 77U);
    }
}

TEST_F(StoreTest, MessagesAreOwedInOrderOfTheirSequenceInWhateverOrderTheyCame) {
    start(16 * 512, 512);
    put(Stream::readings, 20, 30);
    put(Stream::readings, 5, 15);
    put(Stream::events, 1, 3);
    reboot();
    const auto sequences = owed(Stream::readings);
    ASSERT_EQ(sequences.size(), 20U);
    EXPECT_EQ(sequences.front(), 5U);
    EXPECT_EQ(sequences[10], 20U);
    EXPECT_TRUE(std::ranges::is_sorted(sequences));
    EXPECT_EQ(owed(Stream::events).size(), 2U);
}

TEST_F(StoreTest, AQueuedMessageIsOwedAtOnceAndADroppedOneNoMore) {
    start(8 * 512, 512);
    ASSERT_TRUE(store_->append(message_of(Stream::events, 1)).ok());
    ASSERT_TRUE(store_->append(message_of(Stream::events, 2)).ok());
    EXPECT_EQ(owed(Stream::events).size(), 2U);
    EXPECT_FALSE(store_->durable({Stream::events, 1}));
    settle();
    EXPECT_TRUE(store_->durable({Stream::events, 1}));
    ASSERT_TRUE(store_->drop({Stream::events, 1}).ok());
    EXPECT_EQ(owed(Stream::events), std::vector<std::uint32_t>{2});
    settle();
    reboot();
    EXPECT_EQ(owed(Stream::events), std::vector<std::uint32_t>{2});
}

TEST_F(StoreTest, AMessageOwedAlreadyIsNotWrittenAgain) {
    start(8 * 512, 512);
    put(Stream::events, 1, 2);
    ASSERT_TRUE(store_->append(message_of(Stream::events, 1)).ok());
    EXPECT_EQ(store_->pending(), 0U);
    EXPECT_EQ(settle(), 0U);
}

TEST_F(StoreTest, ADropDuringTheWritingOfItsMessageIsMarkedAfterwards) {
    start(8 * 512, 512);
    settle();
    ASSERT_TRUE(store_->append(message_of(Stream::events, 1)).ok());
    static_cast<void>(store_->advance(Instant{}, false));
    ASSERT_TRUE(board_->under_way.has_value());
    ASSERT_TRUE(store_->drop({Stream::events, 1}).ok());
    settle();
    reboot();
    EXPECT_TRUE(owed(Stream::events).empty());
}

TEST_F(StoreTest, CeilingsAndAlarmsGoBeforeWhatWasAskedForEarlier) {
    start(8 * 512, 512);
    store_->raise(Lease::invocation_counter, 1);
    settle();
    ASSERT_TRUE(store_->append(message_of(Stream::readings, 1)).ok());
    ASSERT_TRUE(store_->append(message_of(Stream::alarms, 2)).ok());
    store_->raise(Lease::invocation_counter, 2);
    const Instant now{};
    static_cast<void>(store_->advance(now, false));
    board_->complete();
    static_cast<void>(store_->advance(now, true));
    EXPECT_EQ(store_->ceiling(Lease::invocation_counter), 2U);
    board_->complete();
    static_cast<void>(store_->advance(now, true));
    EXPECT_TRUE(store_->durable({Stream::alarms, 2}));
    EXPECT_FALSE(store_->durable({Stream::readings, 1}));
}

TEST_F(StoreTest, TheQueueIsBounded) {
    start(8 * 512, 512);
    for (std::uint32_t i = 0; i < 96; ++i) {
        ASSERT_TRUE(store_->append(message_of(Stream::readings, i)).ok());
    }
    EXPECT_EQ(store_->append(message_of(Stream::readings, 96)).error(), Error::full);
    EXPECT_EQ(store_->pending(), 96U);
}

TEST_F(StoreTest, ABusyFlashIsTriedAgainAndAFailedProgramGoesToTheNextSlot) {
    start(8 * 512, 512);
    settle();
    board_->refuse = 1;
    ASSERT_TRUE(store_->append(message_of(Stream::events, 1)).ok());
    EXPECT_EQ(store_->advance(Instant{}, false), Instant{milliseconds(1)});
    board_->fail = 1;
    // The last octet of a record is erased anyway: only a header, a ceiling or a mark can fail this
    // way.
    store_->raise(Lease::event_sequence, 9);
    settle();
    EXPECT_EQ(store_->ceiling(Lease::event_sequence), 9U);
    EXPECT_EQ(owed(Stream::events).size(), 1U);
}

TEST_F(StoreTest, AFlashTooSmallIsRefused) {
    start(4 * 512, 512);
    EXPECT_EQ(store_->append(message_of(Stream::events, 1)).error(), Error::hardware);
    EXPECT_TRUE(store_->idle());
}

// 72 h at one profile a quarter of an hour is 288; the ring has room for far more.
TEST_F(StoreTest, OneMebibyteHoldsFifteenThousandMessagesAndRecoversInOneReading) {
    start(1U << 20U, 4096);
    put(Stream::profiles, 0, 15000);
    EXPECT_EQ(store_->lost(), 0U);
    board_->octets_read = 0;
    reboot();
    EXPECT_LE(board_->octets_read, (1U << 20U) + 4096U);  // The active sector's records twice.
    EXPECT_EQ(owed(Stream::profiles).size(), 15000U);
}

TEST_F(StoreTest, TheRingLevelsItsWear) {
    start(16 * 512, 512);
    for (std::uint32_t i = 0; i < 2000; ++i) {
        put(Stream::profiles, i, i + 1);
        ASSERT_TRUE(store_->drop({Stream::profiles, i}).ok());
    }
    settle();
    EXPECT_EQ(store_->lost(), 0U);
    EXPECT_LE(board_->erases,
              2000U / 7U + 16U);  // Seven records a sector, each sector in its turn.
}

TEST_F(StoreTest, AFullRingGivesUpTheOldestCapturesCountsThemAndKeepsAlarms) {
    start(8 * 512, 512);
    put(Stream::alarms, 0, 2);
    put(Stream::readings, 0, 100);
    put(Stream::events, 0, 2);
    const auto readings = owed(Stream::readings);
    EXPECT_EQ(owed(Stream::alarms).size(), 2U);
    EXPECT_EQ(owed(Stream::events).size(), 2U);
    EXPECT_EQ(readings.back(), 99U);
    EXPECT_EQ(readings.size() + store_->lost(), 100U);
    EXPECT_EQ(readings.front(), store_->lost());  // The oldest, without gaps.
    EXPECT_GE(readings.size(), 28U);              // Four sectors of seven.
    reboot();
    EXPECT_EQ(owed(Stream::readings), readings);
    EXPECT_EQ(owed(Stream::alarms).size(), 2U);
    for (const std::uint32_t alarm : {0U, 1U}) {
        ASSERT_TRUE(store_->drop({Stream::alarms, alarm}).ok());
    }
    settle();
    reboot();
    EXPECT_TRUE(owed(Stream::alarms).empty());
}

TEST_F(StoreTest, ARingFullOfAlarmsRefusesInsteadOfLosingOne) {
    start(8 * 512, 512);
    for (std::uint32_t i = 0; i < 140; ++i) {
        if (!store_->append(message_of(Stream::alarms, i))) break;
        settle();
    }
    EXPECT_EQ(store_->lost(), 0U);
    EXPECT_EQ(store_->append(message_of(Stream::alarms, 999)).error(), Error::full);
    const auto alarms = owed(Stream::alarms);
    for (std::uint32_t i = 0; i < alarms.size(); ++i) EXPECT_EQ(alarms[i], i);
    EXPECT_EQ(alarms.size(), 6U * 7U + 96U);  // Six sectors and the queue.
}

}  // namespace
}  // namespace meter::store
