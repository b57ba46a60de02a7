#include "models/secure/gcm.h"

#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <utility>

#include <gtest/gtest.h>
#include <mbedtls/gcm.h>
#include <nlohmann/json.hpp>

#include "models/secure/hex_test.h"

namespace bench::secure {
namespace {

struct Vector {
    int id;
    bool valid;
    std::vector<std::uint8_t> key, iv_octets, aad, plain, cipher, tag;
    [[nodiscard]] Iv iv() const {
        Iv iv{};
        std::copy_n(iv_octets.begin(), iv.size(), iv.begin());
        return iv;
    }
};

// Those of Wycheproof's vectors that have a nonce of 96 bits.
std::vector<Vector> vectors() {
    std::ifstream file{METERBENCH_SOURCE_DIR "/models/secure/vectors/aes_gcm_test.json"};
    const nlohmann::json json = nlohmann::json::parse(file);
    std::vector<Vector> result;
    for (const auto& group : json.at("testGroups")) {
        if (group.at("ivSize") != 96) continue;
        for (const auto& test : group.at("tests")) {
            const auto octets = [&](const char* name) {
                return from_hex(test.at(name).get<std::string>());
            };
            result.push_back({test.at("tcId"), test.at("result") == "valid", octets("key"),
                              octets("iv"), octets("aad"), octets("msg"), octets("ct"),
                              octets("tag")});
        }
    }
    return result;
}

TEST(Gcm, AgreesWithEveryWycheproofVectorOfA96BitNonce) {
    std::size_t valid = 0;
    std::size_t invalid = 0;
    for (const Vector& vector : vectors()) {
        const Gcm gcm{vector.key};
        std::vector<std::uint8_t> plain(vector.cipher.size());
        EXPECT_EQ(gcm.open(vector.iv(), vector.aad, vector.cipher, vector.tag, plain), vector.valid)
            << vector.id;
        ++(vector.valid ? valid : invalid);
        if (!vector.valid) {
            EXPECT_EQ(plain, std::vector<std::uint8_t>(plain.size(), 0)) << vector.id;
            continue;
        }
        EXPECT_EQ(plain, vector.plain) << vector.id;
        std::vector<std::uint8_t> cipher(vector.plain.size());
        std::vector<std::uint8_t> tag(16);
        gcm.seal(vector.iv(), vector.aad, vector.plain, cipher, tag);
        EXPECT_EQ(cipher, vector.cipher) << vector.id;
        EXPECT_EQ(tag, vector.tag) << vector.id;
    }
    // 40 + 37 + 39 valid and 3 * 27 invalid ones, with keys of 128, 192 and 256 bits.
    EXPECT_EQ(valid, 116U);
    EXPECT_EQ(invalid, 81U);
}

TEST(Gcm, ATagOf96BitsIsTheBeginningOfTheFullOne) {
    for (const Vector& vector : vectors()) {
        if (!vector.valid) continue;
        const Gcm gcm{vector.key};
        std::vector<std::uint8_t> cipher(vector.plain.size());
        std::vector<std::uint8_t> tag(12);
        gcm.seal(vector.iv(), vector.aad, vector.plain, cipher, tag);
        EXPECT_TRUE(std::ranges::equal(tag, Octets{vector.tag}.first(12))) << vector.id;
        std::vector<std::uint8_t> plain(cipher.size());
        EXPECT_TRUE(gcm.open(vector.iv(), vector.aad, cipher, tag, plain)) << vector.id;
        EXPECT_EQ(plain, vector.plain) << vector.id;
        for (std::uint8_t& octet : tag) {
            octet ^= 0x01U;
            EXPECT_FALSE(gcm.open(vector.iv(), vector.aad, cipher, tag, plain)) << vector.id;
            octet ^= 0x01U;
        }
    }
}

std::vector<std::uint8_t> pattern(std::size_t size, std::uint64_t seed) {
    std::vector<std::uint8_t> octets(size);
    for (std::uint8_t& octet : octets) {
        seed = seed * 6364136223846793005U + 1442695040888963407U;
        octet = static_cast<std::uint8_t>(seed >> 56U);
    }
    return octets;
}

// Whichever of the two serves here, mbedTLS itself says the same.
TEST(Gcm, AgreesWithMbedTlsForEveryLength) {
    for (const std::size_t key_size : {16U, 24U, 32U}) {
        const auto key = pattern(key_size, key_size);
        const Gcm gcm{key};
        mbedtls_gcm_context other;
        mbedtls_gcm_init(&other);
        ASSERT_EQ(mbedtls_gcm_setkey(&other, MBEDTLS_CIPHER_ID_AES, key.data(),
                                     static_cast<unsigned>(key_size * 8)),
                  0);
        for (std::size_t size = 0; size <= 100; ++size) {
            const auto plain = pattern(size, size + 1);
            const auto aad = pattern(size * 7 % 41, size + 2);
            Iv iv{};
            std::ranges::copy(pattern(iv.size(), size + 3), iv.begin());
            std::vector<std::uint8_t> cipher(size), expected(size), tag(12), expected_tag(12);
            gcm.seal(iv, aad, plain, cipher, tag);
            mbedtls_gcm_crypt_and_tag(&other, MBEDTLS_GCM_ENCRYPT, size, iv.data(), iv.size(),
                                      aad.data(), aad.size(), plain.data(), expected.data(),
                                      expected_tag.size(), expected_tag.data());
            EXPECT_EQ(cipher, expected) << size;
            EXPECT_EQ(tag, expected_tag) << size;
        }
        mbedtls_gcm_free(&other);
    }
}

TEST(Gcm, CanBeMoved) {
    const Vector vector = vectors().front();
    Gcm first{vector.key};
    const Gcm second = std::move(first);
    std::vector<std::uint8_t> plain(vector.cipher.size());
    EXPECT_TRUE(second.open(vector.iv(), vector.aad, vector.cipher, vector.tag, plain));
}

TEST(Gcm, RefusesKeysOfOtherLengths) {
    for (const std::size_t size : {0U, 15U, 17U, 33U, 64U}) {
        EXPECT_THROW(Gcm{std::vector<std::uint8_t>(size)}, std::invalid_argument) << size;
    }
}

}  // namespace
}  // namespace bench::secure
