#pragma once

/* Digital inputs with the time of their last edge. */

#include "hal.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    HAL_ID_IO_READ = 0x0900,
    HAL_IO_METER_COVER = 0,
    HAL_IO_MAGNET = 1, /* A Hall switch beside the current transformers; 1 = over 200 mT. */
    HAL_IO_INPUTS = 4
};

struct hal_io {
    uint32_t levels;                /* Bit n: input n; meter cover: 1 = open. */
    uint32_t changed;               /* Bit n: input n had an edge since the last read. */
    int64_t edge_us[HAL_IO_INPUTS]; /* Uptime of the last edge; 0: none since boot. */
};

static inline int32_t hal_io_read(struct hal_board* board, struct hal_io* out) {
    return hal_call(board, HAL_ID_IO_READ, 0, 0, out, (uint32_t)sizeof *out);
}

#ifdef __cplusplus
}
#endif
