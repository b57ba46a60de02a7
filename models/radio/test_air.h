#pragma once

// For the tests of this room: an air with a few stations whose owners remember what they were told.

#include <deque>
#include <string>
#include <vector>

#include "models/radio/medium.h"
#include "models/radio/phy.h"
#include "models/radio/transceiver.h"
#include "models/trace/events.h"

namespace bench::radio {

using namespace std::chrono_literals;
using Eui = std::array<std::uint8_t, 8>;
using Octets = std::vector<std::uint8_t>;

// Of SUN FSK mode 3.
inline Nanoseconds airtime(std::size_t octets) { return airtime(*find_phy(kSunFsk3), octets); }
inline Nanoseconds octets_time(std::int64_t octets) {
    return bits_time(*find_phy(kSunFsk3), octets * 8);
}

constexpr Eui eui_of(trace::Entity node) {
    return {0x02, 0, 0, 0, 0, 0, 0, static_cast<std::uint8_t>(node)};
}
constexpr std::uint16_t kPan = 0xABCD;

// A data frame of version 2006, extended to extended within one PAN.
inline Octets data_frame(trace::Entity to, trace::Entity from, std::uint8_t sequence,
                         std::size_t size, bool wants_ack = true) {
    Octets frame{static_cast<std::uint8_t>(wants_ack ? 0x61 : 0x41), 0xDC, sequence, 0xCD, 0xAB};
    const Eui destination = eui_of(to);
    const Eui source = eui_of(from);
    frame.insert(frame.end(), destination.rbegin(), destination.rend());
    frame.insert(frame.end(), source.rbegin(), source.rend());
    frame.resize(size, 0x5A);
    return frame;
}

struct StoredOutcome {
    TransmitOutcome outcome;
    Octets ack;
    Time at;
};
struct StoredReception {
    Reception reception;
    Octets frame;
};

class Station final : public TransceiverOwner {
public:
    Station(Medium& medium, trace::Entity node, const LocalClock& clock, const chance::Key& key)
        : medium_{medium}, radio{medium, node, clock, key, *this} {
        radio.configure(eui_of(node), kPan, 0, 1U << 31U);
        const std::uint8_t channel = 5;
        radio.listen(0, 1000, {&channel, 1});
        AckTemplate ack;  // Version 2015, sequence, extended destination, three octets of timing.
        ack.bytes = {0x42, 0x2C};
        ack.length = 14;
        ack.sequence_at = 2;
        ack.destination_at = 3;
        ack.timing_at = 11;
        ack.power_cdbm = 1400;
        radio.set_ack(ack);
    }
    void transmit_done(const TransmitOutcome& outcome) override {
        outcomes.push_back(
            {outcome, {outcome.ack.begin(), outcome.ack.end()}, medium_.agenda().now()});
    }
    void frame_received(const Reception& reception) override {
        receptions.push_back({reception, {reception.frame.begin(), reception.frame.end()}});
    }

private:
    Medium& medium_;

public:
    Transceiver radio;
    std::vector<StoredOutcome> outcomes;
    std::vector<StoredReception> receptions;
};

class Log final : public trace::Sink {
public:
    using Sink::record;
    void record(const trace::Record& item, std::span<const std::uint8_t> bytes) override {
        records.push_back(item);
        octets += bytes.size();
    }
    template <typename Event>
    [[nodiscard]] std::vector<Event> all() const {
        std::vector<Event> found;
        for (const trace::Record& item : records) {
            if (item.kind == Event::kKind) found.push_back(trace::read<Event>(item));
        }
        return found;
    }
    std::vector<trace::Record> records;
    std::size_t octets = 0;
};

class Effects final : public FaultObserver {
public:
    void took_effect(std::uint32_t fault_id) override { faults.push_back(fault_id); }
    std::vector<std::uint32_t> faults;
};

// Nodes in a line at these places in metres; links between the neighbours named: "1-2" and so on.
inline AirConfig line(const std::vector<double>& places,
                      const std::vector<std::pair<int, int>>& links) {
    AirConfig config;
    for (std::size_t i = 0; i < places.size(); ++i) {
        NodeConfig node;
        node.name = std::to_string(i + 1);
        node.at.x = places[i];
        node.rssi = kExactRssi;
        config.nodes.push_back(node);
    }
    for (const auto& [from, to] : links) {
        LinkConfig link;
        link.from = std::to_string(from);
        link.to = std::to_string(to);
        link.name = link.from + "-" + link.to;
        config.links.push_back(link);
    }
    return config;
}

struct TestAir {
    explicit TestAir(const AirConfig& config, std::uint64_t seed = 1,
                     MediumMode mode = MediumMode::interest)
        : medium{config, agenda, chance::Key{seed}.of("air"), log, mode} {
        for (std::size_t i = 1; i <= config.nodes.size(); ++i) {
            stations.emplace_back(medium, static_cast<trace::Entity>(i), LocalClock{},
                                  chance::Key{seed}.of("node").of(i));
        }
    }
    Station& station(std::size_t node) { return stations[node - 1]; }
    void run(Nanoseconds until) { agenda.run_until(kStart + until); }

    // Sends at once from a node on channel 5 and without waiting for an acknowledgement.
    static TransmitJob plain(const Octets& frame, Nanoseconds at) {
        TransmitJob job;
        job.ticket = 77;
        job.access = access_none;
        job.channel = 5;
        job.power_cdbm = 1615;
        job.not_before = kStart + at;
        job.frame = frame;
        return job;
    }
    // As the firmware sends: carrier sense over more than the gap before an acknowledgement.
    static TransmitJob polite(const Octets& frame, Nanoseconds at) {
        TransmitJob job = plain(frame, at);
        job.access = access_csma;
        job.min_exponent = 3;
        job.max_exponent = 5;
        job.busy_limit = 8;
        job.unit = 1054us;
        job.sense = 1054us;
        job.threshold_cdbm = -7900;
        job.ack_wait = 2ms;
        return job;
    }

    Log log;
    Agenda agenda;
    Medium medium;
    std::deque<Station> stations;
};

}  // namespace bench::radio
