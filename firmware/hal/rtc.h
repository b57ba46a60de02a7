#pragma once

/* Calendar time from the battery-backed clock, in step with the crystal that drives uptime. */

#include "hal.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { HAL_ID_RTC_READ = 0x0200 };

struct hal_rtc {
    int64_t unix_us;   /* Microseconds since 1970-01-01T00:00:00 UTC. */
    int64_t uptime_us; /* The uptime at which it was read. */
};

static inline int32_t hal_rtc_read(struct hal_board* board, struct hal_rtc* out) {
    return hal_call(board, HAL_ID_RTC_READ, 0, 0, out, (uint32_t)sizeof *out);
}

#ifdef __cplusplus
}
#endif
