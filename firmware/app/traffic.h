#pragma once

// A generator of traffic: a node of the street that contends with the meter under test.
//
// It has the whole MAC of a meter (carrier sense, acknowledgements, retries, hopping, budgets) and
// nothing above it: frames of one length go to the parent, and carry no LoWPAN packet (RFC 4944,
// dispatch 00xxxxxx), so that the collector drops them.

#include <array>
#include <cstdint>

#include "firmware/app/factory.h"
#include "firmware/port/board.h"
#include "firmware/port/radio.h"
#include "firmware/radio/mac.h"

namespace meter::app {

class Traffic {
public:
    explicit Traffic(hal_board* board);
    [[nodiscard]] Instant step(Instant now, std::uint32_t signals);

private:
    void start(Instant now);
    void send(Instant now);
    // Until the next frame: exponential with the mean of the factory record, or periodic.
    [[nodiscard]] Instant next_after(Instant now);
    [[nodiscard]] std::uint32_t draw(std::uint32_t bound);

    port::Board board_;
    port::Radio radio_;
    port::Random random_;
    const hal_factory factory_;
    radio::RegulatoryBudget budget_;
    std::array<radio::Neighbour, 2> places_{};
    radio::Mac mac_;
    Instant nominal_{};  // Of the next frame, without jitter.
    Instant next_ = kNever;
    std::uint32_t sent_ = 0;  // Handed to the MAC; also the ticket. What finds it busy is dropped.
    bool started_ = false;
};

// A draw from the exponential distribution of this mean (below 2^40 us), from 32 random bits:
// -ln((bits + 1) / 2^32), to 2^-16 of the mean.
[[nodiscard]] Duration exponential(Duration mean, std::uint32_t bits);

}  // namespace meter::app
