#pragma once

// What metrology needs from whoever stores and sends captures.

#include "firmware/core/message.h"

namespace meter::metrology {

class CaptureSink {
public:
    // `message` is complete: stream, sequence, capture instant and values.
    virtual void captured(const Message& message) = 0;

protected:
    ~CaptureSink() = default;
};

}  // namespace meter::metrology
