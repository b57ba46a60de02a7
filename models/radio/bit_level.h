#pragma once

// The detailed level of the air: a frame's bits are modulated, disturbed, demodulated and decoded,
// where the packet level looks a chance up. For SUN FSK with h = 0.5; other modulations stay at the
// packet level.
//
// Whitening is applied before coding here; on the air it comes after the interleaver. Noise does
// not know the difference.

#include <cstdint>
#include <optional>
#include <span>

#include "models/chance/chance.h"
#include "models/modem/frame_simulator.h"
#include "models/radio/phy_facts.h"
#include "models/trace/events.h"

namespace bench::radio {

class BitLevel {
public:
    // The decoder outlives this.
    explicit BitLevel(modem::Decoder& decoder) : simulator_{modem::kHalfIndex, decoder} {}

    [[nodiscard]] static bool covers(const Phy& phy) {
        return phy.detection == Detection::gfsk_half;
    }
    // What becomes of a frame whose stretches begin with its SFD; nothing if it arrives. `key`: of
    // this frame at this receiver.
    [[nodiscard]] std::optional<trace::LossCause> receive(const Phy& phy,
                                                          std::span<const std::uint8_t> mac_frame,
                                                          std::span<const modem::Stretch> stretches,
                                                          const chance::Key& key) const;

private:
    modem::FrameSimulator simulator_;
};

}  // namespace bench::radio
