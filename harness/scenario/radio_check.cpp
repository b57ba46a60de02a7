#include "harness/scenario/radio_check.h"

#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "models/radio/channel_plan.h"
#include "models/radio/phy.h"

namespace bench::scenario {

namespace {

using radio::ChannelPlan;
using radio::Region;

// EIRP, as the regulatory monitor counts: 25 mW ERP; 1 W and 6 dBi; 10 dBm in each of two MHz.
double most_dbm(const ChannelPlan& plan) {
    switch (plan.region) {
        case Region::europe_863:
            return 16.15;
        case Region::north_america_902:
            return 36.0;
        case Region::world_2450:
            return 13.0;
    }
    return 16.15;
}

std::vector<std::string_view> modulations_of(const ChannelPlan& plan) {
    std::vector<std::string_view> names;
    for (const radio::Phy& phy : radio::all_phys()) {
        if (!phy.coded && carries(plan, phy.id)) names.push_back(phy.name);
    }
    return names;
}

std::string numbers_of(const ChannelPlan& plan) {
    return fmt::format("the plan numbers its channels {} to {} and uses {} of them", plan.first,
                       plan.first + plan.count - 1, plan.usable_channels());
}

void check_channel(const Draft& draft, const ChannelPlan& plan, Findings& findings) {
    const std::uint8_t channel = draft.scenario.config.radio.fixed_channel;
    if (!draft.has_channel || plan.usable(channel)) return;
    findings.error("E321", draft.channel,
                   fmt::format("channel {} is not usable in plan {}", channel, plan.name),
                   numbers_of(plan));
}

// A jam of a channel that nobody uses would never be felt.
void check_jams(const Draft& draft, const ChannelPlan& plan, Findings& findings) {
    for (const EntryDraft& item : draft.entries) {
        const auto& channels = item.entry.jam_channels;
        for (std::size_t i = 0; i < channels.size() && i < item.jammed.size(); ++i) {
            if (!item.sound || plan.usable(channels[i])) continue;
            findings.error(
                "E321", item.jammed[i],
                fmt::format("channel {} is not usable in plan {}", channels[i], plan.name),
                numbers_of(plan));
        }
    }
}

void check_power(const Draft& draft, const ChannelPlan& plan, Findings& findings) {
    const double most = most_dbm(plan);
    const double power = draft.scenario.config.radio.power_dbm;
    // A scenario that must fail may break the law on purpose: the monitor will say so.
    if (!draft.has_power || power <= most + 1e-9 || draft.scenario.must_fail) return;
    findings.error(
        "E322", draft.power, fmt::format("{} dBm is more than plan {} allows", power, plan.name),
        fmt::format("at most {} dBm EIRP; only a scenario with must_fail may ask for more", most));
}

}  // namespace

void check_radio(const Draft& draft, Findings& findings) {
    const system::RadioConfig& config = draft.scenario.config.radio;
    const ChannelPlan* const plan = radio::find_plan(config.plan);
    const radio::Phy* const phy = radio::find_phy(config.modulation);
    if (!draft.radio_sound || plan == nullptr || phy == nullptr) return;
    if (!carries(*plan, config.modulation)) {
        findings.error("E320", draft.phy,
                       fmt::format("plan {} does not carry {}", plan->name, phy->name),
                       fmt::format("it carries {}", fmt::join(modulations_of(*plan), ", ")));
        return;
    }
    check_channel(draft, *plan, findings);
    check_power(draft, *plan, findings);
    check_jams(draft, *plan, findings);
}

}  // namespace bench::scenario
