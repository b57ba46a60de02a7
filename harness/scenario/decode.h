#pragma once

// Every key of the language, declared once. Each function declares the keys of one map.

#include "harness/scenario/draft.h"
#include "harness/scenario/field.h"

namespace bench::scenario {

void scenario_fields(Fields& fields, Draft& draft);

void meter_fields(Fields& fields, Draft& draft);
void firmware_fields(Fields& fields, Firmware& firmware);
void streams_fields(Fields& fields, system::MeterConfig& meter);
void world_fields(Fields& fields, Draft& draft);
void links_fields(Fields& fields, Draft& draft);
void redundancy_fields(Fields& fields, Draft& draft);
// What lies between two antennas: of a link with presets, of an interferer without.
[[nodiscard]] Value path_value(PathDraft& out, bool presets);
[[nodiscard]] Value interferers_value(std::vector<InterfererDraft>& out);
// The keys of one kind, and all kinds by name with their defaults.
struct InterfererKind {
    const char* name;
    interference::Kind defaults;
    void (*fields)(Fields&, InterfererDraft&);
};
[[nodiscard]] const std::vector<InterfererKind>& interferer_kinds();
void traffic_fields(Fields& fields, system::TrafficConfig& traffic);
void bulk_fields(Fields& fields, system::MeterConfig& meter);
void radio_fields(Fields& fields, Draft& draft);
void timeline_entry_fields(Fields& fields, EntryDraft& draft);
[[nodiscard]] Value expect_value(std::vector<CheckSource>& out);
[[nodiscard]] Value must_fail_value(std::optional<CheckSource>& out);

// So many lengths, in metres: x, y and perhaps height.
[[nodiscard]] Value point_value(std::vector<double>& out, std::size_t count, const char* example);
[[nodiscard]] Value enclosure_value(radio::Enclosure& out);
[[nodiscard]] const std::vector<std::pair<std::string, propagation::Material>>& material_words();

[[nodiscard]] Where where_of(const Place& place);

}  // namespace bench::scenario
