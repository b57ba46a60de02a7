#pragma once

// The utility's side: takes the meters' pushes, proves them and confirms them.
//
// It sees UDP datagrams only and knows the meters by system title and keys. A push is accepted
// once: its invocation counter must be new in that meter's window, which is looked at only after
// the tag was verified, so that nobody without the key can move it. Of a packet that came over two
// links the first copy is taken and confirmed over the link that it came by.

#include <deque>
#include <memory>
#include <unordered_map>

#include "models/head_end/ciphering.h"
#include "models/head_end/config.h"
#include "models/head_end/ipv6_udp.h"
#include "models/head_end/push.h"
#include "models/head_end/replay_window.h"
#include "models/time/agenda.h"
#include "models/trace/events.h"
#include "models/trace/fault_observer.h"

namespace bench::head_end {

// The way back to the meters. The packet lives only during the call.
class Uplink {
public:
    virtual void send_down(View ipv6_packet) = 0;

protected:
    ~Uplink() = default;
};

struct Tally {
    std::uint64_t aead_operations = 0;  // Seals and opens, failed ones too.
    std::uint64_t accepted = 0;
    std::uint64_t rejected = 0;
    std::uint64_t duplicates = 0;  // Of the rejected: second copies.
};

class HeadEnd final : public Actor {
public:
    // `self` is its entity in the trace. Throws std::invalid_argument for a negative processing
    // time, port 0, or two meters with one system title or one of the head end's own.
    HeadEnd(const HeadEndConfig& config, Agenda& agenda, trace::Sink& trace, trace::Entity self,
            Uplink& uplink);

    // A datagram arrives by the link given at construction, or by another, which then takes the
    // confirmation and lives as long as this. `packet` lives only during the call.
    void deliver(Time now, std::uint32_t datagram, View packet) {
        deliver(now, datagram, packet, uplink_);
    }
    void deliver(Time now, std::uint32_t datagram, View packet, Uplink& by);

    // While silent it ignores what arrives; what arrived before is still accepted and confirmed.
    // `observer` must live until this fault ends; it is told at most once for each
    // set_silent(true).
    void set_silent(bool active, std::uint32_t fault, trace::FaultObserver& observer);

    [[nodiscard]] const Tally& tally() const { return tally_; }
    [[nodiscard]] std::uint64_t aead_operations() const { return tally_.aead_operations; }

    void wake(Time now, std::uint32_t what, std::uint64_t argument) override;

private:
    struct Meter {
        explicit Meter(const KnownMeter& known)
            : entity{known.entity}, keys{known.encryption_key, known.authentication_key} {}
        trace::Entity entity;
        SharedKeys keys;
        ReplayWindow taken{};         // Invocation counters of the meter.
        std::uint32_t last_sent = 0;  // Ours, towards the meter.
    };
    struct Origin {
        Endpoint sender;
        Uplink* link;
    };
    struct Pending {
        Meter* meter;
        Origin from;
        Push push;
        trace::PushAccepted accepted;
    };
    struct Silence {
        std::uint32_t fault;
        trace::FaultObserver* observer;
        bool effective;
    };

    void reject(Time now, const trace::PushRejected& rejection);
    void ignore(Time now, std::uint32_t datagram);
    void take(Time now, std::uint32_t datagram, const Origin& from, View apdu);
    void confirm(Meter& meter, const Origin& to, std::uint32_t invoke_id_and_priority);

    const Title system_title_;
    const Endpoint here_;
    const Nanoseconds processing_;
    Agenda& agenda_;
    trace::Sink& trace_;
    const trace::Entity self_;
    Uplink& uplink_;
    std::unordered_map<std::uint64_t, std::unique_ptr<Meter>> meters_;  // By system title.
    std::deque<Pending> pending_;  // One processing time for all: first in, first out.
    std::vector<Silence> silences_;
    Tally tally_;
    Octets plain_;  // Kept to spare an allocation a datagram.
    Octets apdu_;
    Octets packet_;
};

}  // namespace bench::head_end
