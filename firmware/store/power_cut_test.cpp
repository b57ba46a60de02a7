// Cuts the power at every operation of a workload and at many points inside each, boots from what
// is left and asks whether the promises hold. Promises: what was durable and not dropped is owed;
// what was marked or never handed in is not; contents are as handed in; no ceiling ever goes down.

#include <algorithm>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "firmware/store/nor_fake.h"
#include "firmware/store/store.h"

namespace meter::store {
namespace {

using security::Lease;

constexpr std::size_t kMarkLength = 1;

Message message_of(std::uint32_t number) {
    Message message;
    message.id = {static_cast<Stream>(number * 7 % 13 % kStreamCount), number};
    message.time = CalendarTime{seconds(number)};
    if (is_event(message.id.stream)) {
        message.event = {EventCode::power_failure, {number, ~number, 3}};
    } else {
        message.capture.import = Energy{number * 1000};
    }
    return message;
}

enum class Fate : std::uint8_t { none, handed_in, durable, dropping, marked };

// What is known of every message and ceiling, kept apart from the store.
struct Ledger {
    std::vector<Fate> fates{};  // By number.
    std::array<std::uint32_t, 2> answered{};
    std::array<std::uint32_t, 2> asked{};
};

struct Trial {
    bool flapping = false;  // Bits of a torn program read differently every time.
    bool overfull = false;  // Captures are never dropped, so that the ring must give some up.
    std::uint32_t second_cuts = 0;
    std::uint32_t stride = 1;
    std::uint64_t cuts = 0;
    std::uint64_t broken = 0;
    std::string first{};

