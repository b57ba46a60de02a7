#include "firmware/app/wire_path.h"

namespace meter::app {

void WirePath::probe() {
    // An empty request tells a modem that is there (a packet too short) from none.
    fitted_ = modem_.send({}).error() == Error::range;
}

Result<void> WirePath::send(const net::UdpDatagram& datagram) {
    std::array<std::uint8_t, HAL_MODEM_PACKET_MAX> packet;
    const Result<std::size_t> size = net::write_ipv6_udp(datagram, packet);
    if (!size) return Error::range;
    return modem_.send(Bytes{packet}.first(size.value()));
}

Result<net::UdpDatagram> WirePath::receive() {
    const Result<void> taken = modem_.take(packet_);
    if (!taken) return taken.error();
    if (packet_.length > sizeof packet_.bytes) return Error::malformed;
    const Result<net::UdpDatagram> datagram =
        net::read_ipv6_udp(Bytes{packet_.bytes, packet_.length});
    if (datagram) silent_ = false;
    return datagram;
}

bool WirePath::wants_copy(Stream stream, bool again) const {
    if (redundancy_ == Redundancy::none) return false;
    const bool twice = stream == Stream::alarms || stream == Stream::phasors;
    return again || silent_ || (redundancy_ == Redundancy::duplicate && twice);
}

}  // namespace meter::app
