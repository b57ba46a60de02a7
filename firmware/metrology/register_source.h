#pragma once

// What metrology needs from whatever measures: the registers as they stand now.

#include <optional>

#include "firmware/core/message.h"

namespace meter::metrology {

class RegisterSource {
public:
    // Nothing while the values are not valid.
    [[nodiscard]] virtual std::optional<Capture> read() = 0;

protected:
    ~RegisterSource() = default;
};

}  // namespace meter::metrology
