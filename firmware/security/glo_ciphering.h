#pragma once

// general-glo-ciphering of DLMS/COSEM (Green Book, suite 0): authenticated and encrypted, nothing
// less.
//
// DB | 08 | system title of the sender (8) | length (BER) | SC 30 | invocation counter (4) | cipher
// text | tag (12). The same global unicast key (slot 0 of the secure element) serves both
// directions; the two system titles keep the nonces apart. It has the shape of cosem::Sealer; the
// application joins the two.

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>

#include "firmware/core/address.h"
#include "firmware/core/bytes.h"
#include "firmware/core/result.h"
#include "firmware/port/secure.h"
#include "firmware/security/counters.h"

namespace meter::security {

struct SealedApdu {
    std::size_t size = 0;
    std::uint32_t invocation_counter = 0;
};

struct Titles {
    SystemTitle own{};
    SystemTitle peer{};
};

class GloSealer {
public:
    // `last_accepted`: the peer's last counter, if one was kept over the boot.
    GloSealer(port::Secure secure, CounterLease& counter, const Titles& titles,
              std::uint32_t last_accepted = 0)
        : secure_{secure}, counter_{counter}, titles_{titles}, last_accepted_{last_accepted} {
        assert(titles.own != titles.peer);
    }

    // Writes the APDU to `out`, which does not overlap `plain`. A counter is spent only when there
    // is room. Error::full, Error::range (nothing or too much to seal), Error::exhausted,
    // Error::hardware.
    Result<SealedApdu> seal(Bytes plain, std::span<std::uint8_t> out);

    // Writes the plain APDU to `out`, answers its size. On any error neither `out` nor the counter
    // changes. Error::malformed: does not parse. Error::forged: of another sender, with another
    // security control, or the tag does not verify. Error::replayed: the counter is not above the
    // last one, or is 2^32 - 1, after which none could follow. Error::full: no room in `out`.
    Result<std::size_t> open(Bytes sealed, std::span<std::uint8_t> out);

    [[nodiscard]] std::uint32_t last_accepted() const { return last_accepted_; }

private:
    port::Secure secure_;
    CounterLease& counter_;
    Titles titles_;
    std::uint32_t last_accepted_;
};

}  // namespace meter::security
