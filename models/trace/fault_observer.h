#pragma once

// Who is told that an injected fault was felt: where a frame was lost to it, a datagram dropped, an
// edge read.

#include <cstdint>

namespace bench::trace {

class FaultObserver {
public:
    virtual void took_effect(std::uint32_t fault) = 0;
    // The world around a module changed by it; whether the module notices is another matter.
    virtual void touched(std::uint32_t fault) { static_cast<void>(fault); }

protected:
    ~FaultObserver() = default;
};

}  // namespace bench::trace
