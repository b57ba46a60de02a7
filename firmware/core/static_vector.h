#pragma once

// A sequence of at most N elements, held in place. Full is an answer, never a surprise.

#include <array>
#include <cassert>
#include <cstddef>
#include <span>

#include "firmware/core/result.h"

namespace meter {

template <typename T, std::size_t N>
class StaticVector {
public:
    [[nodiscard]] static constexpr std::size_t capacity() { return N; }
    [[nodiscard]] constexpr std::size_t size() const { return size_; }
    [[nodiscard]] constexpr bool empty() const { return size_ == 0; }
    [[nodiscard]] constexpr bool full() const { return size_ == N; }
    constexpr Result<void> push_back(const T& value) {
        if (full()) return Error::full;
        items_[size_++] = value;
        return {};
    }
    constexpr void clear() { size_ = 0; }
    constexpr void erase_at(std::size_t index) {  // Keeps the order.
        assert(index < size_);
        for (std::size_t i = index + 1; i < size_; ++i) items_[i - 1] = items_[i];
        --size_;
    }
    constexpr T& operator[](std::size_t index) {
        assert(index < size_);
        return items_[index];
    }
    constexpr const T& operator[](std::size_t index) const {
        assert(index < size_);
        return items_[index];
    }
    constexpr T* begin() { return items_.data(); }
    constexpr T* end() { return items_.data() + size_; }
    constexpr const T* begin() const { return items_.data(); }
    constexpr const T* end() const { return items_.data() + size_; }
    [[nodiscard]] constexpr std::span<const T> span() const { return {items_.data(), size_}; }

private:
    std::array<T, N> items_{};
    std::size_t size_ = 0;
};

}  // namespace meter
