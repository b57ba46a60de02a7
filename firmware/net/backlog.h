#pragma once

// What the outbox needs from storage: the messages still owed that do not fit its memory.

#include <cstdint>
#include <optional>

#include "firmware/core/message.h"

namespace meter::net {

class Backlog {
public:
    // The owed message of the stream with the lowest sequence above `after` (any, if there is
    // none).
    virtual std::optional<Message> oldest_owed(Stream stream,
                                               std::optional<std::uint32_t> after) = 0;

protected:
    ~Backlog() = default;
};

}  // namespace meter::net
