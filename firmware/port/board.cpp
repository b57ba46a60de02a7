#include "firmware/port/board.h"

#include <array>

#include "firmware/core/bytes.h"

namespace meter::port {

std::uint32_t Random::below(RandomPurpose purpose, std::uint32_t bound) {
    std::array<std::uint8_t, 4> octets{};
    if (hal_random(board_, static_cast<std::uint32_t>(purpose), octets.data(), 4) < 0) return 0;
    const std::uint64_t draw = ByteReader{octets}.le(4);
    return static_cast<std::uint32_t>(draw * bound >> 32U);
}

void Board::feed_watchdog(Duration timeout) {
    // A board without a watchdog answers an error, and there is nothing to do about it.
    static_cast<void>(
        hal_watchdog_feed(board_, static_cast<std::uint32_t>(timeout.count() / 1000)));
}

void Board::note(Diag code, std::uint32_t a, std::uint32_t b) {
    // Diagnosis may not change what the firmware does: a refusal is ignored.
    static_cast<void>(hal_diag_note(board_, static_cast<std::uint16_t>(code), a, b));
}

}  // namespace meter::port
