#include <algorithm>

#include "harness/scenario/decode.h"

namespace bench::scenario {

namespace {

void wall_fields(Fields& f, WallDraft& out) {
    const std::size_t before = f.describing() ? 0 : f.findings().errors();
    f.req("material", "What it is made of.",
          word<propagation::Material>(out.wall.material, material_words()));
    out.has_thickness =
        f.opt("thickness", "One that the material table has.",
              scaled(Kind::length, out.wall.thickness_cm, 1e7, {"1 mm", "10 m"}, "22 cm"));
    out.thickness = f.place(out.has_thickness ? "thickness" : "material");
    f.opt("count", "How many of them, one behind the other.",
          whole(0, 20, "3", [&out](std::uint64_t n) { out.wall.count = static_cast<int>(n); }));
    out.sound = f.describing() || (f.findings().errors() == before && !f.spoiled());
}

void fading_fields(Fields& f, radio::FadingConfig& fading) {
    f.req("rician", "Steady power over scattered power (K factor).",
          real(Kind::ratio, fading.rician_db, {"-20 dB", "30 dB"}, "6 dB"));
    double spread_s = 0;
    if (f.req("delay_spread", "RMS spread of the scattered paths.",
              quantity(Kind::time, {"1 ns", "10 us"}, "100 ns",
                       [&spread_s](std::int64_t ns) { spread_s = static_cast<double>(ns); })))
        fading.delay_spread_ns = spread_s;
    f.req("doppler", "How fast the channel changes.",
          real(Kind::frequency, fading.doppler_hz, {"0.01 Hz", "200 Hz"}, "1 Hz"));
}

Value fading_value(std::optional<radio::FadingConfig>& out) {
    const auto none = [&out](Findings& findings, const Node& node, const std::string& key) {
        if (!node.is_scalar()) return false;
        if (node.text != "none")
            refuse_word(findings, node, key, {"none", "{rician, delay_spread, doppler}"});
        out.reset();
        return true;
    };
    const auto fields = [&out](Fields& f) {
        radio::FadingConfig fading;
        fading_fields(f, fading);
        out = fading;
    };
    return or_short(map_of(fields, "{rician: 6 dB, delay_spread: 100 ns, doppler: 1 Hz}"),
                    "a map, or none", none);
}

void ends(Fields& f, LinkDraft& link, const char* from, const char* to) {
    f.req("from", "The node that sends what the meter owes.",
          text_value(link.from, "a node", from, is_word));
    f.req("to", "The node that takes it in.", text_value(link.to, "a node", to, is_word));
}

void rf_fields(Fields& f, Draft& draft) {
    f.req("radio", "Radio of both ends.",
          map_of([&draft](Fields& in) { radio_fields(in, draft); },
                 "{phy: sun_fsk_3, plan: eu_33, access: polite}"));
    ends(f, draft.rf, "meter", "collector");
    draft.has_power = f.opt("power", "Radiated power (EIRP).",
                            real(Kind::level, draft.scenario.config.radio.power_dbm,
                                 {"-30 dBm", "30 dBm"}, "16.15 dBm"));
    draft.power = f.place("power");
    draft.path.given = f.opt("path", "Loss over the distance; log-distance with 2.8 without it.",
                             path_value(draft.path, true));
    draft.path.place = f.place("path");
    f.opt("walls", "Walls on the way that are counted, not drawn.",
          list_of<WallDraft>(
              draft.walls,
              [](WallDraft& wall) {
                  return map_of([&wall](Fields& in) { wall_fields(in, wall); },
                                "{material: brick, thickness: 22 cm}");
              },
              "[{material: brick, thickness: 22 cm, count: 3}]"));
    draft.walls_place = f.place("walls");
    const char* const fading = "Fading of the channel, or none. A preset brings its own.";
    const Value value = fading_value(draft.air_link.fading);
    draft.has_fading =
        draft.path.preset ? f.opt("fading", fading, value) : f.req("fading", fading, value);
}

void wan_fields(Fields& f, Draft& draft) {
    wan::BackhaulConfig& wan = draft.scenario.config.wan;
    ends(f, draft.wan, "collector", "head_end");
    f.opt("delay", "One way.", time_value(wan.delay, {"0 s", "10 s"}, "5 ms"));
    f.opt("loss", "Share of the datagrams that vanish, each by itself.",
          real(Kind::share, wan.loss, {"0 %", "100 %"}, "0.1 %"));
}

void ethernet_fields(Fields& f, Draft& draft) {
    wan::WireConfig& wire = draft.scenario.config.meters.front().ethernet.emplace();
    ends(f, draft.ethernet, "meter", "head_end");
    f.opt("rate", "Of each direction.",
          real(Kind::rate, wire.rate_bps, {"10 kbit/s", "1 Gbit/s"}, "100 Mbit/s"));
    f.opt("delay", "One way, after the last bit of a frame.",
          time_value(wire.delay, {"0 s", "10 s"}, "300 us"));
    f.opt("loss", "Share of the frames that vanish, each by itself.",
          real(Kind::share, wire.loss, {"0 %", "100 %"}, "0.1 %"));
}

}  // namespace

void links_fields(Fields& f, Draft& draft) {
    f.req("rf", "The radio link.",
          map_of([&draft](Fields& in) { rf_fields(in, draft); },
                 "the keys radio, from, to and fading, as in lib/indoor_link.yaml"));
    f.req("wan", "The link from the collector to the head end.",
          map_of([&draft](Fields& in) { wan_fields(in, draft); },
                 "{from: collector, to: head_end, delay: 5 ms}"));
    draft.has_ethernet =
        f.opt("ethernet", "A cable from the meter straight to the head end, beside the radio.",
              map_of([&draft](Fields& in) { ethernet_fields(in, draft); },
                     "{from: meter, to: head_end, rate: 100 Mbit/s, delay: 300 us}"));
}

void redundancy_fields(Fields& f, Draft& draft) {
    using system::Redundancy;
    f.req("policy",
          "What goes by radio beside Ethernet: nothing; what got no answer; that, and alarms and "
          "phasors at once.",
          word<Redundancy>(draft.scenario.config.meters.front().redundancy,
                           {{"duplicate", Redundancy::duplicate},
                            {"failover", Redundancy::failover},
                            {"none", Redundancy::none}}));
    draft.redundancy = f.place("policy");
    draft.has_redundancy = true;
}

}  // namespace bench::scenario
