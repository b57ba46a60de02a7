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
    // `last_accepted`: the peer's highest counter, if one was kept over the boot; none up to it is
    // taken.
    GloSealer(port::Secure secure, CounterLease& counter, const Titles& titles,
              std::uint32_t last_accepted = 0)
        : secure_{secure},
          counter_{counter},
          titles_{titles},
          last_accepted_{last_accepted},
          taken_{~std::uint64_t{0}} {
        assert(titles.own != titles.peer);
    }

    // Writes the APDU to `out`, which does not overlap `plain`. A counter is spent only when there
    // is room. Error::full, Error::range (nothing or too much to seal), Error::exhausted,
    // Error::hardware.
    Result<SealedApdu> seal(Bytes plain, std::span<std::uint8_t> out);

    // Writes the plain APDU to `out`, answers its size. On any error neither `out` nor the counter
    // changes. Error::malformed: does not parse. Error::forged: of another sender, with another
    // security control, or the tag does not verify. Error::replayed: the counter was taken already
    // or lies more than 63 below the highest (a sliding window, RFC 4303, 3.4.3: answers over two
    // paths overtake each other), or is 2^32 - 1. Error::full: no room in `out`.
    Result<std::size_t> open(Bytes sealed, std::span<std::uint8_t> out);

    [[nodiscard]] std::uint32_t last_accepted() const { return last_accepted_; }

private:
    [[nodiscard]] bool taken(std::uint32_t counter) const;
    void take(std::uint32_t counter);

    port::Secure secure_;
    CounterLease& counter_;
    Titles titles_;
    std::uint32_t last_accepted_;
    std::uint64_t taken_;  // Bit i: counter last_accepted_ - i.
};

}  // namespace meter::security
