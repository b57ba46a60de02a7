#pragma once

// What a meter owes goes to the head end, most urgent first, until the head end has acknowledged
// it.
//
// Events are sent from RAM at once and stored in parallel; captures are stored when they pile up or
// when mains fail. A message is sealed when it goes to the link, never before, so counters rise in
// the order of sending.
//
// With a modem of the meter's own (wire_path.h) everything goes over that at once, and the radio
// carries copies: the same sealed packet, without a repetition of its own beyond the link's. Only
// the head end's answer tells whether a message has arrived, by whichever way.

#include <array>
#include <cstdint>
#include <optional>

#include "firmware/app/join_backlog.h"
#include "firmware/app/wire_path.h"
#include "firmware/core/measurement.h"
#include "firmware/core/message.h"
#include "firmware/core/ring.h"
#include "firmware/cosem/push.h"
#include "firmware/cosem/push_composer.h"
#include "firmware/net/fragment.h"
#include "firmware/net/link.h"
#include "firmware/net/outbox.h"
#include "firmware/net/sixlowpan.h"
#include "firmware/port/board.h"
#include "firmware/security/counters.h"
#include "firmware/store/store.h"

namespace meter::app {

struct UplinkConfig {
    Eui64 self{};
    net::Contexts contexts{};
    Ipv6Address head_end{};
    std::uint16_t port = 4059;
    Duration ack_timeout{};           // From the link's acknowledgement to the head end's.
    std::size_t fragment_octets = 0;  // Of one link packet; 0: as many as the link takes.
    std::uint16_t bulk_octets = 0;    // Of one page; 0: no bulk.
    Redundancy redundancy = Redundancy::none;
};

class Uplink {
public:
    // Captures held in RAM before they are stored: about as many seconds of silence at one a
    // second.
    static constexpr std::size_t kSpillDepth = 4;

    Uplink(const UplinkConfig& config, cosem::Sealer& sealer, net::Link& link, store::Store& store,
           security::CounterLease& event_numbers, port::Board& board);

    // Once after the store has recovered: what it owes goes first.
    void begin();
    void captured(const Message& message);
    void qualified(Stream stream, const EventNote& note, CalendarTime when);
    // Phasors or power quality of `when`: not owed, and in place of those that still wait.
    void measured(const PhasorSet& phasors, CalendarTime when, std::uint32_t sequence);
    void measured(const Window& quality, CalendarTime when, std::uint32_t sequence);
    // While mains are gone everything goes to the store at once, what is in RAM by then first.
    void on_reservoir(bool yes);

    void link_ended(Instant now, net::LinkStatus status);
    // A 6LoWPAN packet from the parent.
    void received(Instant now, const Eui64& source, Bytes packet);
    // The modem has something.
    void modem_received();
    // Sends what may be sent now. Answers when to be called again at the latest.
    [[nodiscard]] Instant pump(Instant now, bool joined, const Eui64& parent);

private:
    struct Unnumbered {
        Stream stream{};
        EventNote note{};
        CalendarTime when{};
    };
    static constexpr Duration kRetryPause = milliseconds(5);
    // Bulk rests so many times as long as its page took: it has a tenth of our time at most.
    static constexpr std::int64_t kBulkRest = 9;
    static constexpr Duration kBulkRestOnWire = milliseconds(100);
    static constexpr int kWireBurst = 8;  // Messages over the modem in one step.
    // Notification, ciphering (general-glo, 37), wrapper 8, compressed headers.
    static constexpr std::size_t kPayloadMax = cosem::kNotificationMax + 48;
    static constexpr std::size_t kPacketMax = kPayloadMax + net::kLargestCompressedHeader;

    void number_events();
    void keep(const Message& message);
    void accept(const Message& message);
    void spill(Stream stream);
    void send(Instant now, const Message& message, const Eui64& parent);
    // Sealed into `payload`; nothing, and a pause, if it cannot be now.
    [[nodiscard]] std::optional<cosem::Sealed> seal(Instant now, const Message& message,
                                                    std::span<std::uint8_t> payload);
    [[nodiscard]] net::UdpDatagram datagram_of(Bytes payload) const;
    // The first piece of the sealed payload; false if it could not be handed to the link.
    [[nodiscard]] bool start_radio(Instant now, MessageId id, std::uint32_t ticket, Bytes payload,
                                   const Eui64& parent);
    void confirmed_by(const net::UdpDatagram& datagram);
    // With a modem: what may be sent goes over it; then the radio gets the copy that waits.
    [[nodiscard]] Instant pump_wire(Instant now, bool joined, const Eui64& parent);
    void send_on_wire(Instant now, const Message& message);
    void pump_copy(Instant now, const Eui64& parent);
    // The radio's copy has ended; the message itself is where its answer left it.
    void copy_ended(Instant now, net::LinkStatus status);
    // The next fragment of the packet under way, or the whole of it.
    [[nodiscard]] bool send_piece(Instant now);
    void owe_bulk(Instant now);
    void replace(Stream stream, CalendarTime when, std::uint32_t sequence);
    // In the store: kept since boot, or owed from before.
    [[nodiscard]] bool stored(MessageId id) const;

    const UplinkConfig config_;
    cosem::PushComposer composer_;
    net::Link& link_;
    store::Store& store_;
    security::CounterLease& event_numbers_;
    port::Board& board_;
    JoinBacklog backlog_;
    WirePath wire_;
    RadioCopy<kPayloadMax> copy_{};
    std::array<std::optional<std::uint32_t>, kStreamCount> on_wire_{};  // Newest sent, by stream.
    net::Outbox outbox_{};
    Ring<Unnumbered, 8> unnumbered_{};
    std::array<std::optional<std::uint32_t>, kStreamCount> stored_newest_{};  // Kept since boot.
    std::array<std::optional<std::uint32_t>, kStreamCount> first_own_{};      // Made since boot.
    std::optional<MessageId> under_way_{};
    // The packet of the message under way, and what of it has not gone yet.
    std::array<std::uint8_t, kPacketMax> packet_{};
    net::Fragmenter fragmenter_{};
    Eui64 next_hop_{};
    std::uint32_t ticket_ = 0;
    std::uint16_t tag_ = 0;
    PhasorSet phasors_{};
    Window quality_{};
    std::uint32_t next_bulk_ = 0;
    Instant bulk_begun_{};
    Instant bulk_rests_until_{};
    std::array<std::size_t, kStreamCount> deepest_{};  // Messages held at once so far.
    Instant retry_at_ = kNever;
    bool on_reservoir_ = false;
};

}  // namespace meter::app
