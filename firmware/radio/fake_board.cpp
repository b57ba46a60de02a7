// The boards' side of the fake air: what the firmware's calls do.

#include <algorithm>
#include <cstring>

#include "firmware/hal/random.h"
#include "firmware/radio/fake_air.h"

namespace meter::radio::test {

std::int32_t FakeAir::call(hal_board& board, std::uint16_t id, const void* request,
                           void* response) {
    switch (id) {
        case HAL_ID_RADIO_CONFIGURE:
            std::memcpy(&board.identity, request, sizeof board.identity);
            if (board.radio_lost) board.listening.reset();
            board.radio_lost = false;
            ++board.configurations;
            return 0;
        case HAL_ID_RADIO_CHECK:
            return board.radio_lost ? HAL_E_STATE : 0;
        case HAL_ID_RADIO_LISTEN:
            board.listening.emplace();
            std::memcpy(&*board.listening, request, sizeof(hal_radio_schedule));
            ++board.listen_calls;
            return 0;
        case HAL_ID_RADIO_ACK_TEMPLATE:
            std::memcpy(&board.ack, request, sizeof board.ack);
            return 0;
        case HAL_ID_RADIO_TRANSMIT: {
            if (board.job || board.outcome) return HAL_E_BUSY;
            board.job.emplace();
            std::memcpy(&*board.job, request, sizeof(hal_radio_job));
            const auto* frame = static_cast<const std::uint8_t*>(request) + sizeof(hal_radio_job);
            board.frame.assign(frame, frame + board.job->length);
            ++board.job_number;
            if (board.radio_lost || board.radio_stuck) {
                const hal_radio_outcome outcome = outcome_of(*board.job, HAL_RADIO_FAILED);
                at(now_ns_, [this, &board, outcome] { conclude(board, outcome); });
                return 0;
            }
            if (board.job->length == 0) {
                detect_energy(board);
                return 0;
            }
            const std::int64_t from = std::max(now_ns_, air_time(board, board.job->not_before_us));
            back_off(board, from, 0, board.job->min_exponent);
            return 0;
        }
        case HAL_ID_RADIO_ABANDON: {
            if (!board.job || board.frame_started) return 0;
            const hal_radio_outcome outcome = outcome_of(*board.job, HAL_RADIO_ABANDONED);
            ++board.job_number;
            at(now_ns_, [this, &board, outcome] { conclude(board, outcome); });
            return 0;
        }
        case HAL_ID_RADIO_RESULT:
            if (!board.outcome) return HAL_E_EMPTY;
            std::memcpy(response, &*board.outcome, sizeof(hal_radio_outcome));
            board.outcome.reset();
            return static_cast<std::int32_t>(sizeof(hal_radio_outcome));
        case HAL_ID_RADIO_TAKE:
            if (board.received.empty()) return HAL_E_EMPTY;
            std::memcpy(response, &board.received.front(), sizeof(hal_radio_received));
            board.received.pop_front();
            return static_cast<std::int32_t>(sizeof(hal_radio_received));
        case HAL_ID_RANDOM: {
            hal_random_request wanted{};
            std::memcpy(&wanted, request, sizeof wanted);
            for (std::uint32_t i = 0; i < wanted.length; ++i) {
                static_cast<std::uint8_t*>(response)[i] = static_cast<std::uint8_t>(draw(board));
            }
            return static_cast<std::int32_t>(wanted.length);
        }
        default:
            return HAL_E_UNKNOWN;
    }
}

}  // namespace meter::radio::test

extern "C" int32_t hal_call(struct hal_board* board, uint16_t id, const void* request,
                            uint32_t /*request_size*/, void* response,
                            uint32_t /*response_capacity*/) {
    return board->air->call(*board, id, request, response);
}
