#pragma once

// The wide-area modem, typed. What each call means and its limits: firmware/hal/modem.h.

#include <cstdint>

#include "firmware/core/bytes.h"
#include "firmware/core/result.h"
#include "firmware/hal/modem.h"
#include "firmware/port/error.h"

namespace meter::port {

class Modem {
public:
    explicit Modem(hal_board* board) : board_{board} {}
    Result<void> send(Bytes ipv6_packet) {
        return done(hal_modem_send(board_, ipv6_packet.data(),
                                   static_cast<std::uint32_t>(ipv6_packet.size())));
    }
    // Only the first `length` octets of `out.bytes` are set.
    Result<void> take(hal_modem_packet& out) { return done(hal_modem_take(board_, &out)); }

private:
    hal_board* board_;
};

}  // namespace meter::port
