#pragma once

/* What the firmware says of itself: numbered events with two arguments. The trace shows them. */

#include "hal.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { HAL_ID_DIAG_EVENT = 0x0C00 };

enum hal_diag_code {
    HAL_DIAG_JOINED = 1,         /* a: milliseconds since boot */
    HAL_DIAG_LINK_LOST = 2,      /* a: failed exchanges in a row */
    HAL_DIAG_QUEUE_DEPTH = 3,    /* a: stream, b: messages held, when more than ever since boot */
    HAL_DIAG_QUEUE_OVERFLOW = 4, /* a: stream, b: sequence */
    HAL_DIAG_COUNTER_EXHAUSTED = 5, /* no counter is left under this key */
    HAL_DIAG_STORE_FAILED = 6,      /* a: operations that failed since boot */
    HAL_DIAG_EVENT_QUALIFIED = 7,   /* a: event code, b: sequence */
    HAL_DIAG_REJECTED = 8,          /* a: meter::Error of a received APDU */
    HAL_DIAG_FATAL = 9,             /* a: what cannot go on */
    HAL_DIAG_BUS_ERROR = 10,        /* a frame of the front end with a wrong sum; a: good ones */
    HAL_DIAG_SAMPLES_LOST = 11,     /* a: samples of the front end lost since boot */
    HAL_DIAG_RADIO_RESET = 12       /* the radio was set up again; a: how often since boot */
};

struct hal_diag_event {
    uint16_t code;
    uint16_t reserved;
    uint32_t a;
    uint32_t b;
};

static inline int32_t hal_diag_note(struct hal_board* board, uint16_t code, uint32_t a,
                                    uint32_t b) {
    struct hal_diag_event event;
    event.code = code;
    event.reserved = 0;
    event.a = a;
    event.b = b;
    return hal_call(board, HAL_ID_DIAG_EVENT, &event, (uint32_t)sizeof event, 0, 0);
}

#ifdef __cplusplus
}
#endif
