#include "models/head_end/ciphering.h"

#include <algorithm>
#include <stdexcept>

namespace bench::head_end {
namespace {

constexpr std::size_t kSecurityHeader = 5;  // Security control and invocation counter.
constexpr std::uint8_t kLongLength1 = 0x81;
constexpr std::uint8_t kLongLength2 = 0x82;

using Iv = std::array<std::uint8_t, 12>;

Iv iv_of(const Nonce& nonce) {
    Iv iv{};
    std::ranges::copy(nonce.system_title, iv.begin());
    for (std::size_t i = 0; i < 4; ++i) {
        iv[8 + i] = static_cast<std::uint8_t>(nonce.invocation_counter >> (24 - 8 * i));
    }
    return iv;
}

// BER length in its shortest form only.
std::size_t take_length(Reader& reader) {
    const std::uint8_t first = reader.u8();
    if (first < 0x80) return first;
    const bool two = first == kLongLength2;
    const std::size_t length = two ? reader.u16() : reader.u8();
    const std::size_t smallest = two ? 0x100 : 0x80;
    if ((!two && first != kLongLength1) || length < smallest) return SIZE_MAX;
    return length;
}

void append_length(std::size_t length, Octets& out) {
    if (length >= 0x100) {
        out.push_back(kLongLength2);
        append_number(out, length, 2);
        return;
    }
    if (length >= 0x80) out.push_back(kLongLength1);
    out.push_back(static_cast<std::uint8_t>(length));
}

}  // namespace

std::optional<CipheredApdu> parse_ciphered(View apdu) {
    CipheredApdu parsed;
    Reader reader{apdu};
    reader.expect(kGeneralGloCiphering);
    reader.expect(static_cast<std::uint8_t>(parsed.system_title.size()));
    std::ranges::copy(reader.take(parsed.system_title.size()), parsed.system_title.begin());
    const std::size_t length = take_length(reader);
    if (reader.failed() || length != reader.rest().size()) return std::nullopt;
    if (length < kSecurityHeader + kTagSize) return std::nullopt;
    reader.expect(kAuthenticatedAndEncrypted);
    parsed.invocation_counter = reader.u32();
    parsed.cipher_text = reader.take(length - kSecurityHeader - kTagSize);
    parsed.tag = reader.take(kTagSize);
    if (!reader.finished()) return std::nullopt;
    return parsed;
}

SharedKeys::SharedKeys(const Key& encryption, const Key& authentication) {
    additional_data_[0] = kAuthenticatedAndEncrypted;
    std::ranges::copy(authentication, additional_data_.begin() + 1);
    mbedtls_gcm_init(&gcm_);
    if (mbedtls_gcm_setkey(&gcm_, MBEDTLS_CIPHER_ID_AES, encryption.data(), 128) != 0) {
        mbedtls_gcm_free(&gcm_);
        throw std::runtime_error{"head end: mbedTLS refuses the key"};
    }
}

SharedKeys::~SharedKeys() { mbedtls_gcm_free(&gcm_); }

bool SharedKeys::open(const CipheredApdu& apdu, Octets& plain) {
    const Iv iv = iv_of({apdu.system_title, apdu.invocation_counter});
    plain.resize(apdu.cipher_text.size());
    const int status = mbedtls_gcm_auth_decrypt(
        &gcm_, plain.size(), iv.data(), iv.size(), additional_data_.data(), additional_data_.size(),
        apdu.tag.data(), apdu.tag.size(), apdu.cipher_text.data(), plain.data());
    if (status != 0) plain.clear();
    return status == 0;
}

void SharedKeys::seal(const Nonce& nonce, View plain, Octets& out) {
    const Iv iv = iv_of(nonce);
    out.push_back(kGeneralGloCiphering);
    out.push_back(static_cast<std::uint8_t>(nonce.system_title.size()));
    append(out, nonce.system_title);
    append_length(kSecurityHeader + plain.size() + kTagSize, out);
    out.push_back(kAuthenticatedAndEncrypted);
    append_number(out, nonce.invocation_counter, 4);
    const std::size_t text_at = out.size();
    out.resize(text_at + plain.size() + kTagSize);
    std::uint8_t* text = out.data() + text_at;
    const int status = mbedtls_gcm_crypt_and_tag(
        &gcm_, MBEDTLS_GCM_ENCRYPT, plain.size(), iv.data(), iv.size(), additional_data_.data(),
        additional_data_.size(), plain.data(), text, kTagSize, text + plain.size());
    if (status != 0) throw std::logic_error{"head end: mbedTLS fails to encrypt"};
}

}  // namespace bench::head_end
