#pragma once

// metrology::CaptureSink on the uplink.

#include "firmware/app/uplink.h"
#include "firmware/metrology/capture_sink.h"

namespace meter::app {

class JoinCapture final : public metrology::CaptureSink {
public:
    explicit JoinCapture(Uplink& uplink) : uplink_{uplink} {}
    void captured(const Message& message) override { uplink_.captured(message); }

private:
    Uplink& uplink_;
};

}  // namespace meter::app
