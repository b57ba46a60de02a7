#pragma once

// The head end's own reader and writer of octets, apart from the firmware's, so that a mistake of
// one is not also a mistake of the other. Big-endian, as everything on this side is. A reader that
// has run over stays failed.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace bench::head_end {

using View = std::span<const std::uint8_t>;
using Octets = std::vector<std::uint8_t>;

class Reader {
public:
    explicit Reader(View data) : rest_{data} {}

    [[nodiscard]] View take(std::size_t count) {
        if (count > rest_.size()) {
            failed_ = true;
            rest_ = {};
            return {};
        }
        const View taken = rest_.first(count);
        rest_ = rest_.subspan(count);
        return taken;
    }
    [[nodiscard]] std::uint64_t number(std::size_t octets) {
        std::uint64_t value = 0;
        for (const std::uint8_t octet : take(octets)) value = value << 8U | octet;
        return value;
    }
    [[nodiscard]] std::uint8_t u8() { return static_cast<std::uint8_t>(number(1)); }
    [[nodiscard]] std::uint16_t u16() { return static_cast<std::uint16_t>(number(2)); }
    [[nodiscard]] std::uint32_t u32() { return static_cast<std::uint32_t>(number(4)); }
    // Fails unless the next octet is this one.
    void expect(std::uint8_t octet) {
        if (u8() != octet) failed_ = true;
    }
    void fail() { failed_ = true; }
    [[nodiscard]] View rest() const { return rest_; }
    [[nodiscard]] bool failed() const { return failed_; }
    [[nodiscard]] bool finished() const { return !failed_ && rest_.empty(); }

private:
    View rest_;
    bool failed_ = false;
};

inline void append(Octets& out, View data) { out.insert(out.end(), data.begin(), data.end()); }
inline void append_number(Octets& out, std::uint64_t value, std::size_t octets) {
    for (std::size_t i = octets; i-- > 0;)
        out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

}  // namespace bench::head_end
