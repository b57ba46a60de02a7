#include "models/radio/regulatory.h"

#include <algorithm>
#include <stdexcept>

#include "models/numeric/numeric.h"
#include "models/radio/phy.h"

namespace bench::radio {
namespace {

// EN 300 220-2 V3.2.1, by frequency since the letters differ between versions.
struct Band {
    std::uint32_t from_khz;
    std::uint32_t to_khz;
    std::int64_t per_mille;
};
constexpr std::array<Band, 7> kBandTable{{{863'000, 865'000, 1},
                                          {865'000, 868'000, 10},
                                          {868'000, 868'600, 10},
                                          {868'700, 869'200, 1},
                                          {869'400, 869'650, 100},
                                          {869'700, 870'000, 10},
                                          {870'000, 875'800, 10}}};
constexpr std::size_t kFreeBand = 5;  // Below 5 mW ERP.

const ChannelPlan& plan_of(std::uint8_t id) {
    const ChannelPlan* const plan = find_plan(id);
    if (plan == nullptr) throw std::invalid_argument("no channel plan has this number");
    return *plan;
}

// The least that 802.15.4 asks of a SUN FSK receiver: -91 dBm at 50 kb/s, -97 dBm with error
// correction, and in proportion to the rate.
int sensitivity_cdbm(std::uint8_t modulation) {
    const Phy* const phy = find_phy(modulation);
    if (phy == nullptr) return -9100;
    const double rate_db = numeric::to_db(static_cast<double>(phy->rate) / 50e3);
    return static_cast<int>((phy->coded ? -9700 : -9100) + rate_db * 100.0);
}

// 20 dB bandwidths: 180 to 195 kHz at 150 kb/s, so below 250 kHz at 200 kb/s too with h = 0.5; more
// at 200 kb/s with h = 1 and at 300 kb/s.
bool narrow(const Phy& phy) {
    return phy.rate < 200'000 || (phy.rate < 300'000 && phy.detection == Detection::gfsk_half);
}

// A plan's modulations are all narrow or all wide.
Nanoseconds window_of(const ChannelPlan& plan) {
    if (plan.region != Region::north_america_902) return SlidingAirtime::kHour;
    const bool some = std::ranges::any_of(
        all_phys(), [&](const Phy& phy) { return carries(plan, phy.id) && narrow(phy); });
    return some ? limits::kNarrowDwellWindow : limits::kWideDwellWindow;
}

int power_limit(const ChannelPlan& plan) {
    if (plan.region == Region::europe_863) return limits::kPowerCdbm;
    if (plan.region == Region::world_2450) return limits::kPower2450Cdbm;
    return plan.usable_channels() >= 50 ? limits::kManyChannelsPowerCdbm
                                        : limits::kFewChannelsPowerCdbm;
}

bool same(const MacAddress& a, const MacAddress& b) {
    return a.mode == b.mode && a.short_16 == b.short_16 && a.eui == b.eui;
}

}  // namespace

RegulatoryMonitor::RegulatoryMonitor(const RegulatoryConfig& config, trace::Sink& violations)
    : config_{config}, plan_{plan_of(config.plan)}, window_{window_of(plan_)}, sink_{violations} {}

void RegulatoryMonitor::record(const trace::Record& item, std::span<const std::uint8_t> bytes) {
    if (item.kind != trace::Kind::frame_sent) return;
    const auto event = trace::read<trace::FrameSent>(item);
    ++transmissions_;
    examine({item.entity, item.time, item.time + Nanoseconds{event.airtime_ns}, event}, bytes);
}

void RegulatoryMonitor::examine(const Sent& sent, std::span<const std::uint8_t> frame) {
    const trace::FrameSent& event = sent.event;
    examine_power(sent);
    if (!plan_.usable(event.channel)) {
        violate(sent, trace::Rule::channel, event.channel, plan_.first + plan_.count - 1);
        return;  // The other rules are those of the plan's channels.
    }
    if (plan_.region == Region::north_america_902) examine_dwell(sent);
    if (plan_.region != Region::europe_863) return;
    if (config_.mode == AccessMode::polite) {
        examine_polite(sent, frame);
    } else {
        examine_duty_cycle(sent);
    }
}

void RegulatoryMonitor::examine_power(const Sent& sent) {
    const int limit = power_limit(plan_);
    if (sent.event.power_cdbm > limit) {
        violate(sent, trace::Rule::power, sent.event.power_cdbm, limit);
    }
}

int RegulatoryMonitor::threshold_limit(const trace::FrameSent& event) const {
    const int by_band =
        plan_.spacing_khz < 200 ? limits::kNarrowThresholdCdbm : limits::kThresholdCdbm;
    const int sensitivity = sensitivity_cdbm(event.modulation);
    return std::min(sensitivity + 1000, by_band);
}

