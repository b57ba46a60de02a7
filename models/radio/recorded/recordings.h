#pragma once

// Readers of two recorded data sets; scenarios/recordings says where they come from.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/time/time.h"

namespace bench::radio {

// One burst of frames from one node to another on one channel of 2.4 GHz (K7 format, gzipped).
struct LinkSample {
    Nanoseconds since_start{};  // Of the recording, as its header says.
    int from = 0;
    int to = 0;
    int channel = 0;           // 11 to 26, IEEE 802.15.4.
    double mean_rssi_dbm = 0;  // Of the frames that arrived.
    double delivery = 0;       // [0, 1]
    int sent = 0;
};

// One Sigfox packet at 868 MHz; without reception it was lost.
struct SfxPacket {
    int location = 0;
    int gain_db = 0;
    struct Reception {
        double rssi_dbm = 0;
        double snr_db = 0;  // As the base station reports it.
    };
    std::optional<Reception> received;
};

// Both throw std::runtime_error: file, line or packet, and what is wrong.
[[nodiscard]] std::vector<LinkSample> read_k7(const std::string& path);
[[nodiscard]] std::vector<SfxPacket> read_sfx(const std::string& path);

}  // namespace bench::radio
