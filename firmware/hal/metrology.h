#pragma once

/* What was adjusted and set for the three-phase measurement at manufacture. Read-only for the
 * firmware. */

#include "hal.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { HAL_ID_METROLOGY_READ = 0x0101, HAL_METROLOGY_CHANNELS = 7 };

/* Of one channel of the front end (afe.h). */
struct hal_channel_calibration {
    int32_t gain;      /* 100 uV or 1 uA per count, times 2^24. */
    int32_t offset;    /* Counts, to be subtracted. */
    int32_t delay_ns;  /* By how much the channel is to be delayed against the others. */
    int32_t corner_hz; /* Of its anti-alias filter; 0: unknown. */
};

struct hal_metrology {
    struct hal_channel_calibration channel[HAL_METROLOGY_CHANNELS];
    uint32_t crc;              /* CRC-32 over `channel` as it stands here. */
    uint32_t nominal_hz;       /* 50 or 60 */
    int32_t nominal_mv;        /* Un, phase to neutral. */
    int32_t nominal_ma;        /* In */
    int32_t max_ma;            /* Imax */
    uint32_t start_ppm;        /* Starting current as a share of In. */
    uint32_t interruption_ppm; /* Of Un: below this a phase is without voltage. */
    uint8_t rejection;         /* 1: disturbed samples are replaced. */
    uint8_t reserved[3];
};

static inline int32_t hal_metrology_read(struct hal_board* board, struct hal_metrology* out) {
    return hal_call(board, HAL_ID_METROLOGY_READ, 0, 0, out, (uint32_t)sizeof *out);
}

#ifdef __cplusplus
}
#endif
