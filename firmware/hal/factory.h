#pragma once

/* What was written at manufacture and commissioning: identity, keys' slots, radio plan, streams.
 * One-time-programmable on the real board; read-only for the firmware. */

#include "hal.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { HAL_ID_FACTORY_READ = 0x0100 };

enum hal_access_mode { HAL_ACCESS_MODE_POLITE = 0, HAL_ACCESS_MODE_DUTY_CYCLE = 1 };
enum hal_hopping { HAL_HOPPING_NONE = 0, HAL_HOPPING_BLIND = 1 };
enum hal_plan { HAL_PLAN_EU_33 = 33 };
enum { HAL_STREAMS = 4 }; /* alarms, events, readings, profiles */

struct hal_factory {
    uint8_t eui64[8];
    uint8_t system_title[8];
    uint8_t head_end_title[8];
    uint8_t mesh_prefix[16];      /* /64 of the meters; the interface identifier is the EUI-64's. */
    uint8_t head_end_address[16]; /* IPv6 */
    uint16_t head_end_port;       /* 4059 */
    uint16_t pan_id;
    uint8_t plan;                             /* hal_plan */
    uint8_t modulation;                       /* hal_modulation (radio.h) */
    uint8_t access_mode;                      /* hal_access_mode */
    uint8_t hopping;                          /* hal_hopping */
    uint8_t retries;                          /* 0 .. 7 tries after the first */
    uint8_t fixed_channel;                    /* Used when hopping is none. */
    uint16_t dwell_ms;                        /* 15 .. 255 */
    int16_t power_cdbm;                       /* EIRP in 0.01 dBm */
    uint16_t debounce_ms;                     /* Tamper inputs. */
    uint32_t outage_qualification_ms;         /* Mains absent this long before it is an outage. */
    uint32_t stream_period_ms[HAL_STREAMS];   /* 0: the stream is off, or not periodic. */
    uint32_t stream_deadline_ms[HAL_STREAMS]; /* 0: none. */
    uint32_t ack_timeout_ms; /* Wait for the head end's acknowledgement before sending again. */
};

static inline int32_t hal_factory_read(struct hal_board* board, struct hal_factory* out) {
    return hal_call(board, HAL_ID_FACTORY_READ, 0, 0, out, (uint32_t)sizeof *out);
}

#ifdef __cplusplus
}
#endif
