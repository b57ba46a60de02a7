#pragma once

// DLMS security suite 0 (AES-128-GCM, tag of 12 octets) and the general-glo-ciphering APDU around
// it, by mbedTLS. IV = system title || invocation counter, additional data = security control ||
// authentication key (Green Book 9.2.3.3.7).

#include <array>
#include <optional>

#include <mbedtls/gcm.h>

#include "models/head_end/config.h"
#include "models/head_end/octets.h"

namespace bench::head_end {

inline constexpr std::uint8_t kGeneralGloCiphering = 0xDB;
inline constexpr std::uint8_t kAuthenticatedAndEncrypted = 0x30;  // Security control, suite 0.
inline constexpr std::size_t kTagSize = 12;

struct CipheredApdu {
    Title system_title{};
    std::uint32_t invocation_counter = 0;
    View cipher_text;
    View tag;
};

// Reads the APDU without the keys. Nothing if it does not parse or asks for other protection.
[[nodiscard]] std::optional<CipheredApdu> parse_ciphered(View apdu);

struct Nonce {
    Title system_title{};  // Of the sender.
    std::uint32_t invocation_counter = 0;
};

// The keys shared with one meter. Setting up the key schedule costs a good part of an operation, so
// it is kept. Neither copied nor moved: mbedTLS may point into its context.
class SharedKeys {
public:
    SharedKeys(const Key& encryption, const Key& authentication);
    ~SharedKeys();
    SharedKeys(const SharedKeys&) = delete;
    SharedKeys& operator=(const SharedKeys&) = delete;

    // Decrypts into `plain`; false, and `plain` is empty, if the tag does not fit.
    [[nodiscard]] bool open(const CipheredApdu& apdu, Octets& plain);
    // Appends the whole general-glo-ciphering APDU to `out`.
    void seal(const Nonce& nonce, View plain, Octets& out);

private:
    mbedtls_gcm_context gcm_{};
    std::array<std::uint8_t, 17> additional_data_{};
};

}  // namespace bench::head_end
