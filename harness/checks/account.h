#pragma once

// Where a message's time went: phases that tile the time from its cause to its acceptance exactly.
//
// queue: until its first radio job. access: from a job to the start of its frame, busy channels
// included. retries: from the start of a frame that failed to the next job or frame. air: the frame
// that got through. collector: until its datagram left. wan: until that arrived. head_end: until it
// was accepted. A message that came over the meter's own wire has queue, ethernet (its frame and
// the way) and head_end: the way that won explains the latency. What the trace does not explain, as
// with a firmware that gives no tickets, is one phase `unattributed`.

#include <deque>
#include <optional>
#include <unordered_map>
#include <vector>

#include "harness/checks/facts.h"
#include "harness/checks/outcome.h"
#include "models/trace/events.h"
#include "reports/result/result.h"

namespace bench::checks {

class LatencyAccounts final : public trace::Sink, public OutcomeListener {
public:
    using trace::Sink::record;
    static constexpr std::size_t kOpenTickets = 1'024;  // Of each meter.
    static constexpr std::size_t kDatagrams = 8'192;
    static constexpr std::size_t kSteps = 256;  // Of each ticket; later ones are not attributed.

    explicit LatencyAccounts(const RunFacts& facts);
    void record(const trace::Record& item, std::span<const std::uint8_t> bytes) override;
    void settled(const Outcome& outcome) override;

    // The slowest judged message of each stream that has one; of equals the first.
    [[nodiscard]] std::vector<result::LatencyAccount> slowest() const;
    [[nodiscard]] result::LatencyAccount account(const Outcome& outcome) const;

private:
    struct Step {
        Time time;
        Time end;                 // Of a frame.
        std::uint32_t frame = 0;  // 0: a job was submitted.
        bool received = false;
        bool acknowledged = false;
    };
    struct Meter {
        std::unordered_map<std::uint32_t, std::vector<Step>> tickets;
        std::deque<std::uint32_t> order;
    };

    [[nodiscard]] std::vector<Step>* steps(trace::Entity meter, std::uint32_t ticket, bool open);
    [[nodiscard]] const std::vector<Step>& steps(const Outcome& outcome) const;
    [[nodiscard]] static const Step* through(const std::vector<Step>& list, Time limit);
    void add(trace::Entity meter, std::uint32_t ticket, const Step& step);
    void received(const trace::FrameReceived& frame);
    void done(const trace::Record& item);
    void sent(std::uint32_t datagram, Time time);
    [[nodiscard]] std::optional<Time> left(std::uint32_t datagram) const;

    std::vector<std::string> names_;
    std::unordered_map<trace::Entity, Meter> meters_;
    std::unordered_map<std::uint32_t, Time> datagrams_;
    std::deque<std::uint32_t> datagram_order_;
    std::vector<std::optional<result::LatencyAccount>> slowest_;
};

}  // namespace bench::checks
