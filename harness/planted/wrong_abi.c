/* An image for another HAL: it must be refused before any of it runs. */

#include "firmware/hal/hal.h"

static void boot(void* instance, struct hal_board* board, uint32_t reset_cause) {
    (void)reset_cause;
    *(struct hal_board**)instance = board;
}

static int64_t step(void* instance, int64_t now_us, uint32_t signals) {
    (void)instance;
    (void)now_us;
    (void)signals;
    return INT64_MAX;
}

HAL_API const struct fw_image fw_image = {
    .abi = 99,
    .name = "wrong_abi",
    .instance_size = sizeof(struct hal_board*),
    .instance_align = _Alignof(struct hal_board*),
    .boot = boot,
    .step = step,
};
