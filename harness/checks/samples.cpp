#include "harness/checks/samples.h"

#include <algorithm>
#include <bit>

namespace bench::checks {
namespace {

// 64 buckets an octave; below 64 ns each value has its own.
constexpr std::uint64_t kSteps = 64;

std::size_t bucket_of(std::int64_t value) {
    const auto v = static_cast<std::uint64_t>(std::max<std::int64_t>(value, 0));
    if (v < kSteps) return static_cast<std::size_t>(v);
    const auto octave =
        static_cast<std::uint64_t>(std::bit_width(v)) - 7;  // v >> octave is 64 .. 127
    return static_cast<std::size_t>(kSteps + octave * kSteps + ((v >> octave) - kSteps));
}

std::int64_t upper_edge(std::size_t bucket) {
    if (bucket < kSteps) return static_cast<std::int64_t>(bucket);
    const std::uint64_t octave = (bucket - kSteps) / kSteps;
    const std::uint64_t step = (bucket - kSteps) % kSteps + kSteps;
    return static_cast<std::int64_t>(((step + 1) << octave) - 1);
}

}  // namespace

void Samples::add(Nanoseconds latency) {
    if (latency == kInfinite) {
        ++infinite_;
        return;
    }
    ++finite_;
    sum_ns_ += static_cast<double>(latency.count());
    least_ = std::min(least_, latency);
    most_ = std::max(most_, latency);
    const std::size_t bucket = bucket_of(latency.count());
    if (bucket >= buckets_.size()) buckets_.resize(bucket + 1);
    ++buckets_[bucket];
    if (exact_.size() >= kExact) return;
    exact_.push_back(latency.count());
    sorted_ = false;
}

void Samples::add(const result::Bucket& bucket) {
    if (bucket.most_ns == kInfinite.count()) {
        infinite_ += bucket.count;
        return;
    }
    const std::size_t at = bucket_of(bucket.most_ns);
    if (at >= buckets_.size()) buckets_.resize(at + 1);
    buckets_[at] += bucket.count;
    finite_ += bucket.count;
    sum_ns_ += static_cast<double>(bucket.most_ns) * static_cast<double>(bucket.count);
    least_ = std::min(least_, Nanoseconds{bucket.most_ns});
    most_ = std::max(most_, Nanoseconds{bucket.most_ns});
}

std::vector<result::Bucket> Samples::histogram() const {
    std::vector<result::Bucket> list;
    for (std::size_t bucket = 0; bucket < buckets_.size(); ++bucket) {
        if (buckets_[bucket] == 0) continue;
        list.push_back({std::min(upper_edge(bucket), most_.count()), buckets_[bucket]});
    }
    if (infinite_ > 0) list.push_back({kInfinite.count(), infinite_});
    return list;
}

Nanoseconds Samples::ranked(std::uint64_t rank) const {
    if (rank > finite_) return kInfinite;
    if (finite_ == exact_.size()) {
        if (!sorted_) std::sort(exact_.begin(), exact_.end());
        sorted_ = true;
        return Nanoseconds{exact_[static_cast<std::size_t>(rank - 1)]};
    }
    std::uint64_t seen = 0;
    for (std::size_t bucket = 0; bucket < buckets_.size(); ++bucket) {
        seen += buckets_[bucket];
        if (seen >= rank) return std::min(Nanoseconds{upper_edge(bucket)}, most_);
    }
    return most_;
}

Nanoseconds Samples::quantile(std::uint32_t millionths) const {
    const std::uint64_t scaled = count() * millionths;
    return ranked(std::max<std::uint64_t>(1, (scaled + 999'999) / 1'000'000));
}

Nanoseconds Samples::mean() const {
    if (infinite_ > 0 || finite_ == 0) return kInfinite;
    return Nanoseconds{static_cast<std::int64_t>(sum_ns_ / static_cast<double>(finite_))};
}

}  // namespace bench::checks
