#include "models/radio/interferers.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "models/numeric/numeric.h"
#include "models/propagation/budget.h"
#include "models/radio/pairs.h"

namespace bench::radio {
namespace {

class HopsOf final : public interference::Hops {
public:
    HopsOf(const Listeners& listeners, trace::Entity node) : listeners_{listeners}, node_{node} {}
    [[nodiscard]] Dwell at(Time time) const override { return listeners_.dwell(node_, time); }

private:
    const Listeners& listeners_;
    trace::Entity node_;
};

double gain_of(const InterfererConfig& config, const NodeConfig& node,
               const propagation::SiteConfig& site, double mhz, const chance::Key& air) {
    if (interference::acts_at_receiver(config.source.kind)) return 1.0;
    const auto& at = config.source.at;
    const propagation::Ends ends{
        {{at.x, at.y, at.z}, config.enclosure}, {node.at, node.enclosure}, mhz};
    const chance::Key building = building_of(air, node.name);
    return numeric::from_db(-propagation::loss_db(config.path, site, ends, building));
}

trace::Entity victim_of(const InterfererConfig& config, const AirConfig& air) {
    const auto* following = std::get_if<interference::FollowingConfig>(&config.source.kind);
    if (following == nullptr) return 0;
    const auto found = std::ranges::find(air.nodes, following->victim, &NodeConfig::name);
    if (found == air.nodes.end())
        throw std::invalid_argument("no node is named '" + following->victim + "'");
    return static_cast<trace::Entity>(found - air.nodes.begin() + 1);
}

}  // namespace

Interferers::Interferers(const AirConfig& config, const ChannelPlan& plan, const chance::Key& air)
    : plan_{plan} {
    for (const InterfererConfig& item : config.interferers) {
        Source source;
        source.name = item.source.name;
        source.model = interference::make_source(item.source, air.of("interference"));
        source.victim = victim_of(item, config);
        source.switched = item.switched;
        for (const NodeConfig& node : config.nodes) {
            source.gains.push_back(gain_of(item, node, config.site, plan.loss_mhz(), air));
        }
        sources_.push_back(std::move(source));
    }
}

void Interferers::add_at(trace::Entity node, std::string_view name,
                         std::unique_ptr<interference::Source> model) {
    Source source;
    source.name = name;
    source.model = std::move(model);
    source.only = node;
    sources_.push_back(std::move(source));
}

std::uint32_t Interferers::index(std::string_view name) const {
    const auto found = std::ranges::find(sources_, name, &Source::name);
    if (found == sources_.end())
        throw std::invalid_argument("no interferer is named '" + std::string{name} + "'");
    return static_cast<std::uint32_t>(found - sources_.begin());
}

bool Interferers::unsteady() const {
    return std::ranges::any_of(sources_, [](const Source& source) {
        return source.victim != 0 || std::ranges::any_of(source.turns, [](const Turn& turn) {
                   return turn.end == kEndOfTime;
               });
    });
}

void Interferers::turn_on(std::uint32_t index, std::uint32_t fault_id, Time now,
                          FaultObserver* observer) {
    auto& turns = sources_[index].turns;
    std::erase_if(turns, [now](const Turn& turn) {
        return turn.end != kEndOfTime && turn.end + kLongerThanAnyFrame < now;
    });
    turns.push_back({fault_id, now, kEndOfTime, observer});
}

void Interferers::turn_off(std::uint32_t fault_id, Time now) {
    for (Source& source : sources_) {
        for (Turn& turn : source.turns) {
            if (turn.fault == fault_id && turn.end == kEndOfTime) turn.end = now;
        }
    }
}

void Interferers::ask(const Source& source, const Hearer& hearer, Time from, Time to,
                      std::span<const Time> frames, const Listeners& listeners) {
    interference::Question question;
    question.band.centre_khz = plan_.frequency_khz(hearer.channel);
    question.band.width_khz = hearer.phy->noise_bandwidth_hz / 1000.0;
    question.band.spacing_khz = plan_.spacing_khz;
    question.from = from;
    question.to = to;
    question.frames = frames;
    const HopsOf hops{listeners, source.victim};
    if (source.victim != 0) question.victim = &hops;
    bursts_.clear();
    source.model->bursts(question, bursts_);
}

void Interferers::keep(const Source& source, const Hearer& hearer, Time from, Time to,
                       std::vector<Interference>& out) {
    const double gain = source.only != 0 ? 1.0 : source.gains[hearer.node - 1U];
    for (const interference::Burst& burst : bursts_) {
        const Time start = std::max(burst.start, from);
        const Time end = std::min(burst.end, to);
        if (end > start) out.push_back({burst.start, burst.end, burst.power_mw * gain});
    }
}

void Interferers::collect(const Hearer& hearer, Time from, Time to, std::span<const Time> frames,
                          const Listeners& listeners, std::vector<Interference>& out) {
    for (const Source& source : sources_) {
        if (source.only != 0 && source.only != hearer.node) continue;
        if (!source.switched) {
            ask(source, hearer, from, to, frames, listeners);
            keep(source, hearer, from, to, out);
            continue;
        }
        for (const Turn& turn : source.turns) {
            if (turn.start >= to || turn.end <= from) continue;
            const std::size_t first = out.size();
            ask(source, hearer, std::max(from, turn.start), std::min(to, turn.end), frames,
                listeners);
            keep(source, hearer, std::max(from, turn.start), std::min(to, turn.end), out);
            for (std::size_t i = first; i < out.size(); ++i) {
                out[i].start = std::max(out[i].start, turn.start);
                out[i].end = std::min(out[i].end, turn.end);
            }
        }
    }
}

void Interferers::mattered(const Hearer& hearer, Time from, Time to, const Listeners& listeners) {
    for (Source& source : sources_) {
        for (Turn& turn : source.turns) {
            if (turn.observer == nullptr || turn.start >= to || turn.end <= from) continue;
            ask(source, hearer, std::max(from, turn.start), std::min(to, turn.end), {&from, 1},
                listeners);
            if (bursts_.empty()) continue;
            std::exchange(turn.observer, nullptr)->took_effect(turn.fault);
        }
    }
}

}  // namespace bench::radio
