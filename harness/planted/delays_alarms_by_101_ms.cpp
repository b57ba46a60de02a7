// Planted bug: the link calls itself busy for 101 ms whenever an alarm is handed to it.

#include "harness/planted/plugin.h"

namespace meter::planted {
namespace {

class ReluctantLink final : public net::Link {
public:
    explicit ReluctantLink(radio::Mac& mac) : standard_{mac} {}

    // The uplink offers a refused packet again every 5 ms.
    [[nodiscard]] std::size_t max_payload() const override { return standard_.max_payload(); }
    Result<void> send(Instant now, const net::LinkPacket& packet) override {
        if (packet.urgent && !offered_) {
            offered_ = true;
            ready_at_ = now + milliseconds(101);
        }
        if (packet.urgent && now < ready_at_) return Error::busy;
        const Result<void> sent = standard_.send(now, packet);
        if (packet.urgent && sent) offered_ = false;
        return sent;
    }
    void abandon() override { standard_.abandon(); }

private:
    app::JoinLink standard_;
    Instant ready_at_{};
    bool offered_ = false;
};

struct Joins : app::StandardJoins {
    using Link = ReluctantLink;
};

}  // namespace
}  // namespace meter::planted

const struct fw_image fw_image =
    meter::planted::image_of_variant<meter::planted::Joins>("delays_alarms_by_101_ms");
