#pragma once

// What a bench boots, and what a run of it did.

#include <cstdint>

#include "firmware/hal/hal.h"

namespace bench::system {

// The images that the nodes boot. They outlive the bench.
struct Images {
    const fw_image* meter = nullptr;
    const fw_image* collector = nullptr;
    const fw_image* traffic = nullptr;  // Needed where there is traffic.
};

// What a run did, for budgets and benchmarks.
struct Counters {
    std::uint64_t events = 0;
    std::uint64_t records = 0;
    std::uint64_t aead_calls = 0;
    std::uint64_t channel_evaluations = 0;
    std::uint64_t memory_corrected = 0;  // Bits that flipped and that ECC put right.
    std::uint64_t memory_flipped = 0;    // Bits that stayed wrong.
    std::uint64_t frames = 0;
    std::uint64_t firmware_steps = 0;
    std::uint64_t hal_calls = 0;
};

}  // namespace bench::system
