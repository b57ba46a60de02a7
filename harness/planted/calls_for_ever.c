/* A step that never returns but calls the board all the time, which ends it. */

#include "firmware/hal/hal.h"
#include "firmware/hal/rtc.h"

static void boot(void* instance, struct hal_board* board, uint32_t reset_cause) {
    (void)reset_cause;
    *(struct hal_board**)instance = board;
}

static int64_t step(void* instance, int64_t now_us, uint32_t signals) {
    struct hal_rtc rtc;
    (void)signals;
    if (now_us < 1000000) return 1000000;
    for (;;) hal_rtc_read(*(struct hal_board**)instance, &rtc);
}

HAL_API const struct fw_image fw_image = {
    .abi = HAL_ABI,
    .name = "calls_for_ever",
    .instance_size = sizeof(struct hal_board*),
    .instance_align = _Alignof(struct hal_board*),
    .boot = boot,
    .step = step,
};
