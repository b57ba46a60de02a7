#pragma once

// The MAC of a meter or a collector: one acknowledged packet at a time, sent where the receiver
// listens; its own listening; finding a collector and staying in step with it.
//
// It has no thread and no clock. advance() is called with every radio signal and at the instant
// that it or next_wake() answered last; between, it does nothing.

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "firmware/core/static_vector.h"
#include "firmware/port/board.h"
#include "firmware/port/radio.h"
#include "firmware/radio/agreed_mask.h"
#include "firmware/radio/airtime.h"
#include "firmware/radio/assessment.h"
#include "firmware/radio/attempt.h"
#include "firmware/radio/config.h"
#include "firmware/radio/frame.h"
#include "firmware/radio/listener.h"
#include "firmware/radio/neighbours.h"

namespace meter::radio {

class Mac {
public:
    // `places` bounds how many neighbours are known at once: a meter needs a few, a collector one
    // for each of its meters.
    Mac(port::Radio& radio, port::Random& random, AirtimeBudget& budget,
        std::span<Neighbour> places, const MacConfig& config);
    Mac(const Mac&) = delete;
    Mac& operator=(const Mac&) = delete;

    void start(Instant now);
    // After start(), instead of looking for a collector: this one is the parent, and its schedule
    // began at `origin` on our uptime.
    void adopt(const Eui64& parent, Instant origin, Instant now);
    // Of one packet: what the modulation's longest frame leaves, and our buffer.
    [[nodiscard]] std::size_t max_payload() const {
        return std::min<std::size_t>(HAL_RADIO_FRAME_MAX, plain_.most_octets) - kDataOverhead;
    }
    // Error::busy while a packet is under way or its status not taken, Error::unreachable to a
    // neighbour not heard lately, Error::range when the payload is too long.
    Result<void> send(Instant now, const Outgoing& packet);
    // Gives the packet up as soon as its frame on the air has ended; its status says how it ended.
    void abandon();
    // Answers when to be called next at the latest.
    Instant advance(Instant now, bool radio_done, bool radio_received);
    // The same, after send(), abandon() or receive() changed something. At once while a status or a
    // packet waits to be taken.
    [[nodiscard]] Instant next_wake() const;

    // The newest set of channels that the collector announced, or that we announce as one.
    [[nodiscard]] const AgreedMask& agreed() const { return agreed_; }
    [[nodiscard]] const Assessment& assessment() const { return assessment_; }

    [[nodiscard]] std::optional<SendStatus> take_status();
    // The next packet. Its payload is valid until the next receive() or advance().
    [[nodiscard]] std::optional<Incoming> receive();

    [[nodiscard]] bool joined() const { return joined_; }  // A collector always is.
    [[nodiscard]] Eui64 parent() const { return parent_; }
    [[nodiscard]] const MacCounters& counters() const { return counters_; }
    [[nodiscard]] std::size_t neighbours() const { return neighbours_.size(); }

private:
    enum class Task : std::uint8_t { none, packet, answer, keep_alive, solicit, detect };

    // One frame and its tries.
    struct Exchange {
        Task task = Task::none;
        bool urgent = false;
        bool was_on_air = false;
        bool coded = false;  // This try.
        std::uint8_t tries = 0;
        std::uint8_t sequence = 0;
        std::uint16_t timing_at = 0;
        std::uint32_t ticket = 0;
        std::size_t length = 0;
        Eui64 destination{};
        Instant deadline = kNever;  // Of the dialogue; set with the first try.
        std::uint8_t losses = 0;    // Frames in vain, and tries that the radio spoilt.
        Instant first_loss{};       // When the first of them began.
    };

    struct Answer {
        Eui64 meter{};
        Instant due{};
    };

    // The solicits of one sweep over the channels, and when the next one begins.
    struct Sweep {
        Instant next = kNever;
        std::uint8_t done = 0;
        std::uint8_t first = 0;
        std::uint16_t rounds = 0;
    };

    [[nodiscard]] bool owes() const;
    [[nodiscard]] Instant scheduled() const;

    // mac_exchange.cpp
    void start_next(Instant now);
    void try_once(Exchange& exchange, Instant now);
    [[nodiscard]] std::optional<Attempt> plan(Exchange& exchange, Instant now);
    [[nodiscard]] bool transmit(const Exchange& exchange, const Attempt& attempt);
    void take_outcome(Instant now);
    void settle(Exchange& exchange, const port::TransmitOutcome& outcome, Instant now);
    void learn(const Exchange& exchange, const port::TransmitOutcome& outcome, Instant now);
    void learn_from_ack(const Exchange& exchange, const port::TransmitOutcome& outcome);
    void retry_or_fail(Exchange& exchange, bool on_air, Instant now);
    void finish(Exchange& exchange, SendStatus status);
    static void note_loss(Exchange& exchange, Instant began);
    void count_failure(const Exchange& exchange, Instant now);
    [[nodiscard]] Bytes frame_of(const Exchange& exchange) const;
    [[nodiscard]] Duration airtime_of_frame(const Exchange& exchange) const;
    [[nodiscard]] const Phy& phy(const Exchange& exchange) const {
        return exchange.coded ? coded_ : plain_;
    }
    [[nodiscard]] PowerLevel busy_threshold(const Phy& phy) const;
    [[nodiscard]] Duration sense(const Phy& phy) const;
    [[nodiscard]] Duration reply(const Exchange& exchange) const;
    [[nodiscard]] std::size_t ack_octets(bool of_collector) const;

