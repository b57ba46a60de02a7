#pragma once

// A scenario, read and checked: everything that a run needs, and where each part was written.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "harness/scenario/diagnostic.h"
#include "models/mains/config.h"
#include "models/mains/load_profile.h"
#include "models/mains/wave_file.h"
#include "models/system/config.h"

namespace bench::scenario {

// Where something stands in a file; line and column (in characters) count from 1.
struct Where {
    std::string file;
    int line = 0;
    int column = 0;
};

// One check as the author wrote it; its grammar is not this room's.
struct CheckSource {
    std::string text;
    std::string clause;   // "COM-10.a", or empty.
    Where where;          // Of the first character of `text`.
    std::string excerpt;  // The source line.
};

enum class FirmwareKind : std::uint8_t { product, plugin };

struct Firmware {
    FirmwareKind kind = FirmwareKind::product;
    std::string name = "single_phase";  // Of a product image.
    std::string path;  // Of a plug-in, as written; relative to the scenarios' root.
    Where where;       // Of the name or path; line 0 when the scenario says nothing.
};

struct SeedRange {
    std::uint64_t first = 1;
    std::uint64_t last = 1;
};

struct Scenario {
    std::string name;
    std::string file;
    std::string summary;
    std::vector<std::string> targets;
    std::vector<std::string> tags;
    system::BenchConfig config;  // Of the meter's load only the recording itself is missing.
    mains::RecordingConfig load;
    Where load_where;                           // Of the recording's name.
    std::optional<mains::WaveFileConfig> wave;  // Its path not resolved yet; likewise:
    Where wave_where;
    std::optional<mains::LoadProfileConfig> appliances;
    Where appliances_where;
    system::AfeFidelity afe_fidelity = system::AfeFidelity::samples;
    Firmware firmware;
    std::vector<std::string> unfelt;  // Ids of timeline entries that nothing may feel.
    std::vector<CheckSource> expect;
    std::optional<CheckSource> must_fail;
    std::optional<SeedRange> sweep;
    std::vector<Diagnostic> warnings;
    std::string
        canonical;  // Includes and parameters resolved, keys sorted, no comments: what is hashed.
};

}  // namespace bench::scenario