void RegulatoryMonitor::examine_polite(const Sent& sent, std::span<const std::uint8_t> frame) {
    if (sent.event.airtime_ns > limits::kTransmission.count()) {
        violate(sent, trace::Rule::transmission, sent.event.airtime_ns,
                limits::kTransmission.count());
    }
    const Nanoseconds hour =
        node(sent.entity).channels[sent.event.channel].airtime.add(sent.start, sent.end);
    if (hour > limits::kChannelHour) {
        violate(sent, trace::Rule::channel_hour, hour.count(), limits::kChannelHour.count());
    }
    if (sent.event.acknowledgement != 0) {
        acknowledge_dialogue(sent);
        return;
    }
    examine_access(sent);
    examine_dialogue(sent, frame);
}

void RegulatoryMonitor::examine_access(const Sent& sent) {
    const std::int64_t listened = std::int64_t{sent.event.listened_us} * 1000;
    if (listened < limits::kListen.count()) {
        violate(sent, trace::Rule::listen_time, listened, limits::kListen.count());
    }
    const int threshold = threshold_limit(sent.event);
    if (listened > 0 && sent.event.threshold_cdbm > threshold) {
        violate(sent, trace::Rule::listen_threshold, sent.event.threshold_cdbm, threshold);
    }
}

void RegulatoryMonitor::examine_dialogue(const Sent& sent, std::span<const std::uint8_t> frame) {
    Node& sender = node(sent.entity);
    Dialogue& dialogue = sender.dialogue;
    const auto header = parse_mac_header(frame);
    const MacAddress to = header ? header->destination : MacAddress{};
    const bool goes_on = dialogue.number > 0 && dialogue.ticket == sent.event.ticket &&
                         same(dialogue.to, to) && sent.start - dialogue.end < limits::kOff;
    if (!goes_on)
        dialogue = {dialogue.number + 1, sent.event.ticket, to, sent.start, sent.end, false};

    Channel& channel = sender.channels[sent.event.channel];
    const Nanoseconds off = sent.start - channel.off_since;
    if (off < limits::kOff && channel.dialogue != dialogue.number) {
        violate(sent, trace::Rule::off_time, off.count(), limits::kOff.count());
    }
    channel.off_since = sent.end;
    channel.dialogue = dialogue.number;
    last_sender_[sent.event.channel] = sent.entity;
    extend_dialogue(sent, dialogue);
}

void RegulatoryMonitor::acknowledge_dialogue(const Sent& sent) {
    const trace::Entity owner = last_sender_[sent.event.channel];
    if (owner == trace::kWorld) return;
    Dialogue& dialogue = node(owner).dialogue;
    if (sent.start - dialogue.end < limits::kOff) extend_dialogue(sent, dialogue);
}

void RegulatoryMonitor::extend_dialogue(const Sent& sent, Dialogue& dialogue) {
    dialogue.end = std::max(dialogue.end, sent.end);
    const Nanoseconds length = dialogue.end - dialogue.start;
    if (length <= limits::kDialogue || dialogue.reported) return;
    dialogue.reported = true;
    violate(sent, trace::Rule::dialogue, length.count(), limits::kDialogue.count());
}

void RegulatoryMonitor::examine_duty_cycle(const Sent& sent) {
    const std::uint32_t frequency = plan_.frequency_khz(sent.event.channel);
    for (std::size_t i = 0; i < kBandTable.size(); ++i) {
        const Band& band = kBandTable[i];
        if (frequency < band.from_khz || frequency >= band.to_khz) continue;
        if (i == kFreeBand && sent.event.power_cdbm <= limits::kFreePowerCdbm) return;
        const Nanoseconds limit = SlidingAirtime::kHour * band.per_mille / 1000;
        const Nanoseconds hour = node(sent.entity).bands[i].add(sent.start, sent.end);
        if (hour > limit) violate(sent, trace::Rule::duty_cycle, hour.count(), limit.count());
        return;
    }
}

void RegulatoryMonitor::examine_dwell(const Sent& sent) {
    const Nanoseconds dwell =
        node(sent.entity).channels[sent.event.channel].airtime.add(sent.start, sent.end);
    if (dwell > limits::kDwell)
        violate(sent, trace::Rule::dwell, dwell.count(), limits::kDwell.count());
}

void RegulatoryMonitor::violate(const Sent& sent, trace::Rule rule, std::int64_t seen,
                                std::int64_t limit) {
    ++violations_;
    trace::Violation violation;
    violation.rule = rule;
    violation.channel = sent.event.channel;
    violation.seen = seen;
    violation.limit = limit;
    sink_.record(trace::make(sent.start, sent.entity, violation));
}

RegulatoryMonitor::Node& RegulatoryMonitor::node(trace::Entity entity) {
    if (entity >= nodes_.size()) nodes_.resize(entity + std::size_t{1});
    Node& node = nodes_[entity];
    if (node.channels.empty())
        node.channels.assign(256, Channel{.airtime = SlidingAirtime{window_}});
    return node;
}

}  // namespace bench::radio
