#pragma once

// The DataNotification that a meter pushes, and the confirmation that it waits for.
//
// The head end takes only the bodies it knows: the three of the meter's five push setups, told
// apart by their logical names.

#include <optional>

#include "models/head_end/octets.h"
#include "models/trace/events.h"
#include "models/trace/phasors.h"

namespace bench::head_end {

struct Push {
    std::uint32_t invoke_id_and_priority = 0;  // Sent back as it came.
    bool wants_confirmation = false;
    trace::Acceptance values;
    std::optional<trace::Measured> measured;  // Of power quality.
    std::optional<trace::PhasorValues> phasors;
};

enum class NotAPush : std::uint8_t { other_apdu, malformed };

struct PushResult {
    std::optional<Push> push;
    NotAPush why_not = NotAPush::malformed;  // Counts only without `push`.
};

[[nodiscard]] PushResult parse_push(View plain);

// DataNotification-Confirm without a date-time.
void append_confirmation(std::uint32_t invoke_id_and_priority, Octets& out);

}  // namespace bench::head_end
