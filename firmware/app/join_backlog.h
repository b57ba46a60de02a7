#pragma once

// net::Backlog on the store.

#include <optional>

#include "firmware/net/backlog.h"
#include "firmware/store/store.h"

namespace meter::app {

class JoinBacklog final : public net::Backlog {
public:
    explicit JoinBacklog(store::Store& store) : store_{store} {}
    std::optional<Message> oldest_owed(Stream stream, std::optional<std::uint32_t> after) override {
        if (!is_owed(stream)) return std::nullopt;
        return store_.owed(stream, after);
    }

private:
    store::Store& store_;
};

}  // namespace meter::app