    void expect(bool good, const char* what) {
        if (good) return;
        if (broken++ == 0) first = what;
    }
};

std::vector<std::uint32_t> owed_numbers(const Store& store, Trial& trial) {
    std::vector<std::uint32_t> numbers;
    for (std::size_t s = 0; s < kStreamCount; ++s) {
        std::optional<std::uint32_t> after;
        while (const auto message = store.owed(static_cast<Stream>(s), after)) {
            after = message->id.sequence;
            numbers.push_back(*after);
            const Message original = message_of(*after);
            trial.expect(message->id == original.id && message->time == original.time &&
                             message->event.alarms == original.event.alarms &&
                             message->capture.import == original.capture.import,
                         "contents");
        }
    }
    return numbers;
}

void verify(const Store& store, const Ledger& ledger, Trial& trial) {
    std::vector<bool> found(ledger.fates.size(), false);
    for (const std::uint32_t number : owed_numbers(store, trial)) {
        const bool known = number < ledger.fates.size();
        trial.expect(known && ledger.fates[number] != Fate::none, "phantom");
        trial.expect(known && ledger.fates[number] != Fate::marked, "a marked one is owed again");
        if (known) found[number] = true;
    }
    for (std::uint32_t i = 0; i < found.size(); ++i) {
        const bool may_go = trial.overfull && !is_event(message_of(i).id.stream);
        trial.expect(ledger.fates[i] != Fate::durable || found[i] || may_go,
                     "a durable one is lost");
    }
    for (std::size_t lease = 0; lease < 2; ++lease) {
        const std::uint32_t ceiling = store.ceiling(static_cast<Lease>(lease));
        trial.expect(ceiling >= ledger.answered[lease], "a ceiling went down");
        trial.expect(ceiling <= ledger.asked[lease], "a ceiling nobody asked for");
    }
}

void learn(const Store& store, Ledger& ledger) {
    for (std::uint32_t i = 0; i < ledger.fates.size(); ++i) {
        if (ledger.fates[i] != Fate::handed_in) continue;
        if (store.durable(message_of(i).id)) ledger.fates[i] = Fate::durable;
    }
    for (std::size_t lease = 0; lease < 2; ++lease) {
        ledger.answered[lease] = store.ceiling(static_cast<Lease>(lease));
    }
}

// Ends what is under way; a mark that is thereby complete is noted. In an overfull ring there may
// be copies of the message still to be marked: note_dropped() then does it.
void complete(hal_board& board, Ledger& ledger, const Trial& trial) {
    const hal_board::Operation operation = *board.under_way;
    board.complete();
    if (operation.erase || operation.bytes.size() != kMarkLength || trial.overfull) return;
    MessageRecord record{};
    std::copy_n(board.cells.begin() + operation.address - kStateAt, kSlot, record.begin());
    ledger.fates[peek_id(record).sequence] = Fate::marked;
}

// A drop from before a cut may be forgotten; one that the store no longer owes nor has to do is
// done.
void note_dropped(const Store& store, Ledger& ledger) {
    if (store.pending() != 0) return;
    for (std::uint32_t i = 0; i < ledger.fates.size(); ++i) {
        const bool done = ledger.fates[i] == Fate::dropping && !store.durable(message_of(i).id);
        if (done) ledger.fates[i] = Fate::marked;
    }
}

void hand_in(Store& store, Ledger& ledger) {
    const auto number = static_cast<std::uint32_t>(ledger.fates.size());
    const bool taken = store.append(message_of(number)).ok();
    ledger.fates.push_back(taken ? Fate::handed_in : Fate::none);
}

void drop(Store& store, Ledger& ledger, std::uint32_t number) {
    if (!store.drop(message_of(number).id)) return;
    if (ledger.fates[number] != Fate::marked) ledger.fates[number] = Fate::dropping;
}

void raise(Store& store, Ledger& ledger, std::size_t lease, std::uint32_t by) {
    const std::uint32_t ceiling = store.ceiling(static_cast<Lease>(lease)) + by;
    ledger.asked[lease] = std::max(ledger.asked[lease], ceiling);
    store.raise(static_cast<Lease>(lease), ceiling);
}

// Boots of the same flash: bits that flap read differently in each.
void boot_again(const hal_board& left, const Ledger& ledger, Trial& trial) {
    for (std::uint32_t boot = 0; boot < (trial.flapping ? 3U : 1U); ++boot) {
        hal_board board = left;
        board.reads += 1009 * boot;
        port::Flash flash{&board};
        Store store{flash};
        store.recover();
        verify(store, ledger, trial);
    }
}

void second_cut(const hal_board& running, const Ledger& ledger, Trial& trial, std::uint32_t draw) {
    for (std::uint32_t i = 0; i < trial.second_cuts; ++i) {
        hal_board left = running;
        left.cut((draw + i * 5) % left.cut_points(), draw + i, trial.flapping);
        boot_again(left, ledger, trial);
        ++trial.cuts;
    }
}

// Boots after a cut, checks, works on a little, checks, and boots once more.
void live_on(hal_board board, Ledger ledger, Trial& trial, std::uint32_t draw) {
    port::Flash flash{&board};
    Store store{flash};
    store.recover();
    verify(store, ledger, trial);
    ++trial.cuts;
    const auto owed = owed_numbers(store, trial);
    // A marginal ceiling is only certain once it has been programmed again.
    if (!trial.flapping) learn(store, ledger);
    hand_in(store, ledger);
    if (!owed.empty()) drop(store, ledger, owed[draw % owed.size()]);
    if (draw % 3 == 0) raise(store, ledger, draw % 2, 5);
    static_cast<void>(store.advance(Instant{}, false));
    for (std::uint32_t n = 0; board.under_way; ++n) {
        if (n < 8) second_cut(board, ledger, trial, draw + n);
        complete(board, ledger, trial);
        static_cast<void>(store.advance(Instant{}, true));
        if (!trial.flapping) learn(store, ledger);
    }
    learn(store, ledger);
    // A torn mark whose bits flap may read as done now and not later: only complete() knows then.
    if (!trial.flapping) note_dropped(store, ledger);
    trial.expect(store.idle() && store.pending() == 0, "work left over");
    trial.expect(store.lost() == 0 || trial.overfull, "a message was given up");
    verify(store, ledger, trial);
    boot_again(board, ledger, trial);
}

// The power is cut at every `stride`th point of the operation under way, and at its very end.
void cut_everywhere(const hal_board& board, const Ledger& ledger, Trial& trial,
                    std::uint32_t draw) {
    for (std::uint32_t p = draw % trial.stride; p < board.cut_points(); p += trial.stride) {
        hal_board left = board;
        left.cut(p, draw + p, trial.flapping);
        live_on(left, ledger, trial, draw + p);
    }
}

void hand_in_and_drop(Store& store, Ledger& ledger, const Trial& trial, std::uint32_t draw) {
    for (std::uint32_t n = draw % 3 + 1; n > 0; --n) hand_in(store, ledger);
    if (draw % 7 < 2) raise(store, ledger, draw % 2, draw % 64 + 1);
    const auto count = static_cast<std::uint32_t>(ledger.fates.size());
    for (std::uint32_t i = 0; i < count; ++i) {
        const bool keep = trial.overfull && !is_event(message_of(i).id.stream);
        const bool dropped = ledger.fates[i] == Fate::dropping || ledger.fates[i] == Fate::marked;
        const bool due = i + 8 < count || (draw % 2 == 0 && i + 5 == count);
        if (due && !keep && !dropped) drop(store, ledger, i);
    }
}

// Works through `messages` messages, with a cut wherever the trial says.
void work_through(hal_board board, std::uint32_t messages, std::uint32_t seed, Trial& trial) {
    std::mt19937 generator{seed};
    Ledger ledger;
    port::Flash flash{&board};
    Store store{flash};
    store.recover();
    std::uint32_t operations = 0;
    while (ledger.fates.size() < messages) {
        hand_in_and_drop(store, ledger, trial, static_cast<std::uint32_t>(generator()));
        static_cast<void>(store.advance(Instant{}, false));
        while (board.under_way) {
            cut_everywhere(board, ledger, trial, ++operations * 977 + seed);
            complete(board, ledger, trial);
            static_cast<void>(store.advance(Instant{}, true));
            learn(store, ledger);
        }
        note_dropped(store, ledger);
        for (std::size_t lease = 0; lease < 2; ++lease) {
            trial.expect(store.ceiling(static_cast<Lease>(lease)) == ledger.asked[lease],
                         "a ceiling was not raised");
        }
        trial.expect(store.failures() == 0, "an operation failed");
        trial.expect(std::ranges::count(ledger.fates, Fate::dropping) == 0, "a drop was not done");
    }
    EXPECT_EQ(store.lost() > 0, trial.overfull);
    EXPECT_GT(board.erases, 2 * board.cells.size() / board.sector) << "the ring did not wrap";
    EXPECT_EQ(trial.broken, 0U) << "first: " << trial.first;
    testing::Test::RecordProperty("power_cuts", std::to_string(trial.cuts));
}

constexpr std::uint32_t kSmallSector = 512;
constexpr std::uint32_t kSectors = 10;

class PowerCut : public testing::TestWithParam<std::uint32_t> {};
INSTANTIATE_TEST_SUITE_P(Seeds, PowerCut, testing::Values(1, 2, 3, 4));

// At least 4 x 15 000: every operation, two points in every octet that is programmed, twelve in
// every erase.
TEST_P(PowerCut, FifteenThousandSingleCutsBreakNoPromise) {
    Trial trial;
    work_through({kSectors * kSmallSector, kSmallSector}, 120, GetParam(), trial);
    EXPECT_GE(trial.cuts, 15000U);
}

TEST_P(PowerCut, CutsInSectorsOf4096BreakNoPromise) {
    Trial trial;
    trial.stride = 79;
    work_through({6 * 4096, 4096}, 800, GetParam(), trial);
    EXPECT_GE(trial.cuts, 1000U);
}

TEST_P(PowerCut, BitsThatFlapAfterATornProgramBreakNoPromise) {
    Trial trial;
    trial.flapping = true;
    work_through({8 * kSmallSector, kSmallSector}, 100, GetParam(), trial);
    EXPECT_GE(trial.cuts, 12000U);
}

TEST_P(PowerCut, ASecondCutSoonAfterTheFirstBreaksNoPromise) {
    Trial trial;
    trial.second_cuts = 3;
    trial.stride = 13;
    work_through({kSectors * kSmallSector, kSmallSector}, 145, GetParam(), trial);
    EXPECT_GE(trial.cuts, 20000U);
}

TEST_P(PowerCut, AnOverfullRingLosesNoAlarmAndNoEvent) {
    Trial trial;
    trial.overfull = true;
    trial.stride = 5;
    work_through({kSectors * kSmallSector, kSmallSector}, 200, GetParam(), trial);
    EXPECT_GE(trial.cuts, 4000U);
}

// The trial itself: it must see what it is there to see.
class TrialNotices : public testing::Test {
protected:
    TrialNotices() {
        store_.recover();
        for (int i = 0; i < 4; ++i) hand_in(store_, ledger_);
        raise(store_, ledger_, 0, 9);
        drain();
        drop(store_, ledger_, 2);
        drain();
    }
    void drain() {
        static_cast<void>(store_.advance(Instant{}, false));
        while (board_.under_way) {
            complete(board_, ledger_, trial_);
            static_cast<void>(store_.advance(Instant{}, true));
        }
        learn(store_, ledger_);
    }
    std::uint32_t record_of(std::uint32_t number) {
        const MessageRecord record = encode_message(message_of(number));
        const auto at = std::search(board_.cells.begin(), board_.cells.end(), record.begin(),
                                    record.begin() + kStateAt);
        return static_cast<std::uint32_t>(at - board_.cells.begin());
    }
    std::string verdict() {
        boot_again(board_, ledger_, trial_);
        return trial_.first;
    }

    hal_board board_{kSectors * kSmallSector, kSmallSector};
    port::Flash flash_{&board_};
    Store store_{flash_};
    Ledger ledger_{};
    Trial trial_{};
};

TEST_F(TrialNotices, NothingWhenNothingIsWrong) { EXPECT_EQ(verdict(), ""); }

TEST_F(TrialNotices, ALostRecord) {
    board_.cells[record_of(1) + 20] ^= 0x10;
    EXPECT_EQ(verdict(), "a durable one is lost");
}

TEST_F(TrialNotices, AMarkUndone) {
    board_.cells[record_of(2) + kStateAt] = kErased;
    EXPECT_EQ(verdict(), "a marked one is owed again");
}

TEST_F(TrialNotices, ACeilingForgotten) {
    std::fill_n(board_.cells.begin(), 2 * kSmallSector, std::uint8_t{0xFF});
    EXPECT_EQ(verdict(), "a ceiling went down");
}

}  // namespace
}  // namespace meter::store
