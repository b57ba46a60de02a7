#pragma once

// Reading and writing bytes in a fixed order, with the bounds checked once, at the end: a writer or
// a reader that has run over stays failed and touches nothing more.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace meter {

using Bytes = std::span<const std::uint8_t>;

class ByteWriter {
public:
    explicit constexpr ByteWriter(std::span<std::uint8_t> out) : out_{out} {}
    constexpr void u8(std::uint8_t value) {
        if (used_ < out_.size()) {
            out_[used_++] = value;
        } else {
            ok_ = false;
        }
    }
    constexpr void le(std::uint64_t value, std::size_t size) {
        for (std::size_t i = 0; i < size; ++i) u8(static_cast<std::uint8_t>(value >> (8 * i)));
    }
    constexpr void be(std::uint64_t value, std::size_t size) {
        for (std::size_t i = size; i-- > 0;) u8(static_cast<std::uint8_t>(value >> (8 * i)));
    }
    void bytes(Bytes data) {
        if (data.size() > out_.size() - used_) {
            ok_ = false;
            return;
        }
        if (!data.empty()) std::memcpy(out_.data() + used_, data.data(), data.size());
        used_ += data.size();
    }
    [[nodiscard]] constexpr bool ok() const { return ok_; }
    [[nodiscard]] constexpr std::size_t size() const { return used_; }
    [[nodiscard]] constexpr std::span<std::uint8_t> written() const { return out_.first(used_); }

private:
    std::span<std::uint8_t> out_;
    std::size_t used_ = 0;
    bool ok_ = true;
};

class ByteReader {
public:
    explicit constexpr ByteReader(Bytes in) : in_{in} {}
    constexpr std::uint8_t u8() {
        if (next_ >= in_.size()) {
            ok_ = false;
            return 0;
        }
        return in_[next_++];
    }
    constexpr std::uint64_t le(std::size_t size) {
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < size; ++i) value |= std::uint64_t{u8()} << (8 * i);
        return value;
    }
    constexpr std::uint64_t be(std::size_t size) {
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < size; ++i) value = value << 8 | u8();
        return value;
    }
    constexpr Bytes bytes(std::size_t size) {
        if (size > remaining()) {
            ok_ = false;
            next_ = in_.size();
            return {};
        }
        const Bytes taken = in_.subspan(next_, size);
        next_ += size;
        return taken;
    }
    [[nodiscard]] constexpr std::size_t remaining() const { return in_.size() - next_; }
    [[nodiscard]] constexpr bool ok() const { return ok_; }

private:
    Bytes in_;
    std::size_t next_ = 0;
    bool ok_ = true;
};

}  // namespace meter
