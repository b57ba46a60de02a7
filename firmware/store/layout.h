#pragma once

// What lies where on the flash. All numbers little-endian; CRC-32 over what precedes it.
//
// Sector header (16): magic 4, epoch 4, epoch inverted 4, CRC 4. Epochs rise with every sector
// opened. Lease record (16): magic 2, lease 1, zero 1, ceiling 4, ceiling inverted 4, CRC 4.
// Message record (64): magic 1, stream 1, event code 1, zero 1, sequence 4, time 8, capture 32 or
// alarm registers 12 and zeros, zeros 8, CRC 4, erased 3, state 1. State: erased while owed,
// cleared once not.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "firmware/core/bytes.h"
#include "firmware/core/message.h"

namespace meter::store {

inline constexpr std::size_t kSlot =
    64;  // A message's record; the header of a log sector takes one too.
inline constexpr std::size_t kStateAt = 63;
inline constexpr std::size_t kSmallSlot = 16;  // Header; lease record.
inline constexpr std::uint8_t kErased = 0xFF;

using MessageRecord = std::array<std::uint8_t, kSlot>;
using SmallRecord = std::array<std::uint8_t, kSmallSlot>;

enum class SectorKind : std::uint32_t { leases = 0x314C4D4D, messages = 0x314D4D4D };

[[nodiscard]] bool erased(Bytes data);

[[nodiscard]] SmallRecord encode_header(SectorKind kind, std::uint32_t epoch);
[[nodiscard]] std::optional<std::uint32_t> decode_header(SectorKind kind, Bytes data);

struct LeaseRecord {
    std::uint8_t lease = 0;
    std::uint32_t ceiling = 0;
};
[[nodiscard]] SmallRecord encode_lease(LeaseRecord record);
[[nodiscard]] std::optional<LeaseRecord> decode_lease(Bytes data);

[[nodiscard]] MessageRecord encode_message(const Message& message);
// Whatever its state says.
[[nodiscard]] std::optional<Message> decode_message(const MessageRecord& record);
// Cheap first look: the identity as written, nothing verified.
[[nodiscard]] MessageId peek_id(const MessageRecord& record);
[[nodiscard]] inline bool owed(const MessageRecord& record) { return record[kStateAt] == kErased; }

}  // namespace meter::store
