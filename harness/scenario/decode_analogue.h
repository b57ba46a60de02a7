#pragma once

// The keys of a three-phase meter's analogue side.

#include "harness/scenario/decode.h"

namespace bench::scenario {

void three_phase_fields(Fields& fields, Draft& draft);
void grid_fields(Fields& fields, mains::GridConfig& grid);
[[nodiscard]] Value grid_load_value(mains::LoadItem& out);
void wave_fields(Fields& fields, mains::WaveFileConfig& wave, Where& where);
// "l1", "l1+l3", "all"
[[nodiscard]] Value phases_value(std::uint8_t& mask);
[[nodiscard]] Value custom_seconds(double& out, Limits limits, std::string example);

// The two things that happen to it: keys of the actions.
void voltage_fields(Fields& fields, EntryDraft& out);
void inject_fields(Fields& fields, EntryDraft& out);

}  // namespace bench::scenario
