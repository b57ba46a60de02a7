#pragma once

// HAL records in and out of the octets of a call.

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <deque>
#include <span>
#include <vector>

#include "firmware/hal/hal.h"

namespace bench::board {

using Request = std::span<const std::uint8_t>;
using Response = std::span<std::uint8_t>;

// False when the request is shorter than the record; what follows the record is the caller's.
template <typename Record>
bool read_record(Request request, Record& record) {
    if (request.size() < sizeof record) return false;
    std::memcpy(&record, request.data(), sizeof record);
    return true;
}

template <typename Record>
std::int32_t answer(const Record& record, Response response) {
    if (response.size() < sizeof record) return HAL_E_SIZE;
    std::memcpy(response.data(), &record, sizeof record);
    return static_cast<std::int32_t>(sizeof record);
}

// The oldest of a queue of whole records; HAL_E_EMPTY if there is none.
inline std::int32_t take(std::deque<std::vector<std::uint8_t>>& queue, Response response) {
    if (queue.empty()) return HAL_E_EMPTY;
    if (response.size() < queue.front().size()) return HAL_E_SIZE;
    std::ranges::copy(queue.front(), response.begin());
    const auto size = static_cast<std::int32_t>(queue.front().size());
    queue.pop_front();
    return size;
}

}  // namespace bench::board
