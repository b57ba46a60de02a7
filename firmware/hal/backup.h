#pragma once

/* Backup registers: a few octets on the clock's battery that outlive every reset of the processor,
 * but not a loss of that battery. Written at once; a write is whole or not at all per call. */

#include "hal.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { HAL_ID_BACKUP_READ = 0x0F00, HAL_ID_BACKUP_WRITE = 0x0F01 };
enum { HAL_BACKUP_OCTETS = 128 };

struct hal_backup {
    uint8_t octets[HAL_BACKUP_OCTETS];
};

static inline int32_t hal_backup_read(struct hal_board* board, struct hal_backup* out) {
    return hal_call(board, HAL_ID_BACKUP_READ, 0, 0, out, (uint32_t)sizeof *out);
}

static inline int32_t hal_backup_write(struct hal_board* board, const struct hal_backup* in) {
    return hal_call(board, HAL_ID_BACKUP_WRITE, in, (uint32_t)sizeof *in, 0, 0);
}

#ifdef __cplusplus
}
#endif
