#pragma once

// The integrity judge: a set difference between what was minted and what the head end accepted.
//
// It stands outside the firmware and sees causes and acceptances only. Every message settles once
// as delivered or lost; further acceptances settle as redelivered, accepted twice or phantom.
// Judged are the messages whose cause lies between warm-up and drain; earlier ones are matched all
// the same.

#include <array>
#include <map>
#include <vector>

#include "harness/checks/facts.h"
#include "harness/checks/outcome.h"
#include "harness/checks/samples.h"
#include "harness/checks/track.h"

namespace bench::checks {

// Of judged messages. `altered` includes the phantoms.
struct StreamCounts {
    std::uint64_t expected = 0;  // Settled so far.
    std::uint64_t accepted = 0;
    std::uint64_t lost = 0;
    std::uint64_t late = 0;  // Lost ones are late too.
    std::uint64_t altered = 0;
    std::uint64_t reordered = 0;
    std::uint64_t accepted_twice = 0;
    std::uint64_t redelivered = 0;
    std::uint64_t phantom = 0;
    std::uint64_t excused = 0;  // Minted, not owed and not arrived.
    Samples latency;            // Lost ones are infinite.
};

class Ledger final : public trace::Sink {
public:
    using trace::Sink::record;
    static constexpr std::size_t kRules = 10;  // trace::Rule, from 1.

    explicit Ledger(const RunFacts& facts);
    void listen(OutcomeListener& listener) { listeners_.push_back(&listener); }
    void record(const trace::Record& item, std::span<const std::uint8_t> bytes) override;
    void finish();  // What is open is lost.

    // By meter::Stream.
    [[nodiscard]] const std::vector<StreamCounts>& streams() const { return counts_; }
    [[nodiscard]] const std::array<std::uint64_t, kRules>& violations() const {
        return violations_;
    }
    [[nodiscard]] std::uint64_t frames() const { return frames_; }

private:
    [[nodiscard]] Track& track(trace::Entity meter, std::size_t stream);
    void expect(trace::Entity meter, std::size_t stream, const Track::Expected& expected);
    void accept(const trace::Record& item, std::span<const std::uint8_t> bytes);
    void lose(trace::Entity meter, std::size_t stream, const Track::Expected& expected);
    void settle(Outcome outcome);

    std::vector<StreamRule> rules_;
    Span judged_;
    std::map<std::pair<trace::Entity, std::size_t>, Track> tracks_;
    std::vector<StreamCounts> counts_;
    std::array<std::uint64_t, kRules> violations_{};
    std::uint64_t frames_ = 0;
    std::vector<OutcomeListener*> listeners_;
};

}  // namespace bench::checks
