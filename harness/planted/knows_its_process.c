/* A firmware that knows what nobody told it: after a second it notes the number of its process. No
 * two runs of it are the same, which --verify must find. */

#include <unistd.h>

#include "firmware/hal/diag.h"
#include "firmware/hal/hal.h"

enum { AT_US = 1000000, AFTER_US = 3600000000 };

static void boot(void* instance, struct hal_board* board, uint32_t reset_cause) {
    (void)reset_cause;
    *(struct hal_board**)instance = board;
}

static int64_t step(void* instance, int64_t now_us, uint32_t signals) {
    (void)signals;
    if (now_us < AT_US) return AT_US;
    hal_diag_note(*(struct hal_board**)instance, HAL_DIAG_QUEUE_DEPTH, 0, (uint32_t)getpid());
    return now_us + AFTER_US;
}

HAL_API const struct fw_image fw_image = {
    .abi = HAL_ABI,
    .name = "knows_its_process",
    .instance_size = sizeof(struct hal_board*),
    .instance_align = _Alignof(struct hal_board*),
    .boot = boot,
    .step = step,
};
