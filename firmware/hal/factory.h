#pragma once

/* What was written at manufacture and commissioning: identity, keys' slots, radio plan, streams.
 * One-time-programmable on the real board; read-only for the firmware. */

#include "hal.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { HAL_ID_FACTORY_READ = 0x0100 };

enum hal_access_mode { HAL_ACCESS_MODE_POLITE = 0, HAL_ACCESS_MODE_DUTY_CYCLE = 1 };
enum hal_hopping { HAL_HOPPING_NONE = 0, HAL_HOPPING_BLIND = 1, HAL_HOPPING_ADAPTIVE = 2 };
enum hal_fec { HAL_FEC_NONE = 0, HAL_FEC_ALWAYS = 1, HAL_FEC_ADAPTIVE = 2 };
enum hal_power_control { HAL_POWER_FIXED = 0, HAL_POWER_ADAPTIVE = 1 };
enum hal_priority { HAL_PRIORITY_NONE = 0, HAL_PRIORITY_ALARMS = 1 };
/* Of a meter with a modem of its own beside its radio. None: the modem alone. Failover: what the
 * head end did not acknowledge goes by radio as well. Duplicate: likewise, and alarms and phasors
 * go both ways at once. */
enum hal_redundancy {
    HAL_REDUNDANCY_NONE = 0,
    HAL_REDUNDANCY_FAILOVER = 1,
    HAL_REDUNDANCY_DUPLICATE = 2
};
enum hal_traffic_kind { HAL_TRAFFIC_POISSON = 0, HAL_TRAFFIC_PERIODIC = 1 };
/* Wi-SUN ChanPlanID; the band of 2450 MHz has none there. */
enum hal_plan {
    HAL_PLAN_NA_1 = 1,
    HAL_PLAN_NA_2 = 2,
    HAL_PLAN_NA_3 = 3,
    HAL_PLAN_EU_32 = 32,
    HAL_PLAN_EU_33 = 33,
    HAL_PLAN_EU_34 = 34,
    HAL_PLAN_EU_35 = 35,
    HAL_PLAN_EU_36 = 36,
    HAL_PLAN_EU_37 = 37,
    HAL_PLAN_IEEE_2450 = 0x70
};
enum { HAL_STREAMS = 7 }; /* alarms, events, readings, profiles, bulk, phasors, power_quality */

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
    uint8_t fec;             /* hal_fec */
    uint8_t power_control;   /* hal_power_control; power_cdbm is then the most. */
    uint8_t priority;        /* hal_priority: how alarms get at the channel. */
    uint8_t
        inter_frame_sensing;  /* 1: carrier sense lasts across the gap before an acknowledgement. */
    uint16_t fragment_octets; /* A packet longer than this on the link goes in fragments, unless an
                                 alarm; 0: never. */
    uint16_t bulk_octets;     /* Pages of this size go whenever nothing else waits; 0: none. */
    /* Of the traffic generator; unused by other products. */
    uint8_t parent_eui64[8];    /* A collector known from before; all zero: to be found. */
    int64_t parent_origin_us;   /* When its schedule began, on the uptime of the first boot. */
    uint32_t traffic_period_ms; /* Between frames, or their mean. */
    uint32_t traffic_jitter_ms; /* A periodic frame is up to so much late. */
    uint16_t traffic_octets;    /* Of the MAC frame, without FCS. */
    uint8_t traffic_kind;       /* hal_traffic_kind */
    uint8_t redundancy;         /* hal_redundancy */
    uint32_t reserved_2;
};

static inline int32_t hal_factory_read(struct hal_board* board, struct hal_factory* out) {
    return hal_call(board, HAL_ID_FACTORY_READ, 0, 0, out, (uint32_t)sizeof *out);
}

#ifdef __cplusplus
}
#endif
