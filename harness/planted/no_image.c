/* A shared object that is no firmware. */

#include "firmware/hal/hal.h"

HAL_API const uint32_t something_else = HAL_ABI;
