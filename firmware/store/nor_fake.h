#pragma once

// NOR flash for tests, behind hal_call: programming only clears bits, erasing takes a sector, both
// are under way until complete() or cut(). A cut leaves a program torn inside any octet and an
// erase with some octets old, some erased, some in between whose bits read differently every time.

#include <cstdint>
#include <optional>
#include <vector>

#include "firmware/hal/flash.h"

struct hal_board {
    struct Operation {
        bool erase = false;
        std::uint32_t address = 0;
        std::vector<std::uint8_t> bytes{};
    };

    hal_board(std::uint32_t size, std::uint32_t sector_size, std::uint8_t fill = 0xFF)
        : sector{sector_size}, cells(size, fill), unstable(size, 0), weak(size / sector_size, 0) {}

    [[nodiscard]] std::uint32_t cut_points() const;  // Of what is under way.
    void complete();
    // point < cut_points(); the draw picks bits. Flapping: the bits a torn program was at are
    // unstable too.
    void cut(std::uint32_t point, std::uint32_t draw, bool flapping);
    void read(std::uint32_t address, std::uint8_t* out, std::uint32_t length);

    std::uint32_t sector;
    std::vector<std::uint8_t> cells;
    std::vector<std::uint8_t> unstable;  // Bits of each octet that read as they like.
    std::vector<std::uint8_t> weak;      // Per sector: 1 if any of its octets is unstable.
    std::optional<Operation> under_way{};
    std::uint64_t octets_read = 0;
    std::uint32_t reads = 0;
    std::uint32_t erases = 0;
    std::uint32_t refuse = 0;  // The next so many starts answer HAL_E_BUSY.
    std::uint32_t fail = 0;    // The next so many programs leave their last octet as it was.
};
