#pragma once

/* A packet radio that takes whole jobs: carrier sense, back-off and acknowledgement happen in
 * microseconds and belong to it; where and when to send belongs to the firmware.
 *
 * Frames are IEEE 802.15.4 MAC frames without FCS, which the radio adds and checks. Times are
 * uptime.
 *
 * Timing field: 24 bits, least significant octet first, that say at which point of its own schedule
 * the sender is when the frame starts: ((start_us - origin_us) * multiplier) >> 32. The radio
 * writes it as the frame leaves, since only then the start is known. */

#include "hal.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    HAL_ID_RADIO_CONFIGURE = 0x0400,
    HAL_ID_RADIO_LISTEN = 0x0401,
    HAL_ID_RADIO_TRANSMIT = 0x0402,
    HAL_ID_RADIO_RESULT = 0x0403,
    HAL_ID_RADIO_TAKE = 0x0404,
    HAL_ID_RADIO_ACK_TEMPLATE = 0x0405,
    HAL_ID_RADIO_ABANDON = 0x0406,
    HAL_ID_RADIO_CHECK = 0x0407
};

/* SUN FSK modes by Wi-SUN's PhyModeID; 0x10 more: with forward error correction. A radio that
 * listens to a mode hears it with and without error correction. */
enum hal_modulation {
    HAL_MODULATION_SUN_FSK_1A = 0x01, /* 50 kb/s, h = 0.5 */
    HAL_MODULATION_SUN_FSK_1B = 0x02, /* 50 kb/s, h = 1 */
    HAL_MODULATION_SUN_FSK_2A = 0x03, /* 100 kb/s, h = 0.5 */
    HAL_MODULATION_SUN_FSK_2B = 0x04, /* 100 kb/s, h = 1 */
    HAL_MODULATION_SUN_FSK_3 = 0x05,  /* 150 kb/s, h = 0.5 */
    HAL_MODULATION_SUN_FSK_4A = 0x06, /* 200 kb/s, h = 0.5 */
    HAL_MODULATION_SUN_FSK_4B = 0x07, /* 200 kb/s, h = 1 */
    HAL_MODULATION_SUN_FSK_5 = 0x08,  /* 300 kb/s, h = 0.5 */
    HAL_MODULATION_CODED = 0x10,
    HAL_MODULATION_OQPSK_250 = 0x70 /* 250 kb/s at 2450 MHz */
};
enum hal_radio_access {
    HAL_RADIO_ACCESS_NONE = 0,
    HAL_RADIO_ACCESS_CCA = 1,
    HAL_RADIO_ACCESS_CSMA = 2
};
enum {
    HAL_RADIO_NO_FIELD = 0xFFFF,
    HAL_RADIO_FRAME_MAX = 1280,
    HAL_RADIO_ACK_MAX = 64,
    HAL_RADIO_SLOTS_MAX = 2048
};

/* Who we are: the filter for received frames and the origin of the timing field. */
struct hal_radio_configuration {
    uint8_t eui64[8];
    int64_t timing_origin_us;
    uint32_t timing_multiplier;
    uint16_t pan_id;
    uint8_t plan;       /* hal_plan */
    uint8_t modulation; /* hal_modulation */
};

/* Where to listen. Slot n starts at start_us + n * dwell_us and uses channel[n]; after the last
 * slot the radio stays on the last channel. slots = 1 is a fixed channel. A frame being received is
 * finished. The new list replaces the old one at once; slots already over may be included. */
struct hal_radio_schedule {
    int64_t start_us;
    uint32_t dwell_us; /* > 0 */
    uint16_t slots;    /* 1 .. HAL_RADIO_SLOTS_MAX */
    uint16_t modulation;
    uint8_t channel[HAL_RADIO_SLOTS_MAX];
};

struct hal_radio_job {
    uint32_t ticket; /* The firmware's own; shown in the trace. By custom the invocation counter of
                        the APDU inside, 0 for a frame that carries none: the latency account reads
                        it. */
    uint8_t access;  /* hal_radio_access */
    uint8_t modulation;
    uint8_t channel;
    uint8_t min_exponent; /* Back-off of 0 .. 2^e - 1 units, e from min to max with each busy
                             channel. */
    uint8_t max_exponent;
    uint8_t busy_limit; /* Gives up as busy after this many busy channels. */
    int16_t power_cdbm;
    uint16_t unit_us;       /* Back-off unit. */
    uint16_t sense_us;      /* The channel must have been idle this long before it. */
    int16_t threshold_cdbm; /* At or above: busy. */
    uint16_t timing_at;     /* Offset of the timing field in the frame, or HAL_RADIO_NO_FIELD. */
    uint32_t ack_wait_us;   /* From the frame's end to the start of its acknowledgement; 0: none. */
    int64_t not_before_us;  /* Back-off starts no earlier. In the past: now. */
    int64_t latest_start_us; /* A frame that cannot start by then is not sent: busy. */
    /* 3 .. HAL_RADIO_FRAME_MAX. Or 0 with HAL_RADIO_ACCESS_CCA: energy detection. Nothing is sent;
     * the outcome tells the level seen over sense_us. */
    uint32_t length;
};

