#include "models/secure/gcm_instructions.h"

#include <algorithm>
#include <cstring>
#include <stdexcept>

#if defined(__x86_64__)
#include <immintrin.h>
#define METERBENCH_AES __attribute__((target("aes,pclmul,ssse3")))
#endif

namespace bench::secure {

#if defined(__x86_64__)

namespace {

using Register = __m128i;

Register load(const std::uint8_t* octets) {
    return _mm_loadu_si128(reinterpret_cast<const Register*>(octets));
}
void store(std::uint8_t* octets, Register value) {
    _mm_storeu_si128(reinterpret_cast<Register*>(octets), value);
}

// Up to 16 octets, the rest zero.
Register load_part(std::span<const std::uint8_t> octets) {
    std::array<std::uint8_t, GcmInstructions::kBlock> block{};
    if (!octets.empty())
        std::memcpy(block.data(), octets.data(), std::min(octets.size(), block.size()));
    return load(block.data());
}

METERBENCH_AES Register reversed(Register value) {
    return _mm_shuffle_epi8(value,
                            _mm_set_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15));
}

METERBENCH_AES Register encrypt(const std::uint8_t* round_keys, int rounds, Register block) {
    block = _mm_xor_si128(block, load(round_keys));
    for (int i = 1; i < rounds; ++i) block = _mm_aesenc_si128(block, load(round_keys + 16 * i));
    return _mm_aesenclast_si128(block, load(round_keys + 16 * rounds));
}

// Product in GHASH's field of two reversed blocks: Gueron and Kounavis, "Intel Carry-Less
// Multiplication Instruction and its Usage for Computing the GCM Mode" (2014), figure 5.
METERBENCH_AES Register multiply(Register a, Register b) {
    Register low = _mm_clmulepi64_si128(a, b, 0x00);
    Register high = _mm_clmulepi64_si128(a, b, 0x11);
    const Register middle =
        _mm_xor_si128(_mm_clmulepi64_si128(a, b, 0x10), _mm_clmulepi64_si128(a, b, 0x01));
    low = _mm_xor_si128(low, _mm_slli_si128(middle, 8));
    high = _mm_xor_si128(high, _mm_srli_si128(middle, 8));
    // One bit to the left over all 256: operands are reflected.
    const Register low_carry = _mm_srli_epi32(low, 31);
    const Register high_carry = _mm_srli_epi32(high, 31);
    low = _mm_or_si128(_mm_slli_epi32(low, 1), _mm_slli_si128(low_carry, 4));
    high = _mm_or_si128(_mm_slli_epi32(high, 1), _mm_slli_si128(high_carry, 4));
    high = _mm_or_si128(high, _mm_srli_si128(low_carry, 12));
    // Reduction modulo x^128 + x^7 + x^2 + x + 1.
    const Register folded = _mm_xor_si128(
        _mm_xor_si128(_mm_slli_epi32(low, 31), _mm_slli_epi32(low, 30)), _mm_slli_epi32(low, 25));
    low = _mm_xor_si128(low, _mm_slli_si128(folded, 12));
    Register sum = _mm_xor_si128(_mm_srli_epi32(low, 1), _mm_srli_epi32(low, 2));
    sum = _mm_xor_si128(sum, _mm_srli_epi32(low, 7));
    sum = _mm_xor_si128(sum, _mm_srli_si128(folded, 4));
    return _mm_xor_si128(high, _mm_xor_si128(low, sum));
}

METERBENCH_AES Register absorb(Register state, Register hash_key,
                               std::span<const std::uint8_t> data) {
    for (std::size_t at = 0; at < data.size(); at += GcmInstructions::kBlock) {
        const auto rest = data.subspan(at);
        const Register block =
            rest.size() >= GcmInstructions::kBlock ? load(rest.data()) : load_part(rest);
        state = multiply(_mm_xor_si128(state, reversed(block)), hash_key);
    }
    return state;
}

METERBENCH_AES Register counter_block(const std::uint8_t* iv, std::uint32_t count) {
    std::array<std::uint8_t, GcmInstructions::kBlock> block{};
    std::memcpy(block.data(), iv, 12);
    const std::uint32_t big_endian = __builtin_bswap32(count);
    std::memcpy(block.data() + 12, &big_endian, sizeof big_endian);
    return load(block.data());
}

}  // namespace

bool GcmInstructions::available() {
    return __builtin_cpu_supports("aes") && __builtin_cpu_supports("pclmul") &&
           __builtin_cpu_supports("ssse3");
}

METERBENCH_AES GcmInstructions::GcmInstructions(std::span<const std::uint8_t> round_keys,
                                                int rounds)
    : rounds_{rounds} {
    std::ranges::copy(round_keys, round_keys_.begin());
    store(hash_key_.data(), reversed(encrypt(round_keys_.data(), rounds_, _mm_setzero_si128())));
}

METERBENCH_AES GcmInstructions::Block GcmInstructions::tag(
    const std::uint8_t* iv, std::span<const std::uint8_t> aad,
    std::span<const std::uint8_t> cipher) const {
    const Register key = load(hash_key_.data());
    Register state = absorb(_mm_setzero_si128(), key, aad);
    state = absorb(state, key, cipher);
    const Register lengths = _mm_set_epi64x(static_cast<long long>(aad.size() * 8),
                                            static_cast<long long>(cipher.size() * 8));
    state = multiply(_mm_xor_si128(state, lengths), key);
    const Register mask = encrypt(round_keys_.data(), rounds_, counter_block(iv, 1));
    Block whole;
    store(whole.data(), _mm_xor_si128(reversed(state), mask));
    return whole;
}

METERBENCH_AES void GcmInstructions::crypt(const std::uint8_t* iv, std::span<const std::uint8_t> in,
                                           std::span<std::uint8_t> out) const {
    std::uint32_t count = 2;  // 1 is the tag's.
    for (std::size_t at = 0; at < in.size(); at += kBlock) {
        const Register stream = encrypt(round_keys_.data(), rounds_, counter_block(iv, count++));
        const std::size_t size = std::min(kBlock, in.size() - at);
        if (size == kBlock) {
            store(out.data() + at, _mm_xor_si128(stream, load(in.data() + at)));
            continue;
        }
        Block last;
        store(last.data(), _mm_xor_si128(stream, load_part(in.subspan(at))));
        std::memcpy(out.data() + at, last.data(), size);
    }
}

#else

bool GcmInstructions::available() { return false; }
GcmInstructions::GcmInstructions(std::span<const std::uint8_t>, int) : rounds_{0} {
    throw std::logic_error{"this processor has no such instructions"};
}
GcmInstructions::Block GcmInstructions::tag(const std::uint8_t*, std::span<const std::uint8_t>,
                                            std::span<const std::uint8_t>) const {
    return {};
}
void GcmInstructions::crypt(const std::uint8_t*, std::span<const std::uint8_t>,
                            std::span<std::uint8_t>) const {}

#endif

}  // namespace bench::secure
