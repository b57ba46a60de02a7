// The keys of a radio: modulation, plan, access, hopping, error correction.

#include <string>
#include <utility>
#include <vector>

#include "harness/scenario/decode.h"
#include "harness/scenario/values.h"
#include "models/radio/channel_plan.h"
#include "models/radio/phy.h"

namespace bench::scenario {

namespace {

using Numbers = std::vector<std::pair<std::string, std::uint8_t>>;

// The usual ones first: the first is the example.
Numbers phy_words() {
    Numbers words{{"sun_fsk_3", radio::kSunFsk3}};
    for (const radio::Phy& phy : radio::all_phys()) {
        if (!phy.coded && phy.id != radio::kSunFsk3) words.emplace_back(phy.name, phy.id);
    }
    return words;
}

Numbers plan_words() {
    Numbers words{{"eu_33", radio::kEu33}};
    for (const radio::ChannelPlan& plan : radio::all_plans()) {
        if (plan.id != radio::kEu33) words.emplace_back(plan.name, plan.id);
    }
    return words;
}

Value restart_value(std::optional<double>& out) {
    const auto none = [&out](Findings&, const Node& node, const std::string&) {
        if (!node.is_scalar() || node.text != "none") return false;
        out.reset();
        return true;
    };
    const auto store = [&out](std::int64_t nano) { out = static_cast<double>(nano) / 1e9; };
    return or_short(quantity(Kind::ratio, {"1 dB", "40 dB"}, "8 dB", store), "a ratio, or none",
                    none);
}

void hopping_fields(Fields& f, Draft& draft) {
    system::RadioConfig& radio = draft.scenario.config.radio;
    using system::Hopping;
    f.opt("dwell", "Length of one hop.", time_value(radio.dwell, {"15 ms", "255 ms"}, "20 ms"));
    f.opt("hopping", "Whether the channel changes from dwell to dwell.",
          word<Hopping>(radio.hopping, {{"none", Hopping::none},
                                        {"blind", Hopping::blind},
                                        {"adaptive", Hopping::adaptive}}));
    draft.has_channel = f.opt("channel", "The one channel without hopping.",
                              whole(0, 255, "15", [&radio](std::uint64_t n) {
                                  radio.fixed_channel = static_cast<std::uint8_t>(n);
                              }));
    draft.channel = f.place("channel");
}

}  // namespace

void radio_fields(Fields& f, Draft& draft) {
    system::RadioConfig& radio = draft.scenario.config.radio;
    using radio::AccessMode;
    using system::Coding;
    const std::size_t before = f.describing() ? 0 : f.findings().errors();
    f.req("phy", "Modulation, by the name of the standard.",
          word<std::uint8_t>(radio.modulation, phy_words()));
    f.req("plan", "Channel plan.", word<std::uint8_t>(radio.plan, plan_words()));
    draft.radio_sound = f.describing() || (f.findings().errors() == before && !f.spoiled());
    draft.phy = f.place("phy");
    f.req("access", "How the regulation is met: listen first, or keep the duty cycle.",
          word<AccessMode>(radio.access, {{"polite", AccessMode::polite},
                                          {"duty_cycle", AccessMode::duty_cycle}}));
    f.opt("retries", "Repetitions of a frame that was not acknowledged.",
          whole(0, 7, "7",
                [&radio](std::uint64_t n) { radio.retries = static_cast<std::uint8_t>(n); }));
    f.opt("fec", "Forward error correction.",
          word<Coding>(radio.coding, {{"none", Coding::none},
                                      {"always", Coding::always},
                                      {"adaptive", Coding::adaptive}}));
    f.opt("priority", "Whether alarms get at the channel without back-off.",
          word<bool>(radio.priority, {{"alarms", true}, {"none", false}}));
    f.opt("sensing", "Carrier sense across the gap before an acknowledgement, or of a single CCA.",
          word<bool>(radio.inter_frame_sensing, {{"inter_frame", true}, {"single", false}}));
    f.opt("power_control", "Whether the power follows the margin of the link; 'power' is the most.",
          word<bool>(radio.power_control, {{"margin", true}, {"none", false}}));
    f.opt("fragments", "Longer packets go in fragments of so many octets; never without it.",
          quantity(Kind::size, {"24 B", "1200 B"}, "120 B", [&radio](std::int64_t nano) {
              radio.fragment_octets = static_cast<std::uint16_t>(nano / 1'000'000'000);
          }));
    f.opt("restart",
          "A receiver leaves the frame that it is on for a later one so much stronger, or never; 8 "
          "dB without it.",
          restart_value(radio.restart_db));
    hopping_fields(f, draft);
}

}  // namespace bench::scenario