enum hal_radio_status {
    HAL_RADIO_SENT = 0, /* No acknowledgement was asked for. */
    HAL_RADIO_ACKED = 1,
    HAL_RADIO_NO_ACK = 2,
    HAL_RADIO_BUSY = 3,      /* Never sent: the channel was busy, or latest_start_us had passed. */
    HAL_RADIO_ABANDONED = 4, /* Never sent: hal_radio_abandon came first. */
    HAL_RADIO_FAILED = 5     /* The chip lost its lock or its registers: nothing usable was sent. */
};

struct hal_radio_outcome {
    uint32_t ticket;
    uint8_t status; /* hal_radio_status */
    uint8_t busy_count;
    int16_t ack_rssi_cdbm;
    int64_t start_us; /* Of the frame; 0 if never sent. */
    int64_t end_us;
    int64_t ack_start_us; /* Start of the acknowledgement's preamble; 0 if none. */
    uint32_t ack_length;
    uint8_t ack[HAL_RADIO_ACK_MAX]; /* MAC frame without FCS. */
    int16_t level_cdbm; /* Of the last channel found busy, or the energy detected; 0: none. */
    int16_t reserved;
};

/* Sent one turnaround after a frame to us that asks for it. The radio fills in what it alone knows.
 */
struct hal_radio_ack_template {
    uint16_t length;
    uint16_t sequence_at;    /* Gets the received frame's sequence number. */
    uint16_t destination_at; /* Gets the received frame's source EUI-64. */
    uint16_t timing_at;      /* Gets the timing field. */
    int16_t power_cdbm;
    uint16_t reserved;
    uint8_t bytes[HAL_RADIO_ACK_MAX];
};

struct hal_radio_received {
    int64_t start_us; /* Start of the preamble. */
    int64_t end_us;
    int16_t rssi_cdbm;
    uint8_t lqi;
    uint8_t channel;
    uint8_t acknowledged; /* 1: the radio has been told to acknowledge it. */
    uint8_t modulation;   /* hal_modulation */
    uint8_t reserved[2];
    uint32_t length;
    uint8_t bytes[HAL_RADIO_FRAME_MAX];
};

static inline int32_t hal_radio_configure(struct hal_board* board,
                                          const struct hal_radio_configuration* configuration) {
    return hal_call(board, HAL_ID_RADIO_CONFIGURE, configuration, (uint32_t)sizeof *configuration,
                    0, 0);
}

static inline int32_t hal_radio_listen(struct hal_board* board,
                                       const struct hal_radio_schedule* schedule) {
    return hal_call(board, HAL_ID_RADIO_LISTEN, schedule, (uint32_t)sizeof *schedule, 0, 0);
}

/* One job at a time: HAL_E_BUSY until the signal HAL_SIGNAL_RADIO_DONE and hal_radio_result. */
static inline int32_t hal_radio_transmit(struct hal_board* board, const struct hal_radio_job* job,
                                         const uint8_t* frame) {
    uint8_t request[sizeof *job + HAL_RADIO_FRAME_MAX];
    if ((job->length < 3u && job->length != 0u) || job->length > HAL_RADIO_FRAME_MAX)
        return HAL_E_RANGE;
    memcpy(request, job, sizeof *job);
    memcpy(request + sizeof *job, frame, job->length);
    return hal_call(board, HAL_ID_RADIO_TRANSMIT, request, (uint32_t)sizeof *job + job->length, 0,
                    0);
}

/* Ends a job that is not yet on the air; its outcome then says so. */
static inline int32_t hal_radio_abandon(struct hal_board* board) {
    return hal_call(board, HAL_ID_RADIO_ABANDON, 0, 0, 0, 0);
}

/* Reads the chip's registers back: 0 when they hold what was written, HAL_E_STATE when they do not
 * (never configured, or lost). A chip that has lost them neither sends nor hears; it is set up
 * again by configure, listen and set_ack. */
static inline int32_t hal_radio_check(struct hal_board* board) {
    return hal_call(board, HAL_ID_RADIO_CHECK, 0, 0, 0, 0);
}

static inline int32_t hal_radio_result(struct hal_board* board, struct hal_radio_outcome* out) {
    return hal_call(board, HAL_ID_RADIO_RESULT, 0, 0, out, (uint32_t)sizeof *out);
}

static inline int32_t hal_radio_set_ack(struct hal_board* board,
                                        const struct hal_radio_ack_template* ack) {
    return hal_call(board, HAL_ID_RADIO_ACK_TEMPLATE, ack, (uint32_t)sizeof *ack, 0, 0);
}

/* Takes the oldest received frame; HAL_E_EMPTY when there is none. The board holds eight. */
static inline int32_t hal_radio_take(struct hal_board* board, struct hal_radio_received* out) {
    return hal_call(board, HAL_ID_RADIO_TAKE, 0, 0, out, (uint32_t)sizeof *out);
}

#ifdef __cplusplus
}
#endif
