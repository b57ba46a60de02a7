#include "models/secure/gcm.h"

#include <stdexcept>

#include <mbedtls/gcm.h>

namespace bench::secure {

struct Gcm::Context {
    Context() { mbedtls_gcm_init(&gcm); }
    ~Context() { mbedtls_gcm_free(&gcm); }
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;
    mbedtls_gcm_context gcm{};
};

void Gcm::Deleter::operator()(Context* context) const { delete context; }

Gcm::Gcm(Octets key) : context_{new Context} {
    const auto bits = static_cast<unsigned>(key.size() * 8);
    if (key.size() > 32 ||
        mbedtls_gcm_setkey(&context_->gcm, MBEDTLS_CIPHER_ID_AES, key.data(), bits) != 0) {
        throw std::invalid_argument{"an AES key must have 16, 24 or 32 octets"};
    }
}

void Gcm::seal(const Iv& iv, Octets aad, Octets plain, std::span<std::uint8_t> cipher,
               std::span<std::uint8_t> tag) const {
    // Fails for wrong sizes only, which are our own callers' to get right.
    const int result = mbedtls_gcm_crypt_and_tag(
        &context_->gcm, MBEDTLS_GCM_ENCRYPT, plain.size(), iv.data(), iv.size(), aad.data(),
        aad.size(), plain.data(), cipher.data(), tag.size(), tag.data());
    if (result != 0) throw std::logic_error{"AES-GCM with a wrong size"};
}

bool Gcm::open(const Iv& iv, Octets aad, Octets cipher, Octets tag,
               std::span<std::uint8_t> plain) const {
    return mbedtls_gcm_auth_decrypt(&context_->gcm, cipher.size(), iv.data(), iv.size(), aad.data(),
                                    aad.size(), tag.data(), tag.size(), cipher.data(),
                                    plain.data()) == 0;
}

}  // namespace bench::secure
