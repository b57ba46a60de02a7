#pragma once

// metrology::EventSink on the uplink.

#include "firmware/app/uplink.h"
#include "firmware/metrology/event_sink.h"

namespace meter::app {

class JoinEvent final : public metrology::EventSink {
public:
    explicit JoinEvent(Uplink& uplink) : uplink_{uplink} {}
    void qualified(Stream stream, EventNote note, CalendarTime when) override {
        uplink_.qualified(stream, note, when);
    }

private:
    Uplink& uplink_;
};

}  // namespace meter::app
