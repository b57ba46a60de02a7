#include "reports/capture/pcap_writer.h"

#include <algorithm>
#include <bit>

namespace bench::capture {
namespace {

constexpr std::uint32_t kSectionHeader = 0x0A0D0D0A;
constexpr std::uint32_t kInterfaceDescription = 1;
constexpr std::uint32_t kEnhancedPacket = 6;
constexpr std::uint32_t kByteOrderMagic = 0x1A2B3C4D;
constexpr std::uint32_t kLinkType = 283;  // LINKTYPE_IEEE802_15_4_TAP

constexpr std::uint32_t kOptionEnd = 0;
constexpr std::uint32_t kOptionComment = 1;
constexpr std::uint32_t kOptionUserApplication = 4;  // shb_userappl
constexpr std::uint32_t kOptionName = 2;             // if_name
constexpr std::uint32_t kOptionResolution = 9;       // if_tsresol
constexpr char kNanoseconds = 9;                     // 10^-9 s
constexpr std::size_t kLongestText = 0xFFFC;         // What an option's 16-bit length holds.

// Types of the TAP header's TLVs.
constexpr std::uint32_t kTapFcsType = 0;
constexpr std::uint32_t kTapRss = 1;
constexpr std::uint32_t kTapChannel = 3;
constexpr std::uint32_t kTapStartOfFrame = 5;
constexpr std::uint32_t kTapLinkQuality = 10;
constexpr std::uint8_t kNoFcs = 0;
constexpr std::uint8_t kSunPage = 9;  // Channel page of the predefined SUN PHYs.

void append(std::string& out, std::uint64_t value, unsigned octets) {
    for (unsigned i = 0; i < octets; ++i) out += static_cast<char>(value >> (8 * i) & 0xFFU);
}

void pad(std::string& out) { out.append((4 - out.size() % 4) % 4, '\0'); }

// Options and TLVs alike: type, length, value, padded to 32 bits.
void append_field(std::string& out, std::uint32_t type, std::string_view value) {
    const std::string_view kept = value.substr(0, kLongestText);
    append(out, type, 2);
    append(out, kept.size(), 2);
    out += kept;
    pad(out);
}

void append_number(std::string& out, std::uint32_t type, std::uint64_t value, unsigned octets) {
    std::string bytes;
    append(bytes, value, octets);
    append_field(out, type, bytes);
}

void append_block(std::string& out, std::uint32_t type, std::string_view body) {
    const std::size_t length = body.size() + 12;
    append(out, type, 4);
    append(out, length, 4);
    out += body;
    append(out, length, 4);
}

std::string tap_header(const Frame& frame) {
    std::string fields;
    append_number(fields, kTapFcsType, kNoFcs, 1);
    const float rssi_dbm = static_cast<float>(frame.rssi_cdbm) / 100.0F;
    append_number(fields, kTapRss, std::bit_cast<std::uint32_t>(rssi_dbm), 4);
    append_number(fields, kTapChannel, std::uint64_t{kSunPage} << 16U | frame.channel, 3);
    append_number(fields, kTapStartOfFrame, static_cast<std::uint64_t>(frame.time.count()), 8);
    if (frame.sinr_cdb) append_number(fields, kTapLinkQuality, link_quality(*frame.sinr_cdb), 1);

    std::string header;
    append(header, 0, 2);  // Version 0, reserved.
    append(header, fields.size() + 4, 2);
    return header + fields;
}

}  // namespace

std::uint8_t link_quality(std::int16_t sinr_cdb) {
    return static_cast<std::uint8_t>(std::clamp(sinr_cdb * 8 / 100, 0, 255));
}

PcapWriter::PcapWriter(Nanoseconds epoch) : epoch_{epoch} {
    std::string body;
    append(body, kByteOrderMagic, 4);
    append(body, 1, 2);  // Version 1.0
    append(body, 0, 2);
    append(body, UINT64_MAX, 8);  // Length of the section: not said.
    append_field(body, kOptionUserApplication, "meterbench");
    append_field(body, kOptionEnd, {});
    append_block(out_, kSectionHeader, body);
}

std::uint32_t PcapWriter::add_interface(std::string_view name) {
    std::string body;
    append(body, kLinkType, 2);
    append(body, 0, 2);
    append(body, 0, 4);  // No limit to the captured length.
    append_field(body, kOptionName, name);
    append_field(body, kOptionResolution, {&kNanoseconds, 1});
    append_field(body, kOptionEnd, {});
    append_block(out_, kInterfaceDescription, body);
    return interfaces_++;
}

void PcapWriter::add(const Frame& frame) {
    if (frame.interface >= interfaces_) return;
    std::string packet = tap_header(frame);
    packet.append(reinterpret_cast<const char*>(frame.bytes.data()), frame.bytes.size());
    const std::size_t length = packet.size();
    pad(packet);

    const auto stamp = static_cast<std::uint64_t>((epoch_ + frame.time).count());
    std::string body;
    append(body, frame.interface, 4);
    append(body, stamp >> 32U, 4);
    append(body, stamp, 4);
    append(body, length, 4);
    append(body, length, 4);
    body += packet;
    if (!frame.comment.empty()) {
        append_field(body, kOptionComment, frame.comment);
        append_field(body, kOptionEnd, {});
    }
    append_block(out_, kEnhancedPacket, body);
    ++frames_;
}

}  // namespace bench::capture
