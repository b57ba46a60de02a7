#pragma once

/* The whole seam between a firmware and its board: one call, and what an image exports.
 *
 * Requests and responses are fixed-size little-endian records without pointers; the headers beside
 * this one declare them, one concern each, with inline wrappers. Ids are never reused. A call
 * answers at once; slow hardware is started here and reports later by a signal bit of step(). */

#include <stdint.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

#define HAL_ABI 1u
#define HAL_RECORD_MAX 2304u     /* Octets of a request or a response. */
#define HAL_INSTANCE_MAX 131072u /* Octets of one firmware instance. */

#define HAL_API __attribute__((visibility("default")))

struct hal_board;

enum hal_error {
    HAL_E_UNKNOWN = -1, /* No such service on this board. */
    HAL_E_SIZE = -2,    /* A record of another size than declared. */
    HAL_E_BUSY = -3,    /* The one resource is in use. */
    HAL_E_RANGE = -4,   /* A value outside what is declared. */
    HAL_E_STATE = -5,   /* Not now: nothing configured, nothing pending. */
    HAL_E_AUTH = -6,    /* The tag did not verify. */
    HAL_E_EMPTY = -7    /* Nothing to take. */
};

/* Signal bits of step(): each says that something is there to be taken. */
enum hal_signal {
    HAL_SIGNAL_RADIO_DONE = 1u << 0,     /* hal_radio_result */
    HAL_SIGNAL_RADIO_RECEIVED = 1u << 1, /* hal_radio_take */
    HAL_SIGNAL_FLASH_DONE = 1u << 2,     /* hal_flash_status */
    HAL_SIGNAL_INPUT = 1u << 3,          /* hal_io_read */
    HAL_SIGNAL_SUPPLY = 1u << 4,         /* hal_supply_read */
    HAL_SIGNAL_MODEM = 1u << 5,          /* hal_modem_take */
    HAL_SIGNAL_AFE = 1u << 6             /* hal_afe_read: the watermark is reached. */
};

enum hal_reset_cause {
    HAL_RESET_POWER_ON = 1,
    HAL_RESET_WATCHDOG = 2,
    HAL_RESET_SOFTWARE = 3,
    HAL_RESET_BROWN_OUT = 4, /* The rail fell below the brown-out level and came back. */
    HAL_RESET_PIN = 5        /* The reset line was pulled low. */
};

enum hal_image_flag { HAL_IMAGE_HAS_GLOBALS = 1u << 0 };

/* Asks the board for a service. Returns the response's size, or a negative hal_error. */
HAL_API int32_t hal_call(struct hal_board* board, uint16_t id, const void* request,
                         uint32_t request_size, void* response, uint32_t response_capacity);

/* What a firmware exports, by the symbol `fw_image`. */
struct fw_image {
    uint32_t abi; /* HAL_ABI */
    uint8_t build_id[16];
    const char* name;
    uint32_t instance_size;  /* At most HAL_INSTANCE_MAX. */
    uint32_t instance_align; /* A power of two, at most 64. */
    uint32_t flags;          /* hal_image_flag */
    /* Makes an instance in zeroed memory. Uptime starts at 0. */
    void (*boot)(void* instance, struct hal_board* board, uint32_t reset_cause);
    /* Runs until nothing is left to do now; never blocks. Returns when to be called next at the
     * latest, in microseconds of uptime (INT64_MAX: only by a signal). */
    int64_t (*step)(void* instance, int64_t now_us, uint32_t signals);
};

#ifdef __cplusplus
}
#endif
