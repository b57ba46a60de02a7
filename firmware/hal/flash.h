#pragma once

/* NOR flash: reads answer at once; programming clears bits and erasing sets a whole sector, both
 * slow: started here, finished by HAL_SIGNAL_FLASH_DONE. One operation at a time. A power cut in
 * the middle of one leaves a torn page or a half-erased sector. */

#include "hal.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    HAL_ID_FLASH_GEOMETRY = 0x0600,
    HAL_ID_FLASH_READ = 0x0601,
    HAL_ID_FLASH_PROGRAM = 0x0602,
    HAL_ID_FLASH_ERASE = 0x0603,
    HAL_ID_FLASH_STATUS = 0x0604,
    HAL_FLASH_PAGE = 256
};

struct hal_flash_geometry {
    uint32_t size;        /* Octets. */
    uint32_t sector_size; /* Octets; the unit of erase. */
};

struct hal_flash_range {
    uint32_t address;
    uint32_t length;
};

struct hal_flash_status {
    uint8_t busy;
    uint8_t failed; /* The last operation did not verify. */
    uint8_t reserved[2];
};

static inline int32_t hal_flash_get_geometry(struct hal_board* board,
                                             struct hal_flash_geometry* out) {
    return hal_call(board, HAL_ID_FLASH_GEOMETRY, 0, 0, out, (uint32_t)sizeof *out);
}

/* At most HAL_RECORD_MAX octets. Works while an operation is under way elsewhere (suspend and
 * resume). */
static inline int32_t hal_flash_read(struct hal_board* board, uint32_t address, uint8_t* out,
                                     uint32_t length) {
    struct hal_flash_range range;
    range.address = address;
    range.length = length;
    return hal_call(board, HAL_ID_FLASH_READ, &range, (uint32_t)sizeof range, out, length);
}

/* Within one page of 256 octets. */
static inline int32_t hal_flash_program(struct hal_board* board, uint32_t address,
                                        const uint8_t* bytes, uint32_t length) {
    uint8_t request[sizeof(struct hal_flash_range) + HAL_FLASH_PAGE];
    struct hal_flash_range range;
    if (length == 0u || length > HAL_FLASH_PAGE) return HAL_E_RANGE;
    range.address = address;
    range.length = length;
    memcpy(request, &range, sizeof range);
    memcpy(request + sizeof range, bytes, length);
    return hal_call(board, HAL_ID_FLASH_PROGRAM, request, (uint32_t)sizeof range + length, 0, 0);
}

static inline int32_t hal_flash_erase(struct hal_board* board, uint32_t sector_address) {
    struct hal_flash_range range;
    range.address = sector_address;
    range.length = 0;
    return hal_call(board, HAL_ID_FLASH_ERASE, &range, (uint32_t)sizeof range, 0, 0);
}

static inline int32_t hal_flash_get_status(struct hal_board* board, struct hal_flash_status* out) {
    return hal_call(board, HAL_ID_FLASH_STATUS, 0, 0, out, (uint32_t)sizeof *out);
}

#ifdef __cplusplus
}
#endif
