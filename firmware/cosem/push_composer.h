#pragma once

// From a message to the payload of one UDP datagram, and from the head end's datagram to the
// message it acknowledges: notification, ciphering and wrapper in one go. What goes to the head end
// is never plain, and nothing is taken as an acknowledgement that did not open.

#include <cstddef>
#include <cstdint>
#include <span>

#include "firmware/core/bytes.h"
#include "firmware/core/message.h"
#include "firmware/core/result.h"
#include "firmware/cosem/push.h"
#include "firmware/cosem/sealer.h"

namespace meter::cosem {

class PushComposer {
public:
    explicit PushComposer(Sealer& sealer) : sealer_{sealer} {}

    // Writes the UDP payload to `out`; `size` of the answer counts all of it. Composing a message
    // again gives another payload with another counter: the same message under a fresh nonce.
    Result<Sealed> compose(const Message& message, std::span<std::uint8_t> out,
                           const Unowed& unowed = {});

    // The acknowledged message: its stream and the low 21 bits of its sequence.
    Result<MessageId> accept_confirm(Bytes udp_payload);

private:
    Sealer& sealer_;
};

}  // namespace meter::cosem
