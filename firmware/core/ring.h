#pragma once

// A first-in first-out queue of at most N elements, held in place.

#include <array>
#include <cassert>
#include <cstddef>

#include "firmware/core/result.h"

namespace meter {

template <typename T, std::size_t N>
class Ring {
public:
    [[nodiscard]] static constexpr std::size_t capacity() { return N; }
    [[nodiscard]] constexpr std::size_t size() const { return size_; }
    [[nodiscard]] constexpr bool empty() const { return size_ == 0; }
    [[nodiscard]] constexpr bool full() const { return size_ == N; }
    constexpr Result<void> push(const T& value) {
        if (full()) return Error::full;
        items_[(first_ + size_) % N] = value;
        ++size_;
        return {};
    }
    constexpr T& front() {
        assert(!empty());
        return items_[first_];
    }
    constexpr const T& front() const {
        assert(!empty());
        return items_[first_];
    }
    constexpr T& operator[](std::size_t index) {  // 0 is the oldest.
        assert(index < size_);
        return items_[(first_ + index) % N];
    }
    constexpr const T& operator[](std::size_t index) const {
        assert(index < size_);
        return items_[(first_ + index) % N];
    }
    constexpr void pop() {
        assert(!empty());
        first_ = (first_ + 1) % N;
        --size_;
    }
    constexpr void clear() {
        first_ = 0;
        size_ = 0;
    }

private:
    std::array<T, N> items_{};
    std::size_t first_ = 0;
    std::size_t size_ = 0;
};

}  // namespace meter
