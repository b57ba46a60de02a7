#pragma once

// What this room needs from whoever takes its measurements. Called from within Engine::process.

#include "firmware/core/measurement.h"

namespace meter::waveform {

class HalfCycleSink {
public:
    // Each half cycle, gapless but for what Engine::gap says was lost.
    virtual void half_cycle(const HalfCycle& value) = 0;

protected:
    ~HalfCycleSink() = default;
};

class WindowSink {
public:
    // Every 10 or 12 cycles, up to 80 ms after the window's end.
    virtual void window(const Window& value) = 0;

protected:
    ~WindowSink() = default;
};

}  // namespace meter::waveform
