#include "firmware/app/collector.h"

#include <algorithm>

namespace meter::app {

Collector::Collector(hal_board* board)
    : board_{board},
      radio_{board},
      random_{board},
      modem_{board},
      factory_{board_.factory().value_or({})},
      budget_{access_mode(factory_), radio::plan_of(factory_.plan)},
      mac_{radio_, random_, budget_, places_, mac_config(factory_, true)} {}

void Collector::take_packets() {
    hal_modem_packet packet;
    while (modem_.take(packet)) route_down(Bytes{packet.bytes}.first(packet.length));
}

void Collector::route_down(Bytes ipv6_packet) {
    const Result<net::UdpDatagram> datagram = net::read_ipv6_udp(ipv6_packet);
    const net::Contexts prefixes = contexts(factory_);
    if (!datagram) {
        board_.note(port::Diag::rejected, static_cast<std::uint32_t>(datagram.error()));
        return;
    }
    const Ipv6Address& to = datagram.value().destination;
    const bool ours =
        std::equal(to.octets.begin(), to.octets.begin() + 8, prefixes.mesh_prefix.octets.begin());
    if (!ours) {
        board_.note(port::Diag::rejected, static_cast<std::uint32_t>(Error::unreachable));
        return;
    }
    Downlink item;
    item.destination = meter::eui_of(to);
    const Result<std::size_t> size = net::compress(
        datagram.value(), prefixes, app::eui_of(factory_), item.destination, item.packet);
    if (!size) {
        board_.note(port::Diag::rejected, static_cast<std::uint32_t>(size.error()));
        return;
    }
    item.size = size.value();
    if (!downlink_.push(item)) board_.note(port::Diag::queue_overflow, kStreamCount);
}

void Collector::route_up(Instant now) {
    while (const auto incoming = mac_.receive()) {
        // RFC 4944, 5.1: 00xxxxxx is no LoWPAN frame.
        if ((incoming->payload.front() & 0xC0U) == 0) continue;
        if (!net::is_fragment(incoming->payload)) {
            route_packet(incoming->source, incoming->payload);
            continue;
        }
        const Result<Bytes> whole = reassembler_.accept(now, incoming->source, incoming->payload);
        if (whole) {
            route_packet(incoming->source, whole.value());
        } else if (whole.error() != Error::empty) {
            board_.note(port::Diag::rejected, static_cast<std::uint32_t>(whole.error()));
        }
    }
}

void Collector::route_packet(const Eui64& source, Bytes packet) {
    const Result<net::UdpDatagram> datagram =
        net::decompress(packet, contexts(factory_), source, app::eui_of(factory_));
    if (!datagram) {
        board_.note(port::Diag::rejected, static_cast<std::uint32_t>(datagram.error()));
        return;
    }
    std::array<std::uint8_t, HAL_MODEM_PACKET_MAX> ipv6;
    const Result<std::size_t> size = net::write_ipv6_udp(datagram.value(), ipv6);
    if (!size || !modem_.send(Bytes{ipv6}.first(size.value()))) {
        board_.note(port::Diag::queue_overflow, kStreamCount);
    }
}

void Collector::pump(Instant now) {
    if (mac_.take_status()) {
        // Delivered or not: a confirmation that is lost comes again with the repeated message.
        downlink_.pop();
        under_way_ = false;
    }
    while (!under_way_ && !downlink_.empty()) {
        const Downlink& item = downlink_.front();
        const Result<void> sent =
            mac_.send(now, {item.destination, Bytes{item.packet}.first(item.size), ticket_, false});
        if (sent) ticket_ = kFirstTicket | (ticket_ + 1);
        under_way_ = sent.ok();
        if (!sent && sent.error() == Error::busy) return;
        if (!sent) downlink_.pop();
    }
}

Instant Collector::step(Instant now, std::uint32_t signals) {
    if (!started_) {
        started_ = true;
        mac_.start(now);
    }
    Instant wake = mac_.advance(now, (signals & HAL_SIGNAL_RADIO_DONE) != 0,
                                (signals & HAL_SIGNAL_RADIO_RECEIVED) != 0);
    route_up(now);
    if ((signals & HAL_SIGNAL_MODEM) != 0) take_packets();
    pump(now);
    wake = std::min(wake, mac_.advance(now, false, false));
    return std::max(wake, now + Duration{1});
}

}  // namespace meter::app
