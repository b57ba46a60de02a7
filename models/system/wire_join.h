#pragma once

// A meter's own modem, the wire behind it and the head end at its other end, which do not know each
// other; and what disturbs the wire: the meter's own disturbances, for its port is where they
// enter.

#include <memory>

#include "models/board/board.h"
#include "models/emi/disturbances.h"
#include "models/head_end/head_end.h"
#include "models/wan/wire.h"

namespace bench::system {

class WireJoin final : public board::ModemPort,
                       public head_end::Uplink,
                       private wan::WireNoise,
                       private wan::DatagramSink {
public:
    // What is handed in outlives this; `head_end` is looked at with the first datagram.
    // `disturbances` may be null.
    WireJoin(const wan::WireConfig& config, Agenda& agenda, const chance::Key& key,
             trace::Sink& trace, trace::Entity meter, trace::Entity head_end_entity,
             board::Board& board, const std::unique_ptr<head_end::HeadEnd>& head_end,
             const emi::Disturbances* disturbances)
        : wire_{config,
                agenda,
                key,
                trace,
                meter,
                head_end_entity,
                trace::kFirstWireDatagram + ((meter & 0x3FFU) << 21U)},
          to_meter_{board},
          head_end_{head_end},
          disturbances_{disturbances} {
        wire_.attach(to_meter_, *this, disturbances == nullptr ? nullptr : this);
    }

    void send(std::span<const std::uint8_t> packet) override { wire_.send_up(packet); }
    void send_down(head_end::View packet) override { wire_.send_down(packet); }
    void set_cut(bool active, std::uint32_t fault, trace::FaultObserver& observer) {
        wire_.set_cut(active, fault, observer);
    }

private:
    struct ToMeter final : wan::DatagramSink {
        explicit ToMeter(board::Board& owner) : board{owner} {}
        void deliver(Time, std::uint32_t, std::span<const std::uint8_t> packet) override {
            board.deliver_packet(packet);
        }
        board::Board& board;
    };

    void deliver(Time now, std::uint32_t datagram, std::span<const std::uint8_t> packet) override {
        head_end_->deliver(now, datagram, packet, *this);
    }
    [[nodiscard]] bool destroys(Time from, Time to, const chance::Key& frame) const override {
        const auto seconds = [](Time time) { return static_cast<double>(ns(time)) * 1e-9; };
        return disturbances_->ethernet_hit(seconds(from), seconds(to), frame).destroyed();
    }

    wan::Wire wire_;
    ToMeter to_meter_;
    const std::unique_ptr<head_end::HeadEnd>& head_end_;
    const emi::Disturbances* disturbances_;
};

}  // namespace bench::system
