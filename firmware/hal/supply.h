#pragma once

/* Mains and the reservoir that carries the board on when mains fail. */

#include "hal.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { HAL_ID_SUPPLY_READ = 0x0800 };

struct hal_supply {
    uint8_t mains; /* 1: present. A change raises HAL_SIGNAL_SUPPLY. */
    uint8_t reserved[3];
    uint32_t hold_up_ms; /* How long the reservoir still carries the board, at least. */
    int64_t since_us;    /* Uptime of the last change. */
};

static inline int32_t hal_supply_read(struct hal_board* board, struct hal_supply* out) {
    return hal_call(board, HAL_ID_SUPPLY_READ, 0, 0, out, (uint32_t)sizeof *out);
}

#ifdef __cplusplus
}
#endif
