#include "models/flash/contents.h"

#include <algorithm>
#include <utility>

namespace bench::flash {
namespace {

bool all_erased(std::span<const std::uint8_t> bytes) {
    return std::ranges::all_of(bytes, [](std::uint8_t byte) { return byte == kErased; });
}

}  // namespace

void Contents::read(std::uint32_t address, std::span<std::uint8_t> out) const {
    while (!out.empty()) {
        const auto& sector = sectors_[address / sector_size_];
        const std::uint32_t offset = address % sector_size_;
        const std::size_t count = std::min<std::size_t>(out.size(), sector_size_ - offset);
        if (sector.empty()) {
            std::ranges::fill(out.first(count), kErased);
        } else {
            std::ranges::copy(std::span{sector}.subspan(offset, count), out.begin());
        }
        out = out.subspan(count);
        address += static_cast<std::uint32_t>(count);
    }
}

void Contents::clear_bits(std::uint32_t address, std::span<const std::uint8_t> bytes) {
    auto& sector = sectors_[address / sector_size_];
    if (sector.empty()) {
        if (all_erased(bytes)) return;
        sector.assign(sector_size_, kErased);
    }
    const std::span<std::uint8_t> cells =
        std::span{sector}.subspan(address % sector_size_, bytes.size());
    std::ranges::transform(cells, bytes, cells.begin(), [](std::uint8_t cell, std::uint8_t byte) {
        return static_cast<std::uint8_t>(cell & byte);
    });
}

void Contents::erase(std::uint32_t sector_address) {
    // Exchanged, not cleared: clear() would keep the memory.
    std::exchange(sectors_[sector_address / sector_size_], {});
}

void Contents::replace(std::uint32_t sector_address, std::vector<std::uint8_t> bytes) {
    if (all_erased(bytes)) bytes = {};
    sectors_[sector_address / sector_size_] = std::move(bytes);
}

std::size_t Contents::sectors_in_memory() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(sectors_, [](const auto& sector) { return !sector.empty(); }));
}

}  // namespace bench::flash
