#pragma once

// Something that goes on or does not: the wish to change must last for a time and come from a
// value that counts, and the change is dated from when the wish arose.

#include <cstdint>

#include "firmware/core/measurement.h"

namespace meter::power_quality {

class Span {
public:
    enum class Change : std::uint8_t { none, started, ended };
    struct Reading {
        bool enter = false;          // The value is beyond the threshold.
        bool leave = false;          // It is inside threshold and hysteresis.
        SampleIndex since = 0;       // When what it shows began.
        SampleIndex now = 0;         // Its end.
        bool decisive = true;        // It may decide; otherwise it only keeps a wish alive.
        SampleIndex hold = 0;        // Samples for which the wish must have lasted.
        SampleIndex not_before = 0;  // No start earlier than this.
    };
    [[nodiscard]] Change update(const Reading& reading);

    [[nodiscard]] bool active() const { return active_; }
    [[nodiscard]] bool wishing() const { return wishing_; }
    [[nodiscard]] SampleIndex begin() const { return begin_; }  // Of the last started.
    [[nodiscard]] SampleIndex end() const { return end_; }      // Of the last ended.

private:
    bool active_ = false;
    bool wishing_ = false;
    SampleIndex since_ = 0;
    SampleIndex begin_ = 0;
    SampleIndex end_ = 0;
};

}  // namespace meter::power_quality
