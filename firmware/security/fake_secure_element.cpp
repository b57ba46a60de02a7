#include "firmware/security/fake_secure_element.h"

#include <algorithm>
#include <cstring>
#include <vector>

#include <mbedtls/gcm.h>

extern "C" std::int32_t hal_call(hal_board* board, std::uint16_t id, const void* request,
                                 std::uint32_t request_size, void* response,
                                 std::uint32_t capacity) {
    ++board->calls;
    hal_secure_header header{};
    std::memcpy(&header, request, sizeof header);
    const auto* text = static_cast<const std::uint8_t*>(request) + sizeof header;
    if (request_size != sizeof header + header.length || header.slot != 0) return HAL_E_RANGE;
    std::array<std::uint8_t, 17> aad{header.security_control};
    std::ranges::copy(board->authentication_key, aad.begin() + 1);
    auto* out = static_cast<std::uint8_t*>(response);

    mbedtls_gcm_context gcm;
    mbedtls_gcm_init(&gcm);
    mbedtls_gcm_setkey(&gcm, MBEDTLS_CIPHER_ID_AES, board->encryption_key.data(), 128);
    int status = 0;
    std::size_t size = 0;
    if (id == HAL_ID_SECURE_SEAL) {
        size = header.length + HAL_SECURE_TAG;
        status = mbedtls_gcm_crypt_and_tag(&gcm, MBEDTLS_GCM_ENCRYPT, header.length, header.iv, 12,
                                           aad.data(), aad.size(), text, out, HAL_SECURE_TAG,
                                           out + header.length);
    } else {
        size = header.length - HAL_SECURE_TAG;
        std::vector<std::uint8_t> plain(size + 1);
        status = mbedtls_gcm_auth_decrypt(&gcm, size, header.iv, 12, aad.data(), aad.size(),
                                          text + size, HAL_SECURE_TAG, text, plain.data());
        if (status == 0) std::copy_n(plain.begin(), size, out);
    }
    mbedtls_gcm_free(&gcm);
    if (size > capacity) return HAL_E_SIZE;
    return status == 0 ? static_cast<std::int32_t>(size) : HAL_E_AUTH;
}
