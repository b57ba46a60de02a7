#pragma once

// NOR flash, typed. What each call means and its limits: firmware/hal/flash.h.

#include <cstdint>
#include <span>

#include "firmware/core/bytes.h"
#include "firmware/core/result.h"
#include "firmware/hal/flash.h"
#include "firmware/port/error.h"

namespace meter::port {

class Flash {
public:
    explicit Flash(hal_board* board) : board_{board} {}
    Result<hal_flash_geometry> geometry() {
        hal_flash_geometry geometry{};
        const std::int32_t code = hal_flash_get_geometry(board_, &geometry);
        if (code < 0) return error_of(code);
        return geometry;
    }
    Result<void> read(std::uint32_t address, std::span<std::uint8_t> out) {
        return done(
            hal_flash_read(board_, address, out.data(), static_cast<std::uint32_t>(out.size())));
    }
    // At most a page, and within one. Done at HAL_SIGNAL_FLASH_DONE.
    Result<void> program(std::uint32_t address, Bytes bytes) {
        return done(hal_flash_program(board_, address, bytes.data(),
                                      static_cast<std::uint32_t>(bytes.size())));
    }
    Result<void> erase(std::uint32_t sector_address) {
        return done(hal_flash_erase(board_, sector_address));
    }
    Result<hal_flash_status> status() {
        hal_flash_status status{};
        const std::int32_t code = hal_flash_get_status(board_, &status);
        if (code < 0) return error_of(code);
        return status;
    }

private:
    hal_board* board_;
};

}  // namespace meter::port
