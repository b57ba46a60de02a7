#pragma once

// What a run was, in 64 bits; and where two runs part.
//
// A hash per entity of (time, kind, words, bytes), kept in at most 4 096 time buckets: when they
// are used up, the span of a bucket doubles and neighbours are merged. Two runs are the same when
// their values are; the first bucket that differs says when they parted.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/trace/record.h"

namespace bench::run {

class Fingerprint final : public trace::Sink {
public:
    static constexpr std::size_t kBuckets = 4096;

    using trace::Sink::record;
    void record(const trace::Record& record, std::span<const std::uint8_t> bytes) override;

    // Over all entities and buckets.
    [[nodiscard]] std::uint64_t value() const;
    [[nodiscard]] Nanoseconds span() const { return span_; }
    // Start of the first bucket in which the two differ; empty if they are the same.
    [[nodiscard]] std::optional<Time> first_difference(const Fingerprint& other) const;

    // For the pipe between the child that ran and its parent: octets of this machine, whole.
    [[nodiscard]] std::string pack() const;
    [[nodiscard]] static Fingerprint unpack(std::string_view octets);

private:
    void halve();

    Nanoseconds span_{1'000'000};
    std::vector<std::vector<std::uint64_t>> buckets_;  // By entity, then by time.
};

}  // namespace bench::run
