#include "firmware/store/nor_fake.h"

#include <algorithm>
#include <cstring>

namespace {

constexpr std::uint32_t kErasePoints = 12;

std::uint32_t mix(std::uint32_t a, std::uint32_t b) {
    std::uint32_t x = a * 0x9E3779B1U ^ (b + 0x7F4A7C15U) * 0x85EBCA6BU;
    x ^= x >> 15U;
    x *= 0x2C1B3C6DU;
    x ^= x >> 12U;
    x *= 0x297A2D39U;
    return x ^ x >> 15U;
}

std::int32_t start(hal_board& board, bool erase, const void* request, std::uint32_t size) {
    hal_flash_range range{};
    std::memcpy(&range, request, sizeof range);
    if (board.under_way) return HAL_E_BUSY;
    if (board.refuse > 0) {
        --board.refuse;
        return HAL_E_BUSY;
    }
    const auto* bytes = static_cast<const std::uint8_t*>(request) + sizeof range;
    const std::uint64_t end = std::uint64_t{range.address} + (erase ? board.sector : range.length);
    if (end > board.cells.size()) return HAL_E_RANGE;
    if (erase ? range.address % board.sector != 0
              : range.length != size - sizeof range ||
                    range.address / HAL_FLASH_PAGE != (end - 1) / HAL_FLASH_PAGE) {
        return HAL_E_RANGE;
    }
    board.under_way = hal_board::Operation{erase, range.address, {bytes, bytes + range.length}};
    return 0;
}

std::int32_t read(hal_board& board, const void* request, void* response) {
    hal_flash_range range{};
    std::memcpy(&range, request, sizeof range);
    if (range.length > HAL_RECORD_MAX) return HAL_E_SIZE;
    if (std::uint64_t{range.address} + range.length > board.cells.size()) return HAL_E_RANGE;
    board.read(range.address, static_cast<std::uint8_t*>(response), range.length);
    return static_cast<std::int32_t>(range.length);
}

}  // namespace

std::uint32_t hal_board::cut_points() const {
    if (!under_way) return 0;
    if (under_way->erase) return kErasePoints;
    return static_cast<std::uint32_t>(2 * under_way->bytes.size() + 1);
}

void hal_board::complete() {
    const Operation operation = *under_way;
    under_way.reset();
    if (operation.erase) {
        std::fill_n(cells.begin() + operation.address, sector, std::uint8_t{0xFF});
        std::fill_n(unstable.begin() + operation.address, sector, std::uint8_t{0});
        weak[operation.address / sector] = 0;
        ++erases;
        return;
    }
    for (std::uint32_t i = 0; i < operation.bytes.size(); ++i) {
        if (fail > 0 && i + 1 == operation.bytes.size()) {
            --fail;
            return;
        }
        cells[operation.address + i] &= operation.bytes[i];
        unstable[operation.address + i] &= operation.bytes[i];  // Firmly cleared.
    }
}

void hal_board::cut(std::uint32_t point, std::uint32_t draw, bool flapping) {
    const Operation operation = *under_way;
    under_way.reset();
    weak[operation.address / sector] = 1;
    if (!operation.erase) {
        for (std::uint32_t i = 0; i < operation.bytes.size() && i <= point / 2; ++i) {
            std::uint8_t& cell = cells[operation.address + i];
            const std::uint32_t clearing = cell & ~std::uint32_t{operation.bytes[i]};
            const bool torn = i == point / 2;
            if (torn && point % 2 == 0) return;
            const std::uint32_t done = torn ? clearing & mix(draw, point) : clearing;
            if (torn && flapping)
                unstable[operation.address + i] |= static_cast<std::uint8_t>(done);
            cell &= static_cast<std::uint8_t>(~done);
        }
        return;
    }
    for (std::uint32_t i = 0; i < sector; ++i) {
        const std::uint32_t at = operation.address + i;
        const std::uint32_t progress = mix(draw + 77, i) % kErasePoints;
        if (progress > point) continue;
        if (progress < point) {
            cells[at] = 0xFF;
            continue;
        }
        const std::uint32_t bits = mix(draw, i);
        cells[at] |= static_cast<std::uint8_t>(bits);
        unstable[at] |= static_cast<std::uint8_t>(bits >> 8U & bits >> 16U);
    }
}

void hal_board::read(std::uint32_t address, std::uint8_t* out, std::uint32_t length) {
    octets_read += length;
    ++reads;
    std::copy_n(cells.begin() + address, length, out);
    if (weak[address / sector] == 0) return;  // No read of the store spans sectors.
    for (std::uint32_t i = 0; i < length; ++i) {
        const std::uint8_t bits = unstable[address + i];
        if (bits == 0) continue;
        // Every other time they read as the cell stands, else as they like.
        const std::uint32_t chance = mix(reads, address + i);
        if (chance >> 31U == 0) out[i] ^= static_cast<std::uint8_t>(bits & chance);
    }
}

extern "C" std::int32_t hal_call(hal_board* board, std::uint16_t id, const void* request,
                                 std::uint32_t size, void* response, std::uint32_t) {
    if (id == HAL_ID_FLASH_PROGRAM) return start(*board, false, request, size);
    if (id == HAL_ID_FLASH_ERASE) return start(*board, true, request, size);
    if (id == HAL_ID_FLASH_READ) return read(*board, request, response);
    if (id == HAL_ID_FLASH_GEOMETRY) {
        const hal_flash_geometry geometry{static_cast<std::uint32_t>(board->cells.size()),
                                          board->sector};
        std::memcpy(response, &geometry, sizeof geometry);
        return sizeof geometry;
    }
    if (id == HAL_ID_FLASH_STATUS) {
        const hal_flash_status status{static_cast<std::uint8_t>(board->under_way ? 1 : 0), 0, {}};
        std::memcpy(response, &status, sizeof status);
        return sizeof status;
    }
    return HAL_E_UNKNOWN;
}
