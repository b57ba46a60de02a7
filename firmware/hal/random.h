#pragma once

/* Random octets. Hardware ignores the purpose; the bench keys its draws by it. */

#include "hal.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { HAL_ID_RANDOM = 0x0A00 };

enum hal_random_purpose {
    HAL_RANDOM_SOLICIT = 1,
    HAL_RANDOM_BACKOFF = 2,
    HAL_RANDOM_CHANNEL = 3,
    HAL_RANDOM_TRAFFIC = 4
};

struct hal_random_request {
    uint32_t purpose;
    uint32_t length; /* 1 .. 64 */
};

static inline int32_t hal_random(struct hal_board* board, uint32_t purpose, uint8_t* out,
                                 uint32_t length) {
    struct hal_random_request request;
    request.purpose = purpose;
    request.length = length;
    return hal_call(board, HAL_ID_RANDOM, &request, (uint32_t)sizeof request, out, length);
}

#ifdef __cplusplus
}
#endif
