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
        for (const std::uint32_t word : words_) sum += ones(word);
        return sum;
    }
    [[nodiscard]] constexpr bool empty() const { return *this == ChannelMask{}; }
    // The n-th channel of the set, from 0, in rising order. n < count().
    [[nodiscard]] constexpr std::uint8_t nth(std::uint32_t n) const {
        std::size_t word = 0;
        while (word + 1 < words_.size()) {
            const std::uint32_t here = ones(words_[word]);
            if (n < here) break;
            n -= here;
            ++word;
        }
        std::uint32_t rest = words_[word];
        for (; n > 0; --n) rest &= rest - 1;
        return static_cast<std::uint8_t>(word * 32 +
                                         static_cast<std::size_t>(std::countr_zero(rest)));
    }
    // visit(channel) for each, in rising order.
    template <typename Visit>
    constexpr void for_each(Visit&& visit) const {
        for (std::size_t word = 0; word < words_.size(); ++word) {
            for (std::uint32_t rest = words_[word]; rest != 0; rest &= rest - 1) {
                const auto within = static_cast<std::size_t>(std::countr_zero(rest));
                visit(static_cast<std::uint8_t>(word * 32 + within));
            }
        }
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
    // Without an instruction for it std::popcount is a call, here and on the chip.
    static constexpr std::uint32_t ones(std::uint32_t word) {
        word -= (word >> 1U) & 0x55555555U;
        word = (word & 0x33333333U) + ((word >> 2U) & 0x33333333U);
        return ((word + (word >> 4U)) & 0x0F0F0F0FU) * 0x01010101U >> 24U;
    }
    static constexpr std::uint32_t bit(std::uint8_t channel) {
        return std::uint32_t{1} << (channel % 32U);
    }
    std::array<std::uint32_t, kChannels / 32> words_{};
};

// The channels of a set by number, for who asks often: nth() counts from the start.
class ChannelList {
public:
    constexpr ChannelList() = default;
    constexpr explicit ChannelList(const ChannelMask& mask) {
        mask.for_each([this](std::uint8_t channel) { channels_[size_++] = channel; });
    }
    [[nodiscard]] constexpr std::uint32_t size() const { return size_; }
    // n < size().
    [[nodiscard]] constexpr std::uint8_t operator[](std::uint32_t n) const { return channels_[n]; }

private:
    std::array<std::uint8_t, ChannelMask::kChannels> channels_{};
    std::uint32_t size_ = 0;
};

}  // namespace meter::radio
