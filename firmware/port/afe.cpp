#include "firmware/port/afe.h"

#include <algorithm>

#include "firmware/core/crc.h"

namespace meter::port {
namespace {

constexpr std::size_t kSummed = HAL_AFE_FRAME_OCTETS - 2;

struct Frame {
    Bytes octets;

    [[nodiscard]] std::uint32_t be(std::size_t at, std::size_t size) const {
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < size; ++i) value = value << 8U | octets[at + i];
        return value;
    }
    [[nodiscard]] bool sound() const {
        return crc16(octets.first(kSummed)) == static_cast<std::uint16_t>(be(kSummed, 2));
    }
    [[nodiscard]] std::uint16_t counter() const { return static_cast<std::uint16_t>(be(0, 2)); }
    [[nodiscard]] std::uint8_t status() const { return octets[2]; }
    [[nodiscard]] std::int32_t sample(std::size_t channel) const {
        // Shifted to the top and back: the sign comes along.
        return static_cast<std::int32_t>(be(3 + 3 * channel, 3) << 8U) >> 8;
    }
};

}  // namespace

Result<void> Afe::start(std::uint16_t watermark) {
    const hal_afe_setup request{watermark, 0};
    return done(hal_afe_start(board_, &request));
}

Result<AfeReading> Afe::read(AfeSamples& out) {
    hal_afe_frames record;
    const std::int32_t code = hal_afe_read(board_, &record);
    if (code < 0) return error_of(code);
    AfeReading reading;
    const std::size_t count = std::min<std::size_t>(record.count, HAL_AFE_FRAMES_MAX);
    for (std::size_t n = 0; n < count; ++n) {
        const Frame frame{
            Bytes{record.octets}.subspan(n * HAL_AFE_FRAME_OCTETS, HAL_AFE_FRAME_OCTETS)};
        reading.damaged = !frame.sound();
        if (reading.damaged) break;
        if (n == 0) reading.counter = frame.counter();
        reading.skipped = frame.counter() != static_cast<std::uint16_t>(reading.counter + n);
        if (reading.skipped) break;
        reading.saturated = static_cast<std::uint8_t>(reading.saturated | frame.status());
        for (std::size_t channel = 0; channel < out.size(); ++channel)
            out[channel][n] = frame.sample(channel);
        ++reading.good;
    }
    return reading;
}

}  // namespace meter::port
