#pragma once

/* Registers of the metering integrated circuit, as they stand now. */

#include "hal.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { HAL_ID_METERING_READ = 0x0300 };

struct hal_metering {
    int64_t import_cwh; /* Active energy import, 0.01 Wh; never decreases. */
    int64_t export_cwh; /* Active energy export, 0.01 Wh; never decreases. */
    int64_t power_mw;   /* Active power, import positive. */
    int32_t voltage_mv; /* RMS. */
    int32_t current_ma; /* RMS. */
    int32_t frequency_mhz;
    uint32_t status; /* 0: valid. */
};

static inline int32_t hal_metering_read(struct hal_board* board, struct hal_metering* out) {
    return hal_call(board, HAL_ID_METERING_READ, 0, 0, out, (uint32_t)sizeof *out);
}

#ifdef __cplusplus
}
#endif
