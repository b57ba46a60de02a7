#include "firmware/store/power_cut_trial.h"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>

namespace meter::store {

using security::Lease;

namespace {

constexpr std::size_t kMarkLength = 1;

}  // namespace

Message message_of(std::uint32_t number) {
    Message message;
    message.id = {static_cast<Stream>(number * 7 % 13 % kOwedStreamCount), number};
    message.time = CalendarTime{seconds(number)};
    if (is_event(message.id.stream)) {
        message.event = {EventCode::power_failure, {number, ~number, 3}};
    } else {
        message.capture.import = Energy{number * 1000};
    }
    return message;
}

namespace {

std::vector<std::uint32_t> owed_numbers(const Store& store, Trial& trial) {
    std::vector<std::uint32_t> numbers;
    for (std::size_t s = 0; s < kOwedStreamCount; ++s) {
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

}  // namespace

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

namespace {

// A drop from before a cut may be forgotten; one that the store no longer owes nor has to do is
// done.
void note_dropped(const Store& store, Ledger& ledger) {
    if (store.pending() != 0) return;
    for (std::uint32_t i = 0; i < ledger.fates.size(); ++i) {
        const bool done = ledger.fates[i] == Fate::dropping && !store.durable(message_of(i).id);
        if (done) ledger.fates[i] = Fate::marked;
    }
}

}  // namespace

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

namespace {

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
    // Enough to go on into the next sector if bits flap: its header may be what was torn.
    for (std::uint32_t n = trial.flapping ? 9 : 1; n > 0; --n) hand_in(store, ledger);
    const std::uint32_t any = owed.empty() ? 0 : owed[draw % owed.size()];
    if (!owed.empty() && any < ledger.fates.size()) drop(store, ledger, any);
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

// A message is dropped a while after it was handed in: 8 messages later, or 40 in an overfull ring,
// so that there are alarms and events in what is given up.
void hand_in_and_drop(Store& store, Ledger& ledger, const Trial& trial, std::uint32_t draw) {
    // The second ceiling is raised so seldom that it must be copied to survive its sector.
    const std::uint32_t one_in = trial.only_ceilings ? 71 : 5;
    const bool second = ledger.asked[1] == 0 || draw % one_in == 0;
    raise(store, ledger, second ? 1 : 0, draw % 64 + 1);
    if (trial.only_ceilings) return;
    for (std::uint32_t n = draw % 3 + 1; n > 0; --n) hand_in(store, ledger);
    const auto count = static_cast<std::uint32_t>(ledger.fates.size());
    for (std::uint32_t i = 0; i < count; ++i) {
        const bool keep = trial.overfull && !is_event(message_of(i).id.stream);
        const bool dropped = ledger.fates[i] == Fate::dropping || ledger.fates[i] == Fate::marked;
        const std::uint32_t patience = trial.overfull ? 40 : 8;
        const bool due = i + patience < count || (draw % 2 == 0 && i + 5 == count);
        if (due && !keep && !dropped) drop(store, ledger, i);
    }
}

}  // namespace

// Works through so many rounds of about two messages, with a cut wherever the trial says.
void work_through(hal_board board, std::uint32_t rounds, std::uint32_t seed, Trial& trial) {
    std::mt19937 generator{seed};
    Ledger ledger;
    port::Flash flash{&board};
    Store store{flash};
    store.recover();
    std::uint32_t operations = 0;
    for (std::uint32_t round = 0; round < rounds; ++round) {
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
    EXPECT_GE(board.erases, trial.only_ceilings ? 6 : 2 * board.cells.size() / board.sector)
        << "the ring did not wrap";
    EXPECT_EQ(trial.broken, 0U) << "first: " << trial.first;
    testing::Test::RecordProperty("power_cuts", std::to_string(trial.cuts));
}

}  // namespace meter::store
