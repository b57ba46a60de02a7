#pragma once

// What metrology needs from whoever numbers, stores and sends events.

#include "firmware/core/message.h"
#include "firmware/units/time.h"

namespace meter::metrology {

class EventSink {
public:
    // `when`: the time at which the input changed, not the later one at which that became certain.
    virtual void qualified(Stream stream, EventNote note, CalendarTime when) = 0;

protected:
    ~EventSink() = default;
};

}  // namespace meter::metrology
