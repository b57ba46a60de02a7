#pragma once

// Cuts the power at every operation of a workload and at many points inside each, boots from what
// is left and asks whether the promises hold. Promises: what was durable and not dropped is owed;
// what was marked or never handed in is not; contents are as handed in; no ceiling ever goes down.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "firmware/store/nor_fake.h"
#include "firmware/store/store.h"

namespace meter::store {

Message message_of(std::uint32_t number);

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
    bool only_ceilings = false;
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

// The steps of a workload; each keeps the ledger.
void hand_in(Store& store, Ledger& ledger);
void drop(Store& store, Ledger& ledger, std::uint32_t number);
void raise(Store& store, Ledger& ledger, std::size_t lease, std::uint32_t by);
void complete(hal_board& board, Ledger& ledger, const Trial& trial);
void learn(const Store& store, Ledger& ledger);

// Boots what is left and checks it.
void boot_again(const hal_board& left, const Ledger& ledger, Trial& trial);

// Works through so many rounds of about two messages, with a cut wherever the trial says.
void work_through(hal_board board, std::uint32_t rounds, std::uint32_t seed, Trial& trial);

}  // namespace meter::store
