#include "firmware/metrology/fake_board.h"

#include <cstring>

namespace {

template <typename Record>
std::int32_t answer(const Record& record, void* response, std::uint32_t capacity, bool fails) {
    if (fails) return HAL_E_STATE;
    if (capacity != sizeof record) return HAL_E_SIZE;
    std::memcpy(response, &record, sizeof record);
    return static_cast<std::int32_t>(sizeof record);
}

}  // namespace

extern "C" std::int32_t hal_call(hal_board* board, std::uint16_t id, const void*, std::uint32_t,
                                 void* response, std::uint32_t capacity) {
    switch (id) {
        case HAL_ID_RTC_READ: {
            const hal_rtc record{board->now_us + board->offset_us, board->now_us};
            return answer(record, response, capacity, board->clock_fails);
        }
        case HAL_ID_METERING_READ:
            ++board->metering_reads;
            return answer(board->metering, response, capacity, board->metering_fails);
        case HAL_ID_IO_READ:
            return answer(board->io, response, capacity, board->io_fails);
        case HAL_ID_SUPPLY_READ:
            return answer(board->supply, response, capacity, board->supply_fails);
        default:
            return HAL_E_UNKNOWN;
    }
}
