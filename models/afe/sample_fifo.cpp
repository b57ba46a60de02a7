#include "models/afe/sample_fifo.h"

#include <algorithm>

namespace bench::afe {
namespace {

double seconds(Time time) { return static_cast<double>(ns(time)) * 1e-9; }

// Inverts the bits of one transfer that are hit.
void disturb(const BusDisturbance& bus, double start_s, std::span<std::uint8_t> octets) {
    constexpr double kBit = 1 / SampleFifo::kBitRate;
    const std::size_t bits = octets.size() * 8;
    if (!bus.active(start_s, start_s + static_cast<double>(bits) * kBit)) return;
    std::vector<std::size_t> flips;
    bus.flips(start_s, kBit, bits, flips);
    for (const std::size_t bit : flips) {
        std::uint8_t& octet = octets[bit / 8];
        octet = static_cast<std::uint8_t>(octet ^ (0x80U >> (bit % 8)));
    }
}

}  // namespace

SampleFifo::SampleFifo(FrontEnd& front_end, LocalClock crystal)
    : front_end_{front_end}, crystal_{crystal} {}

Time SampleFifo::due(std::uint64_t index) const {
    return crystal_.at(start_ticks_ + kPeriodTicks * (static_cast<std::int64_t>(index) + 1));
}

void SampleFifo::start(Time now) {
    stop();
    front_end_.restart();
    running_ = true;
    start_ticks_ = crystal_.ticks(now);
}

void SampleFifo::stop() {
    running_ = false;
    next_ = produced_ = overflowed_ = 0;
    oldest_ = waiting_ = 0;
}

void SampleFifo::advance(Time now) {
    if (!running_) return;
    const std::int64_t ticks = crystal_.ticks(now) - start_ticks_;
    const auto due_frames = static_cast<std::uint64_t>(std::max<std::int64_t>(ticks, 0)) /
                            static_cast<std::uint64_t>(kPeriodTicks);
    for (; next_ < due_frames; ++next_) take(next_);
}

// Frames come out of whole blocks, so that they do not depend on when somebody asked.
void SampleFifo::take(std::uint64_t index) {
    const std::uint64_t block = index / kBlockFrames;
    if (block >= produced_) produce_block(block);
    if (waiting_ == kDepth) {
        ++overflowed_;
        return;
    }
    Stored& stored = stored_[(oldest_ + waiting_) % kDepth];
    stored.frame = block_[index % kBlockFrames];
    stored.counter = static_cast<std::uint16_t>(index);
    ++waiting_;
}

void SampleFifo::produce_block(std::uint64_t block) {
    // A day of the crystal, so that rounding to nanoseconds does not show in the step.
    constexpr std::int64_t kDayTicks = 86'400'000'000;
    const double step_s =
        seconds(crystal_.at(kDayTicks)) * static_cast<double>(kPeriodTicks) / kDayTicks;
    const std::uint64_t first = block * kBlockFrames;
    front_end_.produce(first, seconds(due(first)), step_s, block_);
    produced_ = block + 1;
}

Time SampleFifo::next_watermark(std::size_t frames) const {
    if (!running_ || frames > kDepth) return kEndOfTime;
    if (frames <= waiting_) return next_ == 0 ? crystal_.at(start_ticks_) : due(next_ - 1);
    return due(next_ + (frames - waiting_) - 1);
}

std::size_t SampleFifo::read(Time now, std::size_t frames, const BusDisturbance* bus,
                             std::span<std::uint8_t> out) {
    advance(now);
    const std::size_t count = std::min({frames, waiting_, out.size() / kFrameOctets});
    for (std::size_t i = 0; i < count; ++i) {
        const Stored& stored = stored_[(oldest_ + i) % kDepth];
        encode(stored.frame, stored.counter,
               std::span<std::uint8_t, kFrameOctets>{out.subspan(i * kFrameOctets, kFrameOctets)});
    }
    if (bus != nullptr) disturb(*bus, seconds(now), out.first(count * kFrameOctets));
    return count;
}

void SampleFifo::release(Time now, std::size_t frames) {
    advance(now);
    const std::size_t count = std::min(frames, waiting_);
    oldest_ = (oldest_ + count) % kDepth;
    waiting_ -= count;
}

}  // namespace bench::afe
