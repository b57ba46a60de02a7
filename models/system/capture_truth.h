#pragma once

// What a capture at an instant must say, for whoever mints it.

#include <array>
#include <optional>

#include "models/afe/metering_ic.h"
#include "models/trace/events.h"

namespace bench::system {

class CaptureTruth {
public:
    virtual ~CaptureTruth() = default;
    // The values at `time` and 10 ms later, or between which they lie (measured()).
    [[nodiscard]] virtual std::array<trace::MintedValues, 2> values(Time time) const = 0;
    // What its registers may advance by. Of a firmware that measures by itself; else none.
    [[nodiscard]] virtual std::optional<trace::MintedRegisters> registers(Time time) const = 0;
};

class IcTruth final : public CaptureTruth {
public:
    explicit IcTruth(const afe::MeteringIc& ic) : ic_{ic} {}
    [[nodiscard]] std::array<trace::MintedValues, 2> values(Time time) const override {
        // A firmware may read its registers up to 10 ms after the instant that it names.
        return {values_of(ic_.at(time)), values_of(ic_.at(time + std::chrono::milliseconds{10}))};
    }
    [[nodiscard]] std::optional<trace::MintedRegisters> registers(Time) const override {
        return std::nullopt;
    }

private:
    static trace::MintedValues values_of(const afe::Registers& registers) {
        return {registers.import_cwh, registers.export_cwh, registers.power_mw,
                registers.voltage_mv, registers.current_ma};
    }
    const afe::MeteringIc& ic_;
};

}  // namespace bench::system
