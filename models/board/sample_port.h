#pragma once

// The analogue front end's side of the serial bus: calls of firmware/hal/afe.h, and the signal when
// enough frames wait. One entry of the agenda for each time the watermark is reached.

#include <cstdint>
#include <span>

#include "models/afe/sample_fifo.h"
#include "models/time/agenda.h"

namespace bench::board {

class SampleOwner {
public:
    virtual void samples_ready() = 0;

protected:
    ~SampleOwner() = default;
};

class SamplePort final : public Actor {
public:
    // What is handed in outlives this. `bus`: what disturbs it, or null.
    SamplePort(afe::SampleFifo& fifo, const afe::BusDisturbance* bus, Agenda& agenda);
    void attach(SampleOwner& owner) { owner_ = &owner; }

    std::int32_t call(std::uint16_t id, std::span<const std::uint8_t> request,
                      std::span<std::uint8_t> response);
    // The processor is gone or begins anew: nothing is converted until it starts it.
    void reset();
    void wake(Time now, std::uint32_t what, std::uint64_t generation) override;

private:
    std::int32_t start(std::span<const std::uint8_t> request);
    std::int32_t read(std::span<std::uint8_t> response);
    std::int32_t release(std::span<const std::uint8_t> request);
    std::int32_t fill(std::span<std::uint8_t> response);
    void arm(Time at);

    afe::SampleFifo& fifo_;
    const afe::BusDisturbance* bus_;
    Agenda& agenda_;
    SampleOwner* owner_ = nullptr;
    std::size_t watermark_ = 0;
    std::uint64_t generation_ = 0;  // Of the entry that counts.
};

}  // namespace bench::board
