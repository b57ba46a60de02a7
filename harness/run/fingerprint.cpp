#include "harness/run/fingerprint.h"

#include <algorithm>
#include <cstring>

#include "harness/run/hash.h"

namespace bench::run {
void Fingerprint::record(const trace::Record& item, std::span<const std::uint8_t> bytes) {
    std::uint64_t words[5];
    static_assert(sizeof words == sizeof item);
    std::memcpy(words, &item, sizeof words);
    std::uint64_t hash = 0;
    for (const std::uint64_t word : words) hash = mix(hash, word);
    if (!bytes.empty()) hash = mix_bytes(hash, bytes);

    auto bucket = static_cast<std::size_t>(ns(item.time) / span_.count());
    while (bucket >= kBuckets) {
        halve();
        bucket = static_cast<std::size_t>(ns(item.time) / span_.count());
    }
    if (item.entity >= buckets_.size()) buckets_.resize(item.entity + 1U);
    auto& mine = buckets_[item.entity];
    if (bucket >= mine.size()) mine.resize(bucket + 1);
    // A sum keeps merging of buckets associative; order within an entity is in the records' times,
    // and for equal times in the words.
    mine[bucket] += hash;
}

void Fingerprint::halve() {
    span_ *= 2;
    for (auto& mine : buckets_) {
        mine.resize((mine.size() + 1) / 2 * 2);
        const std::size_t half = mine.size() / 2;
        for (std::size_t i = 0; i < half; ++i) mine[i] = mine[2 * i] + mine[2 * i + 1];
        mine.resize(half);
    }
}

std::uint64_t Fingerprint::value() const {
    std::uint64_t hash = static_cast<std::uint64_t>(span_.count());
    for (const auto& mine : buckets_) {
        hash = mix(hash, mine.size());
        for (const std::uint64_t bucket : mine) hash = mix(hash, bucket);
    }
    return hash;
}

std::string Fingerprint::pack() const {
    std::string octets;
    const auto add = [&](std::uint64_t word) {
        octets.append(reinterpret_cast<const char*>(&word), sizeof word);
    };
    add(static_cast<std::uint64_t>(span_.count()));
    for (const auto& mine : buckets_) {
        add(mine.size());
        for (const std::uint64_t bucket : mine) add(bucket);
    }
    return octets;
}

Fingerprint Fingerprint::unpack(std::string_view octets) {
    Fingerprint read;
    const auto take = [&] {
        std::uint64_t word = 0;
        std::memcpy(&word, octets.data(), sizeof word);
        octets.remove_prefix(sizeof word);
        return word;
    };
    read.span_ = Nanoseconds{static_cast<std::int64_t>(take())};
    while (!octets.empty()) {
        auto& mine = read.buckets_.emplace_back(take());
        for (std::uint64_t& bucket : mine) bucket = take();
    }
    return read;
}

std::optional<Time> Fingerprint::first_difference(const Fingerprint& other) const {
    Fingerprint mine = *this;
    Fingerprint theirs = other;
    while (mine.span_ < theirs.span_) mine.halve();
    while (theirs.span_ < mine.span_) theirs.halve();
    const std::size_t entities = std::max(mine.buckets_.size(), theirs.buckets_.size());
    mine.buckets_.resize(entities);
    theirs.buckets_.resize(entities);
    std::optional<Time> first;
    for (std::size_t entity = 0; entity < entities; ++entity) {
        auto& a = mine.buckets_[entity];
        auto& b = theirs.buckets_[entity];
        const std::size_t size = std::max(a.size(), b.size());
        a.resize(size);
        b.resize(size);
        const auto differs = std::ranges::mismatch(a, b).in1;
        if (differs == a.end()) continue;
        const Time at = kStart + mine.span_ * (differs - a.begin());
        if (!first || at < *first) first = at;
    }
    return first;
}

}  // namespace bench::run
