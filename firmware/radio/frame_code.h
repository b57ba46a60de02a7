#pragma once

// Code points of IEEE 802.15.4-2020 (clauses 7.2 and 7.4) and of the Wi-SUN FAN elements inside,
// shared by the writer and the parser of frames.

#include <cstdint>

namespace meter::radio::code {

// Frame control field.
inline constexpr std::uint16_t kTypeMask = 0x0007;
inline constexpr std::uint16_t kTypeData = 0x0001;
inline constexpr std::uint16_t kTypeAck = 0x0002;
inline constexpr std::uint16_t kSecurity = 1U << 3;
inline constexpr std::uint16_t kAckRequest = 1U << 5;
inline constexpr std::uint16_t kPanCompression = 1U << 6;
inline constexpr std::uint16_t kSequenceSuppression = 1U << 8;
inline constexpr std::uint16_t kElementsPresent = 1U << 9;
inline constexpr std::uint16_t kDestinationExtended = 3U << 10;
inline constexpr std::uint16_t kVersion2 = 2U << 12;
inline constexpr std::uint16_t kSourceExtended = 3U << 14;

// Header elements: length in bits 0-6, identifier in bits 7-14, bit 15 clear.
inline constexpr std::uint16_t kHeaderLengthMask = 0x007F;
inline constexpr std::uint8_t kVendorHeader = 0x00;
inline constexpr std::uint32_t kVendor = 0x70B3D5;  // The block that our EUI-64s are of.
inline constexpr std::uint8_t kWisunHeader = 0x2A;
inline constexpr std::uint8_t kTermination1 = 0x7E;  // Payload elements follow.
inline constexpr std::uint8_t kTermination2 = 0x7F;  // The payload follows.
inline constexpr std::uint8_t kUnicastTiming = 1;    // Sub-identifier of a Wi-SUN header element.
inline constexpr std::uint8_t kUnicastTimingOctets = 5;

// Payload elements: length in bits 0-10, group in bits 11-14, bit 15 set. Nested in the Wi-SUN
// group, long form: the same with a sub-identifier; short form: length in bits 0-7, bit 15 clear.
inline constexpr std::uint16_t kLong = 1U << 15;
inline constexpr std::uint16_t kPayloadLengthMask = 0x07FF;
inline constexpr std::uint16_t kShortLengthMask = 0x00FF;
inline constexpr std::uint8_t kWisunPayload = 4;
inline constexpr std::uint8_t kPayloadTermination = 0xF;
inline constexpr std::uint8_t kUnicastSchedule = 1;

// Channel control of the unicast schedule: plan in bits 0-2, function in 3-5, exclusion in 6-7.
inline constexpr std::uint8_t kPlanRegulatory = 0;
inline constexpr std::uint8_t kPlanExplicit = 1;
inline constexpr std::uint8_t kPlanIdentified = 2;
inline constexpr std::uint8_t kExcludeNone = 0;
inline constexpr std::uint8_t kExcludeRanges = 1;
inline constexpr std::uint8_t kExcludeMask = 2;

}  // namespace meter::radio::code
