#pragma once

/* The three-phase analogue front end on its serial bus: frames of seven simultaneous samples at
 * 8 kHz wait in the part's FIFO. Reading does not take them: a frame that came over damaged can be
 * read again until it is released. */

#include "hal.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    HAL_ID_AFE_START = 0x0E00,
    HAL_ID_AFE_READ = 0x0E01,
    HAL_ID_AFE_RELEASE = 0x0E02,
    HAL_ID_AFE_STATUS = 0x0E03
};

enum { HAL_AFE_CHANNELS = 7, HAL_AFE_FRAME_OCTETS = 26, HAL_AFE_FRAMES_MAX = 80 };

/* Samples are counts of the converter, two's complement: 2^23 is the full scale of the modulator.
 */
enum hal_afe_channel {
    HAL_AFE_U1 = 0,
    HAL_AFE_U2 = 1,
    HAL_AFE_U3 = 2,
    HAL_AFE_I1 = 3,
    HAL_AFE_I2 = 4,
    HAL_AFE_I3 = 5,
    HAL_AFE_IN = 6
};

struct hal_afe_setup {
    uint16_t watermark; /* 1 .. 80 frames waiting raise HAL_SIGNAL_AFE. */
    uint16_t reserved;
};

/* As on the wire, `frames` times: frame counter (2), status (1: bit n, channel n saturated), seven
 * samples of three octets, CRC-16/CCITT-FALSE over the 24 octets before it; big-endian. */
struct hal_afe_frames {
    uint16_t count;
    uint16_t reserved;
    uint8_t octets[HAL_AFE_FRAMES_MAX * HAL_AFE_FRAME_OCTETS];
};

struct hal_afe_fill {
    uint16_t waiting;    /* Frames in the FIFO. */
    uint16_t overflowed; /* Frames dropped since the start for want of room, modulo 65 536. */
};

/* Starts conversion; frames of before are gone. */
static inline int32_t hal_afe_start(struct hal_board* board, const struct hal_afe_setup* setup) {
    return hal_call(board, HAL_ID_AFE_START, setup, (uint32_t)sizeof *setup, 0, 0);
}

/* The oldest frames, at most 80; fewer if fewer wait. */
static inline int32_t hal_afe_read(struct hal_board* board, struct hal_afe_frames* out) {
    return hal_call(board, HAL_ID_AFE_READ, 0, 0, out, (uint32_t)sizeof *out);
}

/* Forgets the oldest `count` frames. */
static inline int32_t hal_afe_release(struct hal_board* board, uint16_t count) {
    return hal_call(board, HAL_ID_AFE_RELEASE, &count, (uint32_t)sizeof count, 0, 0);
}

static inline int32_t hal_afe_status(struct hal_board* board, struct hal_afe_fill* out) {
    return hal_call(board, HAL_ID_AFE_STATUS, 0, 0, out, (uint32_t)sizeof *out);
}

#ifdef __cplusplus
}
#endif
