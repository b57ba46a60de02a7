#include "models/system/upsets.h"

#include <cmath>

#include "firmware/hal/hal.h"
#include "models/trace/events.h"

namespace bench::system {
namespace {

double seconds_of(Time time) { return static_cast<double>(ns(time)) * 1e-9; }
Time time_of(double seconds) { return kStart + Nanoseconds{std::llround(seconds * 1e9)}; }

}  // namespace

void Upsets::expect(Time start, Time end) {
    expect_reset(start, end);
    const std::size_t before = flips_.size();
    disturbances_.ram_flips(seconds_of(start), seconds_of(end), flips_);
    for (std::size_t i = before; i < flips_.size(); ++i) {
        agenda_.at(std::max(start, time_of(flips_[i].at_s)), *this,
                   static_cast<std::uint32_t>(What::flip), i);
    }
}

void Upsets::expect_reset(Time after, Time end) {
    const auto reset = disturbances_.next_reset(seconds_of(after), seconds_of(end));
    if (!reset) return;
    resets_.emplace_back(*reset, end);
    agenda_.at(std::max(after, time_of(reset->at_s)), *this,
               static_cast<std::uint32_t>(What::reset), resets_.size() - 1);
}

bool Upsets::lock_lost(Time from, Time to) const {
    return disturbances_.pll_lost(seconds_of(from), seconds_of(to));
}

bool Upsets::registers_lost(Time from, Time to) const {
    return disturbances_.radio_registers_lost(seconds_of(from), seconds_of(to));
}

// Two flips of one pulse hit words of their own nearly always: no double error.
void Upsets::flip(Time now, const emi::RamFlip& flip) {
    if (!board_.running()) return;
    trace_.record(trace::make(now, entity_, trace::MemoryFlipped{ecc_ ? 1U : 0U}));
    ++(ecc_ ? corrected_ : flipped_);
    if (!ecc_) board_.flip_memory(flip.address, flip.bit);
}

void Upsets::wake(Time now, std::uint32_t what, std::uint64_t argument) {
    if (static_cast<What>(what) == What::flip) {
        flip(now, flips_[argument]);
        return;
    }
    const auto [reset, end] = resets_[argument];
    const bool pin = reset.cause == emi::ResetCause::pin;
    board_.reset(pin ? HAL_RESET_PIN : HAL_RESET_BROWN_OUT, kRestart);
    const Time next = now + kRestart;
    if (next < end) expect_reset(next, end);
}

}  // namespace bench::system
