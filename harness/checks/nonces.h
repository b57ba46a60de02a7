#pragma once

// Looks for one key's nonce under two plaintexts: the fault that breaks AES-GCM for good.
//
// On the medium and on meters' own wires, before any filter, it finds general-glo-ciphering APDUs
// (Green Book: tag 0xDB, system title of 8 octets, length, security control, invocation counter) of
// known system titles. The same counter with the same octets is a retry; with others it is a reuse.
// A window of kRecent counters for each title holds hashes; one that is older than the window and
// comes again counts as reused.

#include <deque>
#include <optional>
#include <unordered_map>
#include <vector>

#include "harness/checks/facts.h"
#include "harness/checks/intervals.h"
#include "models/trace/events.h"

namespace bench::checks {

class NonceMonitor final : public trace::Sink {
public:
    using trace::Sink::record;
    static constexpr std::size_t kRecent = 4'096;

    struct Reuse {
        Time time;
        SystemTitle title{};
        std::uint32_t counter = 0;
    };

    explicit NonceMonitor(const std::vector<SystemTitle>& titles);
    void record(const trace::Record& item, std::span<const std::uint8_t> bytes) override;

    [[nodiscard]] std::uint64_t reused() const { return reused_; }
    [[nodiscard]] std::uint64_t protected_frames() const { return protected_; }
    // The first 64 reuses in the order of time.
    [[nodiscard]] const std::vector<Reuse>& reuses() const { return reuses_; }

private:
    struct Print {
        std::uint64_t length = 0;  // Declared length of what is ciphered.
        std::uint64_t seen = 0;    // Octets of it that the frame held.
        std::uint64_t head = 0;    // Hash of the first kHead octets after the counter.
        std::uint64_t all = 0;
    };
    struct Title {
        SystemTitle title{};
        std::unordered_map<std::uint32_t, Print> recent;
        std::deque<std::uint32_t> order;
        IntervalSet older;
    };

    void scan(Time time, std::span<const std::uint8_t> frame);
    void header(Time time, std::span<const std::uint8_t> after_tag);
    void judge(Time time, Title& title, std::uint32_t counter, const Print& print);
    static void remember(Title& title, std::uint32_t counter, const Print& print);

    std::vector<Title> titles_;
    std::vector<Reuse> reuses_;
    std::uint64_t reused_ = 0;
    std::uint64_t protected_ = 0;
};

}  // namespace bench::checks
