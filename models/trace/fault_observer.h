#pragma once

// Who is told that an injected fault was felt: where a frame was lost to it, a datagram dropped, an
// edge read.

#include <cstdint>

namespace bench::trace {

class FaultObserver {
public:
    virtual void took_effect(std::uint32_t fault) = 0;

protected:
    ~FaultObserver() = default;
};

}  // namespace bench::trace
