#pragma once

// The registers of a metering IC that measures by itself.

#include "firmware/metrology/register_source.h"
#include "firmware/port/board.h"

namespace meter::metrology {

class IcRegisters final : public RegisterSource {
public:
    explicit IcRegisters(port::Board& board) : board_{board} {}
    [[nodiscard]] std::optional<Capture> read() override {
        const Result<hal_metering> record = board_.metering();
        if (!record || record.value().status != 0) return std::nullopt;
        const hal_metering& values = record.value();
        return Capture{Energy{values.import_cwh}, Energy{values.export_cwh},
                       Milliwatts{values.power_mw}, Millivolts{values.voltage_mv},
                       Milliamperes{values.current_ma}};
    }

private:
    port::Board& board_;
};

}  // namespace meter::metrology
