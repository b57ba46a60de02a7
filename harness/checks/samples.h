#pragma once

// Latencies of one set of messages, in bounded memory: order statistics with losses counted as
// infinite.
//
// The first 100 000 are kept as they are, so that quantiles are exact samples; beyond, a
// logarithmic histogram answers with the upper edge of a bucket, at most 1/64 too much.

#include <cstdint>
#include <vector>

#include "models/time/time.h"
#include "reports/result/result.h"

namespace bench::checks {

inline constexpr Nanoseconds kInfinite{INT64_MAX};

class Samples {
public:
    static constexpr std::size_t kExact = 100'000;

    void add(Nanoseconds latency);  // kInfinite: lost.
    void add(
        const result::Bucket& bucket);  // Of another's histogram; quantiles go by buckets then.
    [[nodiscard]] std::vector<result::Bucket> histogram() const;
    [[nodiscard]] std::uint64_t count() const { return finite_ + infinite_; }
    [[nodiscard]] std::uint64_t lost() const { return infinite_; }
    // The sample of that rank, from 1 to count(); kInfinite among the lost.
    [[nodiscard]] Nanoseconds ranked(std::uint64_t rank) const;
    // The sample of rank ceil(count * q / 1 000 000): of p99.9, q is 999 000. count() >= 1.
    [[nodiscard]] Nanoseconds quantile(std::uint32_t millionths) const;
    [[nodiscard]] Nanoseconds mean() const;  // kInfinite when one is lost. count() >= 1.
    [[nodiscard]] Nanoseconds least() const { return least_; }
    [[nodiscard]] Nanoseconds most() const { return most_; }  // Of those that arrived.

private:
    mutable std::vector<std::int64_t> exact_;
    mutable bool sorted_ = true;
    std::vector<std::uint64_t> buckets_;
    std::uint64_t finite_ = 0;
    std::uint64_t infinite_ = 0;
    double sum_ns_ = 0.0;
    Nanoseconds least_ = kInfinite;
    Nanoseconds most_{};
};

}  // namespace bench::checks
