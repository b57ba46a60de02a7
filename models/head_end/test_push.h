#pragma once

// For tests: a meter's pushes, built octet by octet with mbedTLS's streaming interface and none of
// the head end's own code, and two whole packets that python's cryptography (OpenSSL) has made.

#include <algorithm>
#include <array>
#include <string_view>

#include <mbedtls/gcm.h>

#include "models/head_end/config.h"
#include "models/head_end/octets.h"

namespace bench::head_end::test {

// The meter, the head end and the keys of both packets (keys as in the Green Book's examples).
inline constexpr Title kMeterTitle{'M', 'T', 'B', 0, 0, 0, 0, 1};
inline constexpr Title kHeadEndTitle{'H', 'E', 'S', 0, 0, 0, 0, 9};
inline constexpr Key kEncryption{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
inline constexpr Key kAuthentication{0xD0, 0xD1, 0xD2, 0xD3, 0xD4, 0xD5, 0xD6, 0xD7,
                                     0xD8, 0xD9, 0xDA, 0xDB, 0xDC, 0xDD, 0xDE, 0xDF};
inline constexpr Address kMeterAddress{0xFD, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x12, 0x4B, 0, 0, 0, 0, 1};
inline constexpr Address kHeadEndAddress{0x20, 0x01, 0x0D, 0xB8, 0, 0, 0, 0,
                                         0,    0,    0,    0,    0, 0, 0, 1};

// Reading 1234567 of 2026-11-22T10:15:00Z: import 1234567.89 Wh, export 0.42 Wh, 2345 W exported,
// 230.1 V, 10195 mA; invocation counter 7.
inline constexpr std::string_view kReadingPacket =
    "6000000000731140fd0000000000000002124b000000000120010db8000000000000000000000001"
    "0fdb0fdb0073e1390001000100010063db084d54420000000001583000000007c12681921a4e0410"
    "e5e66c100dd7e91eb283c260ac333dd7e6d39882add5e7cd5608047bcad2ccc976e1b57c2fe81f53"
    "a399872741c88003573936b0898849f42eddf0b34bc204ad0edd6c30d59d1ff1e11628";
// Its confirmation, the head end's invocation counter 1.
inline constexpr std::string_view kConfirmPacket =
    "600000000032114020010db8000000000000000000000001fd0000000000000002124b0000000001"
    "0fdb0fdb0032c6530001000100010022db084845530000000009173000000001d6978dc55be86e6f"
    "01ec79111e67898cc25e";
inline constexpr std::int64_t kReadingTimeUs = 1'795'342'500'000'000;
inline constexpr std::uint32_t kReadingSequence = 1'234'567;

inline Octets from_hex(std::string_view hex) {
    const auto digit = [](char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; };
    Octets octets;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
        octets.push_back(static_cast<std::uint8_t>(digit(hex[i]) * 16 + digit(hex[i + 1])));
    }
    return octets;
}

inline Octets joined(std::initializer_list<Octets> parts) {
    Octets all;
    for (const Octets& part : parts) all.insert(all.end(), part.begin(), part.end());
    return all;
}

inline Octets big_endian(std::uint64_t value, unsigned octets) {
    Octets out(octets);
    for (unsigned i = 0; i < octets; ++i) {
        out[octets - 1 - i] = static_cast<std::uint8_t>(value & 0xFFU);
        value >>= 8U;
    }
    return out;
}

// Decrypts or encrypts; the tag of 12 octets follows an encrypted text.
inline Octets gcm(int mode, const Title& title, std::uint32_t counter, const Octets& text) {
    mbedtls_gcm_context context;
    mbedtls_gcm_init(&context);
    mbedtls_gcm_setkey(&context, MBEDTLS_CIPHER_ID_AES, kEncryption.data(), 128);
    const Octets iv = joined({{title.begin(), title.end()}, big_endian(counter, 4)});
    const Octets extra = joined({{0x30}, {kAuthentication.begin(), kAuthentication.end()}});
    mbedtls_gcm_starts(&context, mode, iv.data(), iv.size(), extra.data(), extra.size());
    Octets result(text.size());
    mbedtls_gcm_update(&context, text.size(), text.data(), result.data());
    std::array<std::uint8_t, 16> tag{};
    mbedtls_gcm_finish(&context, tag.data(), tag.size());
    mbedtls_gcm_free(&context);
    result.insert(result.end(), tag.begin(), tag.begin() + 12);
    return result;
}

inline Octets ciphered(std::uint32_t counter, const Octets& plain,
                       const Title& title = kMeterTitle) {
    const Octets content =
        joined({{0x30}, big_endian(counter, 4), gcm(MBEDTLS_GCM_ENCRYPT, title, counter, plain)});
    Octets length{static_cast<std::uint8_t>(content.size())};
    if (content.size() >= 128) length.insert(length.begin(), 0x81);
    return joined({{0xDB, 8}, {title.begin(), title.end()}, length, content});
}

// From the meter to the head end, port 4059 on both sides.
inline Octets packet(const Octets& apdu) {
    const Octets wrapper = joined({{0, 1, 0, 1, 0, 1}, big_endian(apdu.size(), 2), apdu});
    const std::uint64_t length = wrapper.size() + 8;
    const Octets addresses = joined({{kMeterAddress.begin(), kMeterAddress.end()},
                                     {kHeadEndAddress.begin(), kHeadEndAddress.end()}});
    Octets udp = joined({{0x0F, 0xDB, 0x0F, 0xDB}, big_endian(length, 2), {0, 0}, wrapper});
    Octets summed = joined({addresses, big_endian(length, 4), big_endian(17, 4), udp});
    if (summed.size() % 2 != 0) summed.push_back(0);
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < summed.size(); i += 2) sum += summed[i] * 256U + summed[i + 1];
    const Octets check = big_endian(0xFFFF - sum % 0xFFFF, 2);
    std::ranges::copy(check, udp.begin() + 6);
    return joined({{0x60, 0, 0, 0}, big_endian(length, 2), {17, 64}, addresses, udp});
}

