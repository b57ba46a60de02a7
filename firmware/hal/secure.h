#pragma once

/* The secure element: keys stay inside, in slots. AES-GCM with the DLMS tag of 12 octets.
 *
 * Additional authenticated data are those of DLMS: the security control octet, then the slot's
 * authentication key. Slot 0 is the global unicast key of suite 0. */

#include "hal.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    HAL_ID_SECURE_SEAL = 0x0700,
    HAL_ID_SECURE_OPEN = 0x0701,
    HAL_SECURE_TAG = 12,
    HAL_SECURE_TEXT_MAX = 2048
};

struct hal_secure_header {
    uint8_t slot;
    uint8_t security_control; /* 0x30: authenticated and encrypted, suite 0. */
    uint8_t reserved[2];
    uint8_t iv[12];  /* System title, then invocation counter, most significant octet first. */
    uint32_t length; /* Octets of plain text (seal), of cipher text with its tag (open). */
};

/* out: cipher text, then tag: length + 12 octets. */
static inline int32_t hal_secure_seal(struct hal_board* board,
                                      const struct hal_secure_header* header, const uint8_t* plain,
                                      uint8_t* out) {
    uint8_t request[sizeof *header + HAL_SECURE_TEXT_MAX];
    if (header->length > HAL_SECURE_TEXT_MAX - HAL_SECURE_TAG) return HAL_E_RANGE;
    memcpy(request, header, sizeof *header);
    if (header->length > 0u) memcpy(request + sizeof *header, plain, header->length);
    return hal_call(board, HAL_ID_SECURE_SEAL, request, (uint32_t)sizeof *header + header->length,
                    out, header->length + HAL_SECURE_TAG);
}

/* out: plain text, length - 12 octets; untouched and HAL_E_AUTH if the tag does not verify. */
static inline int32_t hal_secure_open(struct hal_board* board,
                                      const struct hal_secure_header* header, const uint8_t* sealed,
                                      uint8_t* out) {
    uint8_t request[sizeof *header + HAL_SECURE_TEXT_MAX];
    if (header->length < HAL_SECURE_TAG || header->length > HAL_SECURE_TEXT_MAX) return HAL_E_RANGE;
    memcpy(request, header, sizeof *header);
    memcpy(request + sizeof *header, sealed, header->length);
    return hal_call(board, HAL_ID_SECURE_OPEN, request, (uint32_t)sizeof *header + header->length,
                    out, header->length - HAL_SECURE_TAG);
}

#ifdef __cplusplus
}
#endif
