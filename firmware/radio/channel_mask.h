#pragma once

// A set of channels of one plan: which are enabled, which may still be used.

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace meter::radio {

class ChannelMask {
public:
    static constexpr std::size_t kChannels = 160;

    constexpr void set(std::uint8_t channel) { words_[channel / 32U] |= bit(channel); }
    constexpr void clear(std::uint8_t channel) { words_[channel / 32U] &= ~bit(channel); }
    [[nodiscard]] constexpr bool test(std::uint8_t channel) const {
        return channel < kChannels && (words_[channel / 32U] & bit(channel)) != 0;
    }
    [[nodiscard]] constexpr std::uint32_t count() const {
        std::uint32_t sum = 0;
        for (const std::uint32_t word : words_)
            sum += static_cast<std::uint32_t>(std::popcount(word));
        return sum;
    }
    // The n-th channel of the set, from 0, in rising order. n < count().
    [[nodiscard]] constexpr std::uint8_t nth(std::uint32_t n) const {
        std::size_t word = 0;
        while (word + 1 < words_.size()) {
            const auto here = static_cast<std::uint32_t>(std::popcount(words_[word]));
            if (n < here) break;
            n -= here;
            ++word;
        }
        std::uint32_t rest = words_[word];
        for (; n > 0; --n) rest &= rest - 1;
        return static_cast<std::uint8_t>(word * 32 +
                                         static_cast<std::size_t>(std::countr_zero(rest)));
    }
    constexpr bool operator==(const ChannelMask&) const = default;
    friend constexpr ChannelMask operator&(ChannelMask a, const ChannelMask& b) {
        for (std::size_t i = 0; i < a.words_.size(); ++i) a.words_[i] &= b.words_[i];
        return a;
    }
    friend constexpr ChannelMask operator|(ChannelMask a, const ChannelMask& b) {
        for (std::size_t i = 0; i < a.words_.size(); ++i) a.words_[i] |= b.words_[i];
        return a;
    }
    friend constexpr ChannelMask operator-(ChannelMask a, const ChannelMask& b) {
        for (std::size_t i = 0; i < a.words_.size(); ++i) a.words_[i] &= ~b.words_[i];
        return a;
    }
    // Octet i: channels 8 i .. 8 i + 7, lowest bit first.
    [[nodiscard]] constexpr std::uint8_t octet(std::size_t i) const {
        return static_cast<std::uint8_t>(words_[i / 4] >> (i % 4 * 8));
    }
    constexpr void set_octet(std::size_t i, std::uint8_t bits) {
        words_[i / 4] |= std::uint32_t{bits} << (i % 4 * 8);
    }

private:
    static constexpr std::uint32_t bit(std::uint8_t channel) {
        return std::uint32_t{1} << (channel % 32U);
    }
    std::array<std::uint32_t, kChannels / 32> words_{};
};

}  // namespace meter::radio
