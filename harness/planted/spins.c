/* A step that never returns and never calls: only its CPU time can end it. */

#include "firmware/hal/hal.h"

static void boot(void* instance, struct hal_board* board, uint32_t reset_cause) {
    (void)reset_cause;
    *(struct hal_board**)instance = board;
}

static int64_t step(void* instance, int64_t now_us, uint32_t signals) {
    (void)instance;
    (void)signals;
    if (now_us < 1000000) return 1000000;
    for (volatile uint32_t round = 0;; ++round) {
    }
}

HAL_API const struct fw_image fw_image = {
    .abi = HAL_ABI,
    .name = "spins",
    .instance_size = sizeof(struct hal_board*),
    .instance_align = _Alignof(struct hal_board*),
    .boot = boot,
    .step = step,
};
