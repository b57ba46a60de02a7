// The keys of a path: its law and what that law needs, the way into a building, or a preset.

#include <array>

#include "harness/scenario/decode.h"

namespace bench::scenario {

namespace {

using propagation::Building;
using propagation::Environment;
using propagation::Preset;

enum class Law { unknown, log_distance, free_space, multi_wall, p1238 };

void log_distance(Fields& f, propagation::PathLaw& out) {
    auto& law = out.emplace<propagation::LogDistance>();
    f.req("exponent", "Of law log_distance: loss exponent; 2 is free space.",
          real(Kind::number, law.exponent, {"1.5", "6"}, "2.8"));
}

void multi_wall(Fields& f, propagation::PathLaw& out) {
    auto& law = out.emplace<propagation::MultiWall>();
    f.opt("constant", "Of law multi_wall (COST 231): constant loss of the building.",
          real(Kind::ratio, law.constant_db, {"0 dB", "37 dB"}, "0 dB"));
    f.opt("floors", "Of law multi_wall: floors that are counted, not drawn; 18.3 dB for the first.",
          whole(0, 20, "1", [&law](std::uint64_t n) { law.floors = static_cast<int>(n); }));
}

void p1238(Fields& f, propagation::PathLaw& out) {
    auto& law = out.emplace<propagation::SiteGeneral>();
    f.req("environment", "Of law p1238 (ITU-R P.1238-11, one storey): what kind of place it is.",
          word<Environment>(law.environment, {{"office_nlos", Environment::office_nlos},
                                              {"office_los", Environment::office_los},
                                              {"corridor_los", Environment::corridor_los},
                                              {"corridor_nlos", Environment::corridor_nlos},
                                              {"industrial_los", Environment::industrial_los},
                                              {"industrial_nlos", Environment::industrial_nlos}}));
}

void law_fields(Fields& f, propagation::PathLaw& out) {
    Law law = Law::unknown;
    f.req("law",
          "Loss over the distance: free space up to 1 m and then an exponent, free space, COST 231 "
          "multi-wall, ITU-R P.1238.",
          word<Law>(law, {{"log_distance", Law::log_distance},
                          {"free_space", Law::free_space},
                          {"multi_wall", Law::multi_wall},
                          {"p1238", Law::p1238}}));
    if (!f.describing() && law == Law::unknown) return f.accept_rest();
    if (law == Law::free_space) out.emplace<propagation::FreeSpace>();
    if (f.describing() || law == Law::log_distance) log_distance(f, out);
    if (f.describing() || law == Law::multi_wall) multi_wall(f, out);
    if (f.describing() || law == Law::p1238) p1238(f, out);
}

void entry_fields(Fields& f, propagation::EntryLoss& out) {
    f.req("building", "Old walls, or coated glass and foil (ITU-R P.2109-2).",
          word<Building>(out.building, {{"traditional", Building::traditional},
                                        {"thermally_efficient", Building::thermally_efficient}}));
    double probability = 0;
    if (f.opt("probability",
              "Share of buildings that lose no more; without it the run draws it, once for the "
              "building "
              "of each node.",
              real(Kind::share, probability, {"0.1 %", "99.9 %"}, "90 %")))
        out.probability = probability;
    f.opt("basement", "On top, below ground: 10 to 20 dB.",
          real(Kind::ratio, out.basement_db, {"0 dB", "40 dB"}, "15 dB"));
}

bool preset_field(Fields& f, PathDraft& out) {
    constexpr std::array kAll{Preset::basement_rc,      Preset::street_los,
                              Preset::street_meter_box, Preset::highrise_riser,
                              Preset::steel_cabinet,    Preset::pit_lid};
    std::vector<std::pair<std::string, Preset>> words;
    for (const Preset each : kAll) words.emplace_back(name_of(each), each);
    Preset preset = Preset::basement_rc;
    const bool given = f.opt("preset",
                             "Instead of all other keys: a path with a name. It also sets the "
                             "shadowing, the fading and the meter's enclosure where the scenario "
                             "says nothing.",
                             word<Preset>(preset, std::move(words)));
    if (!given) return false;
    out.preset = propagation::preset(preset);
    if (f.keys() > 1) {
        f.findings().error("E213", f.place("preset"), "a preset is a whole path and stands alone",
                           "remove the other keys, or write the path out without 'preset'");
        f.accept_rest();
    }
    return true;
}

void path_fields(Fields& f, PathDraft& out, bool presets) {
    const std::size_t before = f.describing() ? 0 : f.findings().errors();
    if (!presets || !preset_field(f, out)) {
        law_fields(f, out.path.law);
        propagation::EntryLoss entry;
        if (f.opt("entry", "The way into the building, instead of its walls and floors.",
                  map_of([&entry](Fields& in) { entry_fields(in, entry); },
                         "{building: traditional, probability: 90 %}")))
            out.path.entry = entry;
    }
    out.sound = f.describing() || (f.findings().errors() == before && !f.spoiled());
}

}  // namespace

Value path_value(PathDraft& out, bool presets) {
    return map_of([&out, presets](Fields& f) { path_fields(f, out, presets); },
                  "{law: log_distance, exponent: 2.8}");
}

}  // namespace bench::scenario
