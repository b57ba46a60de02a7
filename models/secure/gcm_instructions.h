#pragma once

// AES-GCM by the processor's own instructions (AES-NI and PCLMULQDQ), for nonces of 96 bits.
//
// mbedTLS takes some 4 000 instructions for a message of 100 octets, this 800: the secure elements
// are a tenth of what a metering second costs. What it computes is held against mbedTLS in every
// run, since the head end is built on that, and against the vectors in the tests.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace bench::secure {

class GcmInstructions {
public:
    static constexpr std::size_t kBlock = 16;
    using Block = std::array<std::uint8_t, kBlock>;

    // The processor has them.
    [[nodiscard]] static bool available();

    // The key schedule of AES: `rounds` + 1 round keys of 16 octets, one after the other; 10, 12 or
    // 14 rounds. Only if available().
    GcmInstructions(std::span<const std::uint8_t> round_keys, int rounds);

    // The full tag of additional data and cipher text.
    [[nodiscard]] Block tag(const std::uint8_t* iv, std::span<const std::uint8_t> aad,
                            std::span<const std::uint8_t> cipher) const;
    // Counter mode, which is its own inverse; the same memory may be given for both.
    void crypt(const std::uint8_t* iv, std::span<const std::uint8_t> in,
               std::span<std::uint8_t> out) const;

private:
    alignas(kBlock) std::array<std::uint8_t, 15 * kBlock> round_keys_{};
    alignas(kBlock) Block hash_key_{};  // Octets reversed, as the multiplication takes them.
    int rounds_;
};

}  // namespace bench::secure
