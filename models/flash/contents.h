#pragma once

// What the cells of a flash hold, sector by sector; an erased sector takes no memory.

#include <cstdint>
#include <span>
#include <vector>

namespace bench::flash {

inline constexpr std::uint8_t kErased = 0xFF;

class Contents {
public:
    // `size` is a multiple of `sector_size`. Everything is erased.
    Contents(std::uint32_t size, std::uint32_t sector_size)
        : sectors_(size / sector_size), sector_size_{sector_size} {}

    void read(std::uint32_t address, std::span<std::uint8_t> out) const;
    // Clears the bits that are 0 in `bytes`, which lie within one sector.
    void clear_bits(std::uint32_t address, std::span<const std::uint8_t> bytes);
    void erase(std::uint32_t sector_address);
    // Puts a whole sector's octets as they are.
    void replace(std::uint32_t sector_address, std::vector<std::uint8_t> bytes);

    [[nodiscard]] std::size_t sectors_in_memory() const;

private:
    std::vector<std::vector<std::uint8_t>> sectors_;  // Empty: erased.
    std::uint32_t sector_size_;
};

}  // namespace bench::flash
