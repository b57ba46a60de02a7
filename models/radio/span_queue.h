#pragma once

// First in, first out, like std::deque, but without memory as long as it is empty: a node has some
// hundreds of them, most of which are never used.

#include <cstddef>
#include <vector>

namespace bench::radio {

template <typename T>
class SpanQueue {
public:
    void push_back(const T& item) {
        // What has left makes room when it is the larger part, so that a push is cheap on average.
        if (items_.size() == items_.capacity() && first_ > items_.size() / 2) {
            items_.erase(items_.begin(), items_.begin() + static_cast<std::ptrdiff_t>(first_));
            first_ = 0;
        }
        items_.push_back(item);
    }
    [[nodiscard]] std::size_t size() const { return items_.size() - first_; }
    [[nodiscard]] T& front() { return items_[first_]; }  // size() > 0, here and below.
    [[nodiscard]] const T& front() const { return items_[first_]; }
    void pop_front() { ++first_; }

private:
    std::vector<T> items_;
    std::size_t first_ = 0;  // Those before have left.
};

}  // namespace bench::radio