// 2026-11-22T10:15:00Z, a Sunday.
inline Octets reading_time() { return {0x07, 0xEA, 11, 22, 7, 10, 15, 0, 0, 0, 0, 0}; }

inline Octets notification(std::uint32_t invoke_id, const Octets& body) {
    return joined({{0x0F}, big_endian(invoke_id, 4), {0}, body});
}

inline Octets capture_push(std::uint8_t stream, std::uint32_t sequence) {
    const std::uint8_t channel = stream == 2 ? 0 : 2;
    const std::uint32_t id =
        1U << 30U | static_cast<std::uint32_t>(stream) << 21U | (sequence & 0x1FFFFFU);
    return notification(id, joined({{2, 9, 9, 6, 0, channel, 25, 9, 0, 255, 9, 12},
                                    reading_time(),
                                    {6},
                                    big_endian(sequence, 4),
                                    {0x15},
                                    big_endian(123'456'789, 8),
                                    {0x15},
                                    big_endian(42, 8),
                                    {6},
                                    big_endian(0, 4),
                                    {6},
                                    big_endian(2345, 4),
                                    {0x12},
                                    big_endian(2301, 2),
                                    {6},
                                    big_endian(10'195, 4)}));
}

inline Octets event_push(std::uint8_t stream, std::uint32_t sequence, std::uint8_t code) {
    const std::uint8_t channel = stream == 0 ? 3 : 1;
    const std::uint32_t priority = stream == 0 ? 1U << 31U : 0U;
    const std::uint32_t id =
        priority | 1U << 30U | static_cast<std::uint32_t>(stream) << 21U | (sequence & 0x1FFFFFU);
    return notification(id, joined({{2, 7, 9, 6, 0, channel, 25, 9, 0, 255, 9, 12},
                                    reading_time(),
                                    {6},
                                    big_endian(sequence, 4),
                                    {0x11, code},
                                    {6},
                                    big_endian(0x2000, 4),
                                    {6},
                                    big_endian(5, 4),
                                    {6},
                                    big_endian(1, 4)}));
}

}  // namespace bench::head_end::test
