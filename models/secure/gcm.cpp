#include "models/secure/gcm.h"

#include <algorithm>
#include <optional>
#include <stdexcept>

#include <mbedtls/aes.h>
#include <mbedtls/gcm.h>

#include "models/secure/gcm_instructions.h"

namespace bench::secure {
namespace {

// The key schedule is mbedTLS's own.
std::optional<GcmInstructions> instructions_for(Octets key) {
    if (!GcmInstructions::available()) return std::nullopt;
    mbedtls_aes_context aes;
    mbedtls_aes_init(&aes);
    mbedtls_aes_setkey_enc(&aes, key.data(), static_cast<unsigned>(key.size() * 8));
    const auto* const octets = reinterpret_cast<const std::uint8_t*>(aes.rk);
    const auto size = static_cast<std::size_t>(aes.nr + 1) * GcmInstructions::kBlock;
    std::optional<GcmInstructions> made{std::in_place, Octets{octets, size}, aes.nr};
    mbedtls_aes_free(&aes);
    return made;
}

// In the same time for any tag.
bool same(Octets a, Octets b) {
    std::uint8_t difference = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        difference = static_cast<std::uint8_t>(difference | (a[i] ^ b[i]));
    return difference == 0;
}

bool fits(std::size_t in, std::size_t out, std::size_t tag) {
    return in == out && tag >= 4 && tag <= GcmInstructions::kBlock;
}

}  // namespace

struct Gcm::Context {
    Context() { mbedtls_gcm_init(&gcm); }
    ~Context() { mbedtls_gcm_free(&gcm); }
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;
    mbedtls_gcm_context gcm{};
    std::optional<GcmInstructions> fast;
};

void Gcm::Deleter::operator()(Context* context) const { delete context; }

Gcm::Gcm(Octets key) : context_{new Context} {
    const auto bits = static_cast<unsigned>(key.size() * 8);
    if (key.size() > 32 ||
        mbedtls_gcm_setkey(&context_->gcm, MBEDTLS_CIPHER_ID_AES, key.data(), bits) != 0) {
        throw std::invalid_argument{"an AES key must have 16, 24 or 32 octets"};
    }
    context_->fast = instructions_for(key);
}

void Gcm::seal(const Iv& iv, Octets aad, Octets plain, std::span<std::uint8_t> cipher,
               std::span<std::uint8_t> tag) const {
    if (context_->fast && fits(plain.size(), cipher.size(), tag.size())) {
        context_->fast->crypt(iv.data(), plain, cipher);
        const GcmInstructions::Block whole = context_->fast->tag(iv.data(), aad, cipher);
        std::copy_n(whole.begin(), tag.size(), tag.begin());
        return;
    }
    // Fails for wrong sizes only, which are our own callers' to get right.
    const int result = mbedtls_gcm_crypt_and_tag(
        &context_->gcm, MBEDTLS_GCM_ENCRYPT, plain.size(), iv.data(), iv.size(), aad.data(),
        aad.size(), plain.data(), cipher.data(), tag.size(), tag.data());
    if (result != 0) throw std::logic_error{"AES-GCM with a wrong size"};
}

bool Gcm::open(const Iv& iv, Octets aad, Octets cipher, Octets tag,
               std::span<std::uint8_t> plain) const {
    if (context_->fast && fits(cipher.size(), plain.size(), tag.size())) {
        const GcmInstructions::Block whole = context_->fast->tag(iv.data(), aad, cipher);
        if (!same(tag, Octets{whole}.first(tag.size()))) {
            std::ranges::fill(plain, std::uint8_t{0});
            return false;
        }
        context_->fast->crypt(iv.data(), cipher, plain);
        return true;
    }
    return mbedtls_gcm_auth_decrypt(&context_->gcm, cipher.size(), iv.data(), iv.size(), aad.data(),
                                    aad.size(), tag.data(), tag.size(), cipher.data(),
                                    plain.data()) == 0;
}

}  // namespace bench::secure
