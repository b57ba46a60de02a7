#include "firmware/port/fake_front_end.h"

#include <cstring>

namespace {

// Bit by bit from its definition, not the firmware's: polynomial 0x1021, start 0xFFFF.
std::uint16_t sum_of(std::span<const std::uint8_t> octets) {
    unsigned sum = 0xFFFF;
    for (const std::uint8_t octet : octets) {
        sum ^= static_cast<unsigned>(octet) << 8U;
        for (int bit = 0; bit < 8; ++bit)
            sum = (sum & 0x8000U) != 0 ? sum << 1U ^ 0x1021U : sum << 1U;
        sum &= 0xFFFFU;
    }
    return static_cast<std::uint16_t>(sum);
}

}  // namespace

void hal_board::put(const meter::port::test::Frame& frame) {
    std::uint8_t* at = frames.octets + frames.count * std::size_t{HAL_AFE_FRAME_OCTETS};
    std::uint8_t* out = at;
    const auto be = [&out](std::uint32_t value, int octets) {
        while (octets-- > 0) *out++ = static_cast<std::uint8_t>(value >> (8 * octets));
    };
    be(frame.counter, 2);
    be(frame.status, 1);
    for (const std::int32_t sample : frame.samples) be(static_cast<std::uint32_t>(sample), 3);
    be(sum_of({at, out}), 2);
    ++frames.count;
}

extern "C" std::int32_t hal_call(hal_board* board, std::uint16_t id, const void* request,
                                 std::uint32_t, void* response, std::uint32_t) {
    if (board->error < 0) return board->error;
    switch (id) {
        case HAL_ID_AFE_START:
            std::memcpy(&board->watermark, request, sizeof board->watermark);
            return 0;
        case HAL_ID_AFE_READ:
            std::memcpy(response, &board->frames, sizeof board->frames);
            return static_cast<std::int32_t>(sizeof board->frames);
        case HAL_ID_AFE_RELEASE:
            std::memcpy(&board->released, request, sizeof board->released);
            return 0;
        default:
            return HAL_E_UNKNOWN;
    }
}
