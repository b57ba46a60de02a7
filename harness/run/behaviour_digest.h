#pragma once

// What the world saw of a run, in 64 bits: each frame on the air and each datagram with its time
// and octets, each boot and power down, each message that the head end accepted with its values.
//
// It is blind to how records are laid out, to notes, tickets and whatever else is internal: a
// refactoring leaves it as it is, and so does a new kind of record. Fingerprint sees everything.

#include <cstdint>

#include "models/trace/record.h"

namespace bench::run {

class BehaviourDigest final : public trace::Sink {
public:
    using trace::Sink::record;
    void record(const trace::Record& item, std::span<const std::uint8_t> bytes) override;
    [[nodiscard]] std::uint64_t value() const { return sum_; }

private:
    std::uint64_t sum_ =
        0;  // Of a hash for each thing seen: their order at one instant is no matter.
};

}  // namespace bench::run
