#include "firmware/app/fake_module.h"

#include <cstring>

#include "firmware/hal/diag.h"
#include "firmware/hal/rtc.h"

// The clock was read at uptime 0. There is no other hardware.
extern "C" std::int32_t hal_call(hal_board* board, std::uint16_t id, const void*, std::uint32_t,
                                 void* response, std::uint32_t) {
    if (id != HAL_ID_RTC_READ) return HAL_E_UNKNOWN;
    const hal_rtc record{board->calendar_minus_uptime_us, 0};
    std::memcpy(response, &record, sizeof record);
    return static_cast<std::int32_t>(sizeof record);
}
