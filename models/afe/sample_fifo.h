#pragma once

// The FIFO between converter and serial bus. It fills by time without an event for a sample: frames
// come into being when somebody asks what is there at an instant.

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "models/afe/front_end.h"
#include "models/afe/sample_wire.h"
#include "models/time/time.h"

namespace bench::afe {

// What hits the bits of a transfer. A pure function of time.
class BusDisturbance {
public:
    virtual ~BusDisturbance() = default;
    // Whether flips() can find one within [from_s, to_s) from the start of the run.
    [[nodiscard]] virtual bool active(double from_s, double to_s) const = 0;
    // Appends the bits of a transfer that arrive inverted, ascending: bit n of `bits` (0: the first
    // octet's most significant) is sampled at start_s + n * bit_s.
    virtual void flips(double start_s, double bit_s, std::size_t bits,
                       std::vector<std::size_t>& out) const = 0;
};

class SampleFifo {
public:
    static constexpr std::size_t kDepth = 128;
    static constexpr std::int64_t kPeriodTicks = 125;  // Microseconds of the part's crystal.
    static constexpr double kBitRate = 8e6;            // Of the bus, bits a second.

    // `front_end` must outlive this. `crystal` is that of the part: frame k is there 125 (k + 1) of
    // its microseconds after the start. Not started yet.
    SampleFifo(FrontEnd& front_end, LocalClock crystal);

    // Times, here and below, are not before those of earlier calls.
    // Conversion begins anew: no frame waits, nothing has overflowed, the counter is 0.
    void start(Time now);
    void stop();  // Power is off: no frame waits, none comes.
    [[nodiscard]] bool running() const { return running_; }

    // Lets frames come in up to and including `now`. What finds the FIFO full is dropped and
    // counted; the frame counter goes on, so the gap shows.
    void advance(Time now);

    [[nodiscard]] std::size_t waiting() const { return waiting_; }
    [[nodiscard]] std::uint64_t overflowed() const { return overflowed_; }  // Since the start.

    // When `frames` will wait if nothing is released until then; not before the last frame that
    // came in. kEndOfTime if stopped or for more than kDepth.
    [[nodiscard]] Time next_watermark(std::size_t frames) const;

    // Writes the oldest frames as they arrive at the reader, from `now` on at kBitRate; at most
    // `frames`, as many as wait and as `out` takes. Answers how many. They stay until released.
    std::size_t read(Time now, std::size_t frames, const BusDisturbance* bus,
                     std::span<std::uint8_t> out);
    // Forgets the oldest frames; more than wait forgets all.
    void release(Time now, std::size_t frames);

private:
    struct Stored {
        Frame frame;
        std::uint16_t counter = 0;
    };

    [[nodiscard]] Time due(std::uint64_t index) const;
    void take(std::uint64_t index);
    void produce_block(std::uint64_t block);

    FrontEnd& front_end_;
    LocalClock crystal_;
    bool running_ = false;
    std::int64_t start_ticks_ = 0;
    std::uint64_t next_ = 0;  // The next frame to come in, since the start.
    std::uint64_t overflowed_ = 0;
    std::size_t oldest_ = 0;
    std::size_t waiting_ = 0;
    std::array<Stored, kDepth> stored_;
    std::array<Frame, kBlockFrames> block_;  // Of frames 80 b .. 80 b + 79, b = produced_ - 1.
    std::uint64_t produced_ = 0;             // Blocks since the start.
};

}  // namespace bench::afe
