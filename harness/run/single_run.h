#pragma once

// One run of a prepared scenario under one seed, in this process. A process can hold one.

#include <cstdint>
#include <string>

#include "harness/run/prepare.h"
#include "models/board/step_marker.h"
#include "reports/result/result.h"

namespace bench::run {

struct RunOptions {
    bool capture = false;  // Collect the frames on the air as pcapng.
    bool verify = false;   // Hand the fingerprint over whole, for a comparison in time.
};

struct RunOutput {
    result::RunResult result;
    std::string pcapng;       // Empty unless asked for.
    std::string fingerprint;  // Fingerprint::pack(), likewise.
};

[[nodiscard]] RunOutput run_once(const Prepared& prepared, std::uint64_t seed,
                                 const RunOptions& options, board::StepMarker* marker);

// One octet string for the pipe between child and parent, and back.
[[nodiscard]] std::string pack(const RunOutput& output);
[[nodiscard]] RunOutput unpack(const std::string& octets);

// What a child that did not come back is worth: a failed run if the firmware was to blame.
[[nodiscard]] result::RunResult result_of_death(const Prepared& prepared, std::uint64_t seed,
                                                int signal, bool cpu_limit, bool in_step,
                                                std::uint32_t entity, std::int64_t time_ns);

}  // namespace bench::run
