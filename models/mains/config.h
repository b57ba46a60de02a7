#pragma once

// A recorded load, ready to be asked at any instant. Plain; recording.h reads it from a file.

#include <cstdint>
#include <string>
#include <vector>

#include "models/time/time.h"

namespace bench::mains {

// One line of a recording: its values hold until the next sample.
struct Sample {
    Time at;                    // Since the recording's first sample.
    std::int64_t power_mw = 0;  // Import positive.
    std::int32_t voltage_mv = 0;
    std::int32_t current_ma =
        0;  // RMS; where the recording has none or is too coarse: power / voltage.
};

// At least one sample, the first at kStart, times strictly increasing.
struct Recording {
    std::string file;
    std::vector<Sample> samples;
    // Energy from the start to each sample, import and export, in microjoules (mW ns / 1e6).
    std::vector<std::int64_t> import_uj;
    std::vector<std::int64_t> export_uj;
    Nanoseconds length{};  // The last sample holds until here; then the recording repeats.
};

enum class Reader : std::uint8_t { dsmr_p1, uci_household };
enum class Phase : std::uint8_t { total, l1, l2, l3 };

struct RecordingConfig {
    std::string path;  // Absolute, or relative to the working folder.
    Reader reader = Reader::dsmr_p1;
    Phase phase = Phase::total;
    Nanoseconds
        hold{};  // A gap (samples further apart than the reader's period) up to this is bridged
                 // by holding the last value; a longer one is an error. Zero: no gap at all.
};

// What is wrong with a recording: line and column count from 1.
struct RecordingError {
    int line = 0;
    int column = 0;
    std::string message;  // "gap of 2 s between this sample and the one before"
    std::string help;     // "declare it: gaps: hold <= 2 s"
};

}  // namespace bench::mains
