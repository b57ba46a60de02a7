#include "firmware/security/glo_ciphering.h"

namespace meter::security {
namespace {

constexpr std::uint8_t kGeneralGloCiphering = 0xDB;
constexpr std::uint8_t kTitleSize = 8;
constexpr std::uint8_t kAuthenticatedEncrypted = 0x30;  // Suite 0, unicast key, not compressed.
constexpr std::uint8_t kSlot = 0;
constexpr std::size_t kControlSize = 5;  // SC and invocation counter.
constexpr std::size_t kTextMax = HAL_SECURE_TEXT_MAX;

constexpr std::size_t length_size(std::size_t length) {
    if (length < 0x80) return 1;
    return length <= 0xFF ? 2 : 3;
}

void write_length(ByteWriter& writer, std::size_t length) {
    const std::size_t size = length_size(length);
    if (size > 1) writer.u8(static_cast<std::uint8_t>(0x80 + size - 1));
    writer.be(length, size == 1 ? 1 : size - 1);
}

// Only the shortest form is taken: one APDU, one encoding.
Result<std::size_t> read_length(ByteReader& reader) {
    const std::size_t first = reader.u8();
    if (!reader.ok()) return Error::malformed;
    if (first < 0x80) return first;
    if (first != 0x81 && first != 0x82) return Error::malformed;
    const std::size_t length = reader.be(first - 0x80);
    if (!reader.ok() || length_size(length) != first - 0x80 + 1) return Error::malformed;
    return length;
}

struct Parsed {
    SystemTitle sender{};
    std::uint8_t security_control = 0;
    std::uint32_t invocation_counter = 0;
    Bytes text{};  // Cipher text and tag.
};

Result<Parsed> parse(Bytes apdu) {
    ByteReader reader{apdu};
    if (reader.u8() != kGeneralGloCiphering || reader.u8() != kTitleSize) return Error::malformed;
    Parsed parsed;
    for (std::uint8_t& octet : parsed.sender.octets) octet = reader.u8();
    const Result<std::size_t> length = read_length(reader);
    if (!length || length.value() != reader.remaining()) return Error::malformed;
    if (length.value() <= kControlSize + HAL_SECURE_TAG) return Error::malformed;
    if (length.value() > kControlSize + kTextMax) return Error::malformed;
    parsed.security_control = reader.u8();
    parsed.invocation_counter = static_cast<std::uint32_t>(reader.be(4));
    parsed.text = reader.bytes(reader.remaining());
    return parsed;
}

}  // namespace

Result<SealedApdu> GloSealer::seal(Bytes plain, std::span<std::uint8_t> out) {
    if (plain.empty() || plain.size() > kTextMax - HAL_SECURE_TAG) return Error::range;
    const std::size_t content = kControlSize + plain.size() + HAL_SECURE_TAG;
    const std::size_t total = 2 + kTitleSize + length_size(content) + content;
    if (out.size() < total) return Error::full;

    const Result<std::uint32_t> counter = counter_.take();
    if (!counter) return counter.error();
    ByteWriter writer{out};
    writer.u8(kGeneralGloCiphering);
    writer.u8(kTitleSize);
    writer.bytes(titles_.own.octets);
    write_length(writer, content);
    writer.u8(kAuthenticatedEncrypted);
    writer.be(counter.value(), 4);
    const port::SealHeader header{kSlot, kAuthenticatedEncrypted, titles_.own, counter.value()};
    const Result<std::size_t> text = secure_.seal(header, plain, out.subspan(writer.size()));
    if (!text) return text.error();
    if (text.value() != plain.size() + HAL_SECURE_TAG) return Error::hardware;
    return SealedApdu{total, counter.value()};
}

bool GloSealer::taken(std::uint32_t counter) const {
    if (counter > last_accepted_) return counter == UINT32_MAX;
    const std::uint32_t behind = last_accepted_ - counter;
    return behind >= 64 || (taken_ >> behind & 1U) != 0;
}

void GloSealer::take(std::uint32_t counter) {
    if (counter > last_accepted_) {
        const std::uint32_t ahead = counter - last_accepted_;
        taken_ = ahead >= 64 ? 0 : taken_ << ahead;
        last_accepted_ = counter;
    }
    taken_ |= std::uint64_t{1} << (last_accepted_ - counter);
}

Result<std::size_t> GloSealer::open(Bytes sealed, std::span<std::uint8_t> out) {
    const Result<Parsed> parsed = parse(sealed);
    if (!parsed) return parsed.error();
    const Parsed& apdu = parsed.value();
    if (apdu.sender != titles_.peer) return Error::forged;
    if (apdu.security_control != kAuthenticatedEncrypted) return Error::forged;
    if (taken(apdu.invocation_counter)) return Error::replayed;

    const port::SealHeader header{kSlot, kAuthenticatedEncrypted, titles_.peer,
                                  apdu.invocation_counter};
    const Result<std::size_t> plain = secure_.open(header, apdu.text, out);
    if (!plain) return plain.error();
    take(apdu.invocation_counter);
    return plain.value();
}

}  // namespace meter::security
