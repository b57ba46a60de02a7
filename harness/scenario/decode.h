#pragma once

// Every key of the language, declared once. Each function declares the keys of one map.

#include "harness/scenario/draft.h"
#include "harness/scenario/field.h"

namespace bench::scenario {

void scenario_fields(Fields& fields, Draft& draft);

void meter_fields(Fields& fields, Scenario& scenario);
void firmware_fields(Fields& fields, Firmware& firmware);
void streams_fields(Fields& fields, system::MeterConfig& meter);
void world_fields(Fields& fields, Draft& draft);
void links_fields(Fields& fields, Draft& draft);
void timeline_entry_fields(Fields& fields, EntryDraft& draft);
[[nodiscard]] Value expect_value(std::vector<CheckSource>& out);
[[nodiscard]] Value must_fail_value(std::optional<CheckSource>& out);

[[nodiscard]] Where where_of(const Place& place);

}  // namespace bench::scenario
