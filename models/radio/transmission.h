#pragma once

// One frame on the air, and how it stands with each node that may receive it.

#include <cstdint>
#include <optional>
#include <vector>

#include "models/radio/mac_header.h"
#include "models/time/time.h"
#include "models/trace/events.h"

namespace bench::radio {

class Transceiver;

enum class Interest : std::uint8_t { none, broadcast, addressed };  // Of a node in a frame.

struct Hearing {
    Transceiver* receiver = nullptr;
    trace::Entity node = 0;
    std::uint32_t link = 0;
    double power_mw = 0;  // At the frame's start.
    int rssi_cdbm = 0;
    Interest interest = Interest::none;
    std::optional<trace::LossCause> missed{};  // Not even begun to receive, and why.
};

struct Transmission {
    std::uint32_t number = 0;  // In the run, from 1.
    std::uint32_t ticket = 0;
    trace::Entity from = 0;
    std::uint8_t channel = 0;
    bool acknowledgement = false;
    bool on_air = false;
    double power_mw = 0;  // EIRP
    Time start;           // Of the preamble.
    Time end;
    Transceiver* sender = nullptr;
    std::optional<MacHeader> header{};
    std::vector<std::uint8_t> frame;
    std::vector<Hearing> hearings;
};

}  // namespace bench::radio
