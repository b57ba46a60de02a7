// The keys of the world: where the nodes stand, what is built between them, what noise there is.

#include <array>

#include "harness/scenario/decode.h"
#include "models/propagation/materials.h"

namespace bench::scenario {

namespace {

using propagation::Enclosure;
using propagation::Material;

constexpr std::array kMaterials{
    Material::brick,        Material::concrete,   Material::reinforced_concrete,
    Material::plasterboard, Material::glass,      Material::low_e_glass,
    Material::wood,         Material::light_wall, Material::heavy_wall,
    Material::floor_slab};
constexpr std::array kEnclosures{Enclosure::none, Enclosure::meter_box_closed,
                                 Enclosure::steel_cabinet, Enclosure::pit};

void read_point(std::vector<double>& out, std::size_t count, const char* example,
                Findings& findings, const Node& node, const std::string& key) {
    constexpr std::int64_t kFarthest = 100'000'000'000'000;  // 100 km, in nanometres.
    if (!node.is_list() || node.items.size() != count) {
        findings.error(
            "E203", node.place,
            fmt::format("'{}' needs {}", key,
                        count == 3 ? "three lengths: x, y and height" : "two lengths: x and y"),
            fmt::format("for example {}: {}", key, example));
        return;
    }
    for (const Node& item : node.items) {
        const Quantity length = parse_quantity(item.text, Kind::length, key);
        if (length.complaint) {
            findings.error(length.complaint->code.c_str(), item.place, length.complaint->message,
                           length.complaint->help);
        } else if (length.nano > kFarthest || length.nano < -kFarthest) {
            findings.error("E206", item.place,
                           fmt::format("'{}' is out of range: '{}'", key, item.text),
                           "it lies between -100 km and 100 km");
        } else {
            out.push_back(static_cast<double>(length.nano) / 1e9);
        }
    }
}

void node_fields(Fields& f, NodeDraft& out) {
    f.req("at", "Where it stands: x, y and height.", point_value(out.at, 3, "[22 m, 0 m, 4 m]"));
    out.place = f.place("at");
    out.has_enclosure =
        f.opt("enclosure", "What is around its antenna.", enclosure_value(out.node.enclosure));
}

// Made of what, how thick, and what it loses if the table is not asked.
template <typename Thing>
void leaf_fields(Fields& f, Drawn<Thing>& out) {
    out.has_thickness =
        f.opt("thickness", "One that the material table has, unless 'loss' is given.",
              scaled(Kind::length, out.thing.thickness_cm, 1e7, {"1 mm", "10 m"}, "22 cm"));
    double loss = 0;
    if (f.opt("loss", "What it takes away, instead of the table's.",
              real(Kind::ratio, loss, {"0 dB", "100 dB"}, "7 dB")))
        out.thing.loss_db = loss;
    out.thickness = f.place(out.has_thickness ? "thickness" : "material");
}

void drawn_wall_fields(Fields& f, WallSegmentDraft& out) {
    const std::size_t before = f.describing() ? 0 : f.findings().errors();
    propagation::WallSegment& wall = out.thing;
    f.req("from", "Where it begins: x and y.", point_value(out.from, 2, "[2 m, -5 m]"));
    f.req("to", "Where it ends.", point_value(out.to, 2, "[2 m, 5 m]"));
    out.ends = f.place("to");
    f.req("material", "What it is made of.", word<Material>(wall.material, material_words()));
    leaf_fields(f, out);
    f.opt("bottom", "Height of its lower edge; 0 m without it.",
          real(Kind::length, wall.bottom, {"-1 km", "1 km"}, "0 m"));
    const bool top = f.opt("top", "Height of its upper edge; 3 m without it.",
                           real(Kind::length, wall.top, {"-1 km", "1 km"}, "3 m"));
    out.top = f.place(top ? "top" : "bottom");
    out.sound = f.describing() || (f.findings().errors() == before && !f.spoiled());
}

void drawn_floor_fields(Fields& f, FloorDraft& out) {
    const std::size_t before = f.describing() ? 0 : f.findings().errors();
    propagation::Floor& floor = out.thing;
    f.req("height", "Of its middle.", real(Kind::length, floor.height, {"-1 km", "1 km"}, "3 m"));
    Value material = word<Material>(floor.material, material_words());
    material.example = "floor_slab";
    f.opt("material", "What it is made of; floor_slab of 25 cm without it.", material);
    leaf_fields(f, out);
    const bool from = f.opt("from", "One corner: x and y. Without corners it has no end.",
                            point_value(out.from, 2, "[0 m, 0 m]"));
    const bool to = f.opt("to", "The opposite corner.", point_value(out.to, 2, "[10 m, 8 m]"));
    out.ends = f.place(to ? "to" : "from");
    if (from != to)
        f.findings().error("E202", out.ends, "a floor has two corners or none",
                           "give both 'from' and 'to'");
    out.sound = f.describing() || (f.findings().errors() == before && !f.spoiled());
}

void material_fields(Fields& f, MaterialDraft& out) {
    f.req("loss", "Of one wall or floor of it, whatever its thickness and the band.",
          real(Kind::ratio, out.loss_db, {"0 dB", "100 dB"}, "9 dB"));
}

void site_fields(Fields& f, SiteDraft& out) {
    f.opt("walls", "Walls that stand somewhere, between whatever lies on both sides.",
          names_of<WallSegmentDraft>(
              out.walls,
              [](WallSegmentDraft& wall) {
                  return map_of([&wall](Fields& in) { drawn_wall_fields(in, wall); },
                                "{from: [2 m, -5 m], to: [2 m, 5 m], material: brick, "
                                "thickness: 22 cm}");
              },
              "{kitchen: {from: [2 m, -5 m], to: [2 m, 5 m], material: brick, thickness: 22 cm}}"));
    out.walls_place = f.place("walls");
    f.opt("floors", "Floors between storeys.",
          names_of<FloorDraft>(
              out.floors,
              [](FloorDraft& floor) {
                  return map_of([&floor](Fields& in) { drawn_floor_fields(in, floor); },
                                "{height: 3 m}");
              },
              "{slab_1: {height: 3 m}}"));
    out.floors_place = f.place("floors");
    f.opt("materials", "What a material takes away, instead of the table's.",
          names_of<MaterialDraft>(
              out.materials,
              [](MaterialDraft& material) {
                  return map_of([&material](Fields& in) { material_fields(in, material); },
                                "{loss: 9 dB}");
              },
              "{brick: {loss: 9 dB}}"));
}

void shadowing_fields(Fields& f, propagation::ShadowingConfig& out) {
    f.req("sigma", "Standard deviation of the loss.",
          real(Kind::ratio, out.sigma_db, {"0 dB", "20 dB"}, "2 dB"));
    f.opt("correlation", "Distance after which links share 1/e of it; 5 m without it.",
          real(Kind::length, out.correlation_m, {"1 m", "1 km"}, "5 m"));
    f.opt("slow", "Standard deviation of what changes meanwhile: people, doors, cars.",
          real(Kind::ratio, out.slow_sigma_db, {"0 dB", "10 dB"}, "1.5 dB"));
    f.opt("slow_time", "Time after which 1/e of that is left; 10 min without it.",
          real(Kind::time, out.slow_time_s, {"10 s", "1 d"}, "10 min"));
}

Value shadowing_value(std::optional<propagation::ShadowingConfig>& out) {
    const auto plain = [&out](Findings& findings, const Node& node, const std::string& key) {
        if (node.is_map()) return false;
        propagation::ShadowingConfig shadowing;
        real(Kind::ratio, shadowing.sigma_db, {"0 dB", "20 dB"}, "2 dB").read(findings, node, key);
        out = shadowing;
        return true;
    };
    const auto fields = [&out](Fields& f) {
        propagation::ShadowingConfig shadowing;
        shadowing_fields(f, shadowing);
        out = shadowing;
    };
    Value value = or_short(map_of(fields, "2 dB"), "a ratio, or a map", plain);
    value.range = "0 dB .. 20 dB";
    return value;
}

void noise_fields(Fields& f, Draft& draft) {
    f.opt(
        "man_made", "Noise above the thermal one, at every receiver.",
        real(Kind::ratio, draft.scenario.config.air.man_made_noise_db, {"0 dB", "40 dB"}, "0 dB"));
    f.opt("shadowing",
          "Standard deviation of the loss, drawn once a run from a field that near links share.",
          shadowing_value(draft.shadowing));
}

}  // namespace

Value point_value(std::vector<double>& out, std::size_t count, const char* example) {
    return custom(
        count == 3 ? "three lengths" : "two lengths", example,
        [&out, count, example](Findings& findings, const Node& node, const std::string& key) {
            read_point(out, count, example, findings, node, key);
        });
}

Value enclosure_value(radio::Enclosure& out) {
    std::vector<std::pair<std::string, Enclosure>> words;
    for (const Enclosure each : kEnclosures) words.emplace_back(name_of(each), each);
    return word<Enclosure>(out, std::move(words));
}

const std::vector<std::pair<std::string, Material>>& material_words() {
    static const std::vector<std::pair<std::string, Material>> words = [] {
        std::vector<std::pair<std::string, Material>> all;
        for (const Material each : kMaterials) all.emplace_back(name_of(each), each);
        return all;
    }();
    return words;
}

void world_fields(Fields& f, Draft& draft) {
    f.req("nodes", "The things that stand somewhere.",
          map_of(
              [&draft](Fields& in) {
                  in.req("meter", "The meter.",
                         map_of([&draft](Fields& n) { node_fields(n, draft.meter); },
                                "{at: [0 m, 0 m, 0.8 m]}"));
                  in.req("collector", "The collector.",
                         map_of([&draft](Fields& n) { node_fields(n, draft.collector); },
                                "{at: [22 m, 0 m, 4 m]}"));
                  in.opt(
                      "meters", "More meters of the cell, which only load the air.",
                      map_of(
                          [&draft](Fields& n) { traffic_fields(n, draft.scenario.config.traffic); },
                          "{count: 500, place: {area: disc, radius: 80 m}, octets: 120 B, every: "
                          "37 s}"));
              },
              "{meter: {at: [0 m, 0 m, 1 m]}, collector: {at: [22 m, 0 m, 4 m]}}"));
    site_fields(f, draft.site);
    f.opt("interferers", "Who else is on the air.", interferers_value(draft.interferers));
    f.opt("noise", "What disturbs everywhere.",
          map_of([&draft](Fields& in) { noise_fields(in, draft); },
                 "{man_made: 0 dB, shadowing: 2 dB}"));
}

}  // namespace bench::scenario
