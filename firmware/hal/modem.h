#pragma once

/* The wide-area side: whole IPv6 packets, no connection state. */

#include "hal.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { HAL_ID_MODEM_SEND = 0x0500, HAL_ID_MODEM_TAKE = 0x0501, HAL_MODEM_PACKET_MAX = 1280 };

struct hal_modem_packet {
    uint32_t length;                     /* 40 .. HAL_MODEM_PACKET_MAX */
    uint8_t bytes[HAL_MODEM_PACKET_MAX]; /* An IPv6 packet. */
};

static inline int32_t hal_modem_send(struct hal_board* board, const uint8_t* packet,
                                     uint32_t length) {
    return hal_call(board, HAL_ID_MODEM_SEND, packet, length, 0, 0);
}

/* HAL_E_EMPTY when there is none. The board holds sixteen; what comes then is dropped. */
static inline int32_t hal_modem_take(struct hal_board* board, struct hal_modem_packet* out) {
    return hal_call(board, HAL_ID_MODEM_TAKE, 0, 0, out, (uint32_t)sizeof *out);
}

#ifdef __cplusplus
}
#endif
