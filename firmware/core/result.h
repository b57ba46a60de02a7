#pragma once

// A value or the reason why there is none. The firmware has no exceptions; nothing is ignored
// without saying so. (std::expected is C++23.)

#include <cassert>
#include <cstdint>

namespace meter {

enum class Error : std::uint8_t {
    full,        // A bounded container or queue has no room.
    busy,        // The one resource is in use; try after its signal.
    empty,       // Nothing there.
    range,       // An argument outside what is declared.
    malformed,   // Bytes from outside that do not parse.
    forged,      // Authentication failed.
    replayed,    // A counter that was already used.
    exhausted,   // A lease or a budget is used up.
    hardware,    // The board refused or failed.
    unreachable  // No neighbour, no route, not joined.
};

template <typename T>
class [[nodiscard]] Result {
public:
    constexpr Result(const T& value)
        : value_{value}, ok_{true} {}  // NOLINT(google-explicit-constructor)
    constexpr Result(Error error)
        : error_{error}, ok_{false} {}  // NOLINT(google-explicit-constructor)
    [[nodiscard]] constexpr bool ok() const { return ok_; }
    constexpr explicit operator bool() const { return ok_; }
    [[nodiscard]] constexpr const T& value() const {
        assert(ok_);
        return value_;
    }
    [[nodiscard]] constexpr T value_or(T other) const { return ok_ ? value_ : other; }
    [[nodiscard]] constexpr Error error() const {
        assert(!ok_);
        return error_;
    }

private:
    T value_{};
    Error error_ = Error::empty;
    bool ok_;
};

template <>
class [[nodiscard]] Result<void> {
public:
    constexpr Result() : ok_{true} {}
    constexpr Result(Error error)
        : error_{error}, ok_{false} {}  // NOLINT(google-explicit-constructor)
    [[nodiscard]] constexpr bool ok() const { return ok_; }
    constexpr explicit operator bool() const { return ok_; }
    [[nodiscard]] constexpr Error error() const {
        assert(!ok_);
        return error_;
    }

private:
    Error error_ = Error::empty;
    bool ok_;
};

}  // namespace meter
