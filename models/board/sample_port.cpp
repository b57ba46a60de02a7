#include "models/board/sample_port.h"

#include <algorithm>

#include "firmware/hal/afe.h"
#include "models/afe/sample_wire.h"
#include "models/board/records.h"

namespace bench::board {

static_assert(HAL_AFE_FRAME_OCTETS == afe::kFrameOctets);
static_assert(HAL_AFE_FRAMES_MAX == afe::kFramesPerRead);
static_assert(HAL_AFE_CHANNELS == afe::kChannels);

SamplePort::SamplePort(afe::SampleFifo& fifo, const afe::BusDisturbance* bus, Agenda& agenda)
    : fifo_{fifo}, bus_{bus}, agenda_{agenda} {}

std::int32_t SamplePort::call(std::uint16_t id, Request request, Response response) {
    switch (id) {
        case HAL_ID_AFE_START:
            return start(request);
        case HAL_ID_AFE_READ:
            return read(response);
        case HAL_ID_AFE_RELEASE:
            return release(request);
        case HAL_ID_AFE_STATUS:
            return fill(response);
        default:
            return HAL_E_UNKNOWN;
    }
}

void SamplePort::reset() {
    fifo_.stop();
    ++generation_;
}

std::int32_t SamplePort::start(Request request) {
    hal_afe_setup setup{};
    if (!read_record(request, setup)) return HAL_E_SIZE;
    if (setup.watermark == 0 || setup.watermark > HAL_AFE_FRAMES_MAX) return HAL_E_RANGE;
    watermark_ = setup.watermark;
    fifo_.start(agenda_.now());
    arm(fifo_.next_watermark(watermark_));
    return 0;
}

std::int32_t SamplePort::read(Response response) {
    if (!fifo_.running()) return HAL_E_STATE;
    if (response.size() < sizeof(hal_afe_frames)) return HAL_E_SIZE;
    const Time now = agenda_.now();
    fifo_.advance(now);
    hal_afe_frames record;
    const std::size_t count = fifo_.read(now, HAL_AFE_FRAMES_MAX, bus_, record.octets);
    record.count = static_cast<std::uint16_t>(count);
    record.reserved = 0;
    // What no frame filled is not there on the wire either.
    std::ranges::fill(std::span{record.octets}.subspan(count * HAL_AFE_FRAME_OCTETS),
                      std::uint8_t{0});
    return answer(record, response);
}

std::int32_t SamplePort::release(Request request) {
    std::uint16_t frames = 0;
    if (!read_record(request, frames)) return HAL_E_SIZE;
    if (!fifo_.running()) return HAL_E_STATE;
    fifo_.release(agenda_.now(), frames);
    arm(fifo_.next_watermark(watermark_));
    return 0;
}

std::int32_t SamplePort::fill(Response response) {
    if (!fifo_.running()) return HAL_E_STATE;
    fifo_.advance(agenda_.now());
    return answer(hal_afe_fill{static_cast<std::uint16_t>(fifo_.waiting()),
                               static_cast<std::uint16_t>(fifo_.overflowed())},
                  response);
}

void SamplePort::arm(Time at) {
    if (at == kEndOfTime) return;
    agenda_.at(std::max(at, agenda_.now()), *this, 0, ++generation_);
}

void SamplePort::wake(Time now, std::uint32_t, std::uint64_t generation) {
    if (generation != generation_ || owner_ == nullptr) return;
    owner_->samples_ready();
    // A firmware that does not release is told again: the line stays high.
    agenda_.at(now + std::chrono::milliseconds{10}, *this, 0, generation_);
}

}  // namespace bench::board
