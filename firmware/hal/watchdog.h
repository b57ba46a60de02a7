#pragma once

/* Resets the module (HAL_RESET_WATCHDOG) when it is not fed in time. Off until first fed. */

#include "hal.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { HAL_ID_WATCHDOG_FEED = 0x0B00 };

static inline int32_t hal_watchdog_feed(struct hal_board* board, uint32_t timeout_ms) {
    return hal_call(board, HAL_ID_WATCHDOG_FEED, &timeout_ms, (uint32_t)sizeof timeout_ms, 0, 0);
}

#ifdef __cplusplus
}
#endif
