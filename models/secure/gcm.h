#pragma once

// AES-GCM under one key (NIST SP 800-38D), by the processor's instructions where it has them
// (gcm_instructions.h), else by mbedTLS; the key schedule is made once.
//
// Nonces have 96 bits. A tag shorter than 128 bits is the beginning of the full one, and only what
// the caller passes is compared.

#include <array>
#include <cstdint>
#include <memory>
#include <span>

namespace bench::secure {

using Octets = std::span<const std::uint8_t>;
using Iv = std::array<std::uint8_t, 12>;

class Gcm {
public:
    // Throws std::invalid_argument unless the key has 16, 24 or 32 octets.
    explicit Gcm(Octets key);

    // `cipher` has the size of `plain`, and may be the same memory. Tags have 4 to 16 octets.
    void seal(const Iv& iv, Octets aad, Octets plain, std::span<std::uint8_t> cipher,
              std::span<std::uint8_t> tag) const;
    // False and `plain` zeroed, if it is not authentic; the comparison takes the same time for any
    // tag.
    [[nodiscard]] bool open(const Iv& iv, Octets aad, Octets cipher, Octets tag,
                            std::span<std::uint8_t> plain) const;

private:
    struct Context;
    struct Deleter {
        void operator()(Context* context) const;
    };
    std::unique_ptr<Context, Deleter> context_;
};

}  // namespace bench::secure
