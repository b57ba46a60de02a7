#pragma once

// The wrapper of IEC 62056-47 that carries an APDU over UDP: version 0001 | source wPort |
// destination wPort | length of the APDU, two octets each, most significant first. Meter and head
// end both are wPort 1.

#include <cstddef>
#include <cstdint>
#include <span>

#include "firmware/core/bytes.h"
#include "firmware/core/result.h"

namespace meter::cosem {

inline constexpr std::size_t kWrapperSize = 8;
inline constexpr std::uint16_t kWPort = 1;

// Writes the eight octets in front of an APDU of `apdu_size` octets (1 .. 65535).
Result<void> write_wrapper(std::size_t apdu_size, std::span<std::uint8_t> out);
// The APDU inside. Error::malformed unless the version, both ports and the length are exactly
// right.
Result<Bytes> read_wrapper(Bytes datagram);

}  // namespace meter::cosem
