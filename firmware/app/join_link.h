#pragma once

// net::Link on the radio's MAC.

#include "firmware/net/link.h"
#include "firmware/radio/mac.h"

namespace meter::app {

class JoinLink final : public net::Link {
public:
    explicit JoinLink(radio::Mac& mac) : mac_{mac} {}
    [[nodiscard]] std::size_t max_payload() const override { return mac_.max_payload(); }
    Result<void> send(Instant now, const net::LinkPacket& packet) override {
        return mac_.send(now, {packet.destination, packet.payload, packet.ticket, packet.urgent});
    }
    void abandon() override { mac_.abandon(); }

private:
    radio::Mac& mac_;
};

constexpr net::LinkStatus link_status_of(radio::SendStatus status) {
    switch (status) {
        case radio::SendStatus::delivered:
            return net::LinkStatus::delivered;
        case radio::SendStatus::no_ack:
            return net::LinkStatus::no_ack;
        case radio::SendStatus::channel_busy:
            return net::LinkStatus::channel_busy;
        case radio::SendStatus::abandoned:
            return net::LinkStatus::abandoned;
    }
    return net::LinkStatus::no_ack;
}

}  // namespace meter::app
