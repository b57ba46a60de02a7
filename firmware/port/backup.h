#pragma once

// The backup registers, typed. What each call means: firmware/hal/backup.h.

#include "firmware/core/result.h"
#include "firmware/hal/backup.h"
#include "firmware/port/error.h"

namespace meter::port {

class Backup {
public:
    explicit Backup(hal_board* board) : board_{board} {}
    Result<hal_backup> read() {
        hal_backup record{};
        const std::int32_t code = hal_backup_read(board_, &record);
        if (code < 0) return error_of(code);
        return record;
    }
    Result<void> write(const hal_backup& record) { return done(hal_backup_write(board_, &record)); }

private:
    hal_board* board_;
};

}  // namespace meter::port