    void watch_radio(Instant now);
    void reset_radio(Instant now);

    // mac_adapt.cpp
    [[nodiscard]] bool hops() const { return config_.hopping != Hopping::none; }
    [[nodiscard]] bool adapts() const { return config_.hopping == Hopping::adaptive; }
    // Whether the collector hops over a set of its own: not in North America, where FCC 15.247(h)
    // forbids to coordinate the channels of a cell.
    [[nodiscard]] bool agrees() const {
        return adapts() && plan_.region != Region::north_america_902;
    }
    void adapt(Instant now);
    void detect(Instant now);
    [[nodiscard]] Duration detect_every() const;
    [[nodiscard]] Instant adapt_at() const;
    [[nodiscard]] bool opinion_changed() const;
    [[nodiscard]] ChannelElement opinion() const;
    [[nodiscard]] ChannelMask disliked() const;
    [[nodiscard]] ChannelMask voted_bad(Instant now) const;
    [[nodiscard]] ChannelMask avoided(const Neighbour& neighbour, Instant now) const;
    [[nodiscard]] bool wants_coding(const Exchange& exchange) const;
    [[nodiscard]] PowerLevel power_of(const Exchange& exchange) const;
    [[nodiscard]] Receiver receiver_of(const Exchange& exchange, const Neighbour& neighbour,
                                       Instant now) const;

    // mac_receive.cpp
    void pump();
    void accept();
    void accept_solicit(const ParsedFrame& frame);
    void accept_advertisement(const ParsedFrame& frame);
    void accept_data(const ParsedFrame& frame);
    void note(const ParsedFrame& frame, Neighbour& neighbour);
    void join(const Eui64& collector);

    // mac_discovery.cpp
    void prepare_control(Instant now);
    void prepare_solicit(Instant now);
    void prepare_answer(Instant now);
    void prepare_keep_alive(Instant now);
    void take_control(Task task, const Eui64& destination, const Result<BuiltFrame>& built);
    [[nodiscard]] std::optional<Attempt> plan_solicit(Instant now);
    void end_sweep(Instant now);
    void check_link(Instant now);
    void lose_link(Instant now);
    [[nodiscard]] Instant keep_alive_at() const;
    [[nodiscard]] Duration keep_alive_age() const;
    [[nodiscard]] Instant control_at() const;
    [[nodiscard]] ScheduleElement own_schedule() const;
    [[nodiscard]] std::uint8_t sweep_channels() const;
    [[nodiscard]] std::uint8_t dwell_ms() const;

    port::Radio& radio_;
    port::Random& random_;
    AirtimeBudget& budget_;
    MacConfig config_;
    const Plan& plan_;
    const ChannelMask enabled_;
    const Phy plain_;  // Of what we send, and what it is with coding on.
    const Phy coded_;
    AgreedMask agreed_;  // A collector's own, or that of a meter's parent.
    Assessment assessment_;
    Listener listener_;
    NeighbourTable neighbours_;

    Exchange packet_{};
    Exchange control_{};
    Exchange detection_{};
    Exchange* on_air_ = nullptr;         // Whose job the radio has.
    const Exchange* speaker_ = nullptr;  // Whose dialogue is open.
    std::uint8_t job_channel_ = 0;
    std::uint8_t sequence_ = 0;
    bool abandoning_ = false;
    std::optional<SendStatus> status_{};

    bool joined_ = false;
    bool held_ = false;  // received_ holds a packet that receive() has not answered.
    bool more_frames_ = false;
    Eui64 parent_{};
    Instant first_failure_{};
    Instant last_keep_alive_{};
    Sweep sweep_{};
    Instant detect_at_ = kNever;
    Instant decide_at_ = kNever;
    Instant check_at_ = kNever;
    std::uint32_t detections_ = 0;
    bool announced_pending_ = false;
    ChannelMask told_{};  // Our opinion, as the parent has it.
    ChannelMask opinion_{};
    StaticVector<Answer, 8> answers_{};
    MacCounters counters_{};

    Incoming incoming_{};
    std::array<std::uint8_t, HAL_RADIO_FRAME_MAX> packet_frame_{};
    std::array<std::uint8_t, 80> control_frame_{};
    port::ReceivedFrame received_{};
};

}  // namespace meter::radio
