#include <algorithm>

#include "harness/scenario/decode.h"

namespace bench::scenario {

namespace {

constexpr std::uint64_t kLastChannel = 34;  // Of plan eu_33.

void read_position(NodeDraft& out, Findings& findings, const Node& node) {
    constexpr std::int64_t kFarthest = 100'000'000'000'000;  // 100 km, in nanometres.
    out.place = node.place;
    if (!node.is_list() || node.items.size() != 3) {
        findings.error("E203", node.place, "'at' needs three lengths: x, y and height",
                       "for example at: [22 m, 0 m, 4 m]");
        return;
    }
    for (const Node& item : node.items) {
        const Quantity length = parse_quantity(item.text, Kind::length, "at");
        if (length.complaint) {
            findings.error(length.complaint->code.c_str(), item.place, length.complaint->message,
                           length.complaint->help);
        } else if (length.nano > kFarthest || length.nano < -kFarthest) {
            findings.error("E206", item.place, fmt::format("'at' is out of range: '{}'", item.text),
                           "it lies between -100 km and 100 km");
        } else {
            out.at.push_back(static_cast<double>(length.nano) / 1e9);
        }
    }
}

void node_fields(Fields& f, NodeDraft& out) {
    using radio::Enclosure;
    f.req("at", "Where it stands: x, y and height.",
          custom("three lengths", "[22 m, 0 m, 4 m]",
                 [&out](Findings& findings, const Node& node, const std::string&) {
                     read_position(out, findings, node);
                 }));
    f.opt("enclosure", "What is around its antenna.",
          word<Enclosure>(out.node.enclosure, {{"none", Enclosure::none},
                                               {"meter_box_closed", Enclosure::meter_box_closed},
                                               {"steel_cabinet", Enclosure::steel_cabinet},
                                               {"pit", Enclosure::pit}}));
}

void radio_fields(Fields& f, Draft& draft) {
    system::RadioConfig& radio = draft.scenario.config.radio;
    int standard = 0;
    using radio::AccessMode;
    using system::Hopping;
    f.req("phy", "Modulation, by the name of the standard.",
          word<int>(standard, {{"sun_fsk_3", 0}}));
    f.req("plan", "Channel plan.", word<int>(standard, {{"eu_33", 0}}));
    f.req("access", "How the regulation is met: listen first, or keep the duty cycle.",
          word<AccessMode>(radio.access, {{"polite", AccessMode::polite},
                                          {"duty_cycle", AccessMode::duty_cycle}}));
    f.opt("dwell", "Length of one hop.", time_value(radio.dwell, {"15 ms", "255 ms"}, "20 ms"));
    f.opt("retries", "Repetitions of a frame that was not acknowledged.",
          whole(0, 7, "7",
                [&radio](std::uint64_t n) { radio.retries = static_cast<std::uint8_t>(n); }));
    f.opt("fec", "Forward error correction.", word<int>(standard, {{"none", 0}}));
    f.opt("hopping", "Whether the channel changes from dwell to dwell.",
          word<Hopping>(radio.hopping, {{"none", Hopping::none}, {"blind", Hopping::blind}}));
    draft.has_channel = f.opt("channel", "The one channel without hopping.",
                              whole(0, kLastChannel, "15", [&radio](std::uint64_t n) {
                                  radio.fixed_channel = static_cast<std::uint8_t>(n);
                              }));
    draft.channel = f.place("channel");
}

void wall_fields(Fields& f, WallDraft& out) {
    using radio::Material;
    const std::size_t before = f.describing() ? 0 : f.findings().errors();
    f.req("material", "What it is made of.",
          word<Material>(out.wall.material, {{"brick", Material::brick},
                                             {"concrete", Material::concrete},
                                             {"reinforced_concrete", Material::reinforced_concrete},
                                             {"plasterboard", Material::plasterboard},
                                             {"glass", Material::glass},
                                             {"low_e_glass", Material::low_e_glass},
                                             {"wood", Material::wood}}));
    out.has_thickness = f.opt("thickness", "One that the material table has.",
                              real(Kind::length, out.wall.thickness_cm, {"1 mm", "10 m"}, "22 cm"));
    out.wall.thickness_cm *= 100;
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
    Value value = map_of(
        [&out](Fields& f) {
            radio::FadingConfig fading;
            fading_fields(f, fading);
            out = fading;
        },
        "{rician: 6 dB, delay_spread: 100 ns, doppler: 1 Hz}");
    value.type = "a map, or none";
    value.read = [&out, map = value.read](Findings& findings, const Node& node,
                                          const std::string& key) {
        if (!node.is_scalar()) return map(findings, node, key);
        if (node.text != "none")
            refuse_word(findings, node, key, {"none", "{rician, delay_spread, doppler}"});
        out.reset();
    };
    return value;
}

void ends(Fields& f, LinkDraft& link, const char* from, const char* to) {
    f.req("from", "The node that sends what the meter owes.",
          text_value(link.from, "a node", from, is_word));
    f.req("to", "The node that takes it in.", text_value(link.to, "a node", to, is_word));
}

void rf_fields(Fields& f, Draft& draft) {
    int law = 0;
    radio::LinkConfig& link = draft.air_link;
    f.req("radio", "Radio of both ends.",
          map_of([&draft](Fields& in) { radio_fields(in, draft); },
                 "{phy: sun_fsk_3, plan: eu_33, access: polite}"));
    ends(f, draft.rf, "meter", "collector");
    f.opt("power", "Radiated power (EIRP).",
          real(Kind::level, draft.scenario.config.radio.power_dbm, {"-30 dBm", "30 dBm"},
               "16.15 dBm"));
    f.opt("path", "Loss over the distance.",
          map_of(
              [&link, &law](Fields& in) {
                  in.req("law", "Free space up to 1 m, then the exponent.",
                         word<int>(law, {{"log_distance", 0}}));
                  in.req("exponent", "Loss exponent; 2 is free space.",
                         real(Kind::number, link.exponent, {"1.5", "6"}, "2.8"));
              },
              "{law: log_distance, exponent: 2.8}"));
    f.opt("walls", "Walls on the way.",
          list_of<WallDraft>(
              draft.walls,
              [](WallDraft& wall) {
                  return map_of([&wall](Fields& in) { wall_fields(in, wall); },
                                "{material: brick, thickness: 22 cm}");
              },
              "[{material: brick, thickness: 22 cm, count: 3}]"));
    f.req("fading", "Fading of the channel, or none.", fading_value(link.fading));
}

void wan_fields(Fields& f, Draft& draft) {
    wan::BackhaulConfig& wan = draft.scenario.config.wan;
    ends(f, draft.wan, "collector", "head_end");
    f.opt("delay", "One way.", time_value(wan.delay, {"0 s", "10 s"}, "5 ms"));
    f.opt("loss", "Share of the datagrams that vanish, each by itself.",
          real(Kind::share, wan.loss, {"0 %", "100 %"}, "0.1 %"));
}

}  // namespace

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
              },
              "{meter: {at: [0 m, 0 m, 1 m]}, collector: {at: [22 m, 0 m, 4 m]}}"));
    f.opt("noise", "What disturbs everywhere.",
          map_of(
              [&draft](Fields& in) {
                  in.opt("man_made", "Noise above the thermal one, at every receiver.",
                         real(Kind::ratio, draft.scenario.config.air.man_made_noise_db,
                              {"0 dB", "40 dB"}, "0 dB"));
                  in.opt("shadowing", "Standard deviation of the loss, drawn once a link and run.",
                         real(Kind::ratio, draft.air_link.shadowing_sigma_db, {"0 dB", "20 dB"},
                              "2 dB"));
              },
              "{man_made: 0 dB, shadowing: 2 dB}"));
}

void links_fields(Fields& f, Draft& draft) {
    f.req("rf", "The radio link.",
          map_of([&draft](Fields& in) { rf_fields(in, draft); },
                 "the keys radio, from, to and fading, as in lib/indoor_link.yaml"));
    f.req("wan", "The link from the collector to the head end.",
          map_of([&draft](Fields& in) { wan_fields(in, draft); },
                 "{from: collector, to: head_end, delay: 5 ms}"));
}

}  // namespace bench::scenario
