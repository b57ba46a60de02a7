#pragma once

// A message as a DataNotification, and the head end's acknowledgement of it. Plain APDUs: ciphering
// and the wrapper come around them (push_composer.h).
//
// DataNotification: 0F | long-invoke-id-and-priority (4) | 00 | structure of push setup name, time,
// sequence and the values. DataNotification-Confirm: 10 | the same four octets | 00.

#include <cstddef>
#include <cstdint>
#include <span>

#include "firmware/core/bytes.h"
#include "firmware/core/measurement.h"
#include "firmware/core/message.h"
#include "firmware/core/result.h"

namespace meter::cosem {

inline constexpr std::size_t kBulkMax = 1024;     // Octets of one page.
inline constexpr std::size_t kBulkOverhead = 39;  // Of a page's notification.
inline constexpr std::size_t kNotificationMax = kBulkMax + kBulkOverhead;
inline constexpr std::size_t kOwedNotificationMax = 71;  // A capture; an event is 52.
inline constexpr std::size_t kConfirmSize = 6;
// What of a sequence goes into the long-invoke-id, and comes back in a confirm.
inline constexpr std::uint32_t kInvokeSequenceMask = 0x1F'FFFF;

inline constexpr std::size_t kPhasorsNotification = 70;
inline constexpr std::size_t kQualityNotification = 812;

// What messages that are not owed say; taken when the message is written.
struct Unowed {
    std::size_t bulk_octets = 0;  // Of a page, at most kBulkMax.
    const PhasorSet* phasors = nullptr;
    const Window* quality = nullptr;
};

// Bits 0-20 sequence, 21-23 stream, 30 confirmed (all but phasors and power quality), 31 high
// priority (alarms).
[[nodiscard]] std::uint32_t long_invoke_id(MessageId id);
// The stream and the low 21 bits of the sequence. Error::malformed for what no message has.
Result<MessageId> message_of(std::uint32_t long_invoke_id);

// Octet `i` of bulk page `sequence`: a pattern that the head end checks, in place of a log.
[[nodiscard]] constexpr std::uint8_t bulk_octet(std::uint32_t sequence, std::size_t i) {
    return static_cast<std::uint8_t>(sequence * 31U + i);
}

// Error::full without room; Error::range when the time or a value does not fit the wire, or when
// `unowed` lacks what the message is to say.
Result<std::size_t> write_data_notification(const Message& message, std::span<std::uint8_t> out,
                                            const Unowed& unowed = {});
Result<MessageId> read_confirm(Bytes apdu);

}  // namespace meter::cosem
