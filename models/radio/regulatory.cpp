#include "models/radio/regulatory.h"

#include <algorithm>

namespace bench::radio {
namespace {

// EN 300 220-2 V3.2.1, by frequency since the letters differ between versions.
struct Band {
    std::uint32_t from_khz;
    std::uint32_t to_khz;
    std::int64_t per_mille;
};
constexpr std::array<Band, 6> kBandTable{{{863'000, 865'000, 1},
                                          {865'000, 868'000, 10},
                                          {868'000, 868'600, 10},
                                          {868'700, 869'200, 1},
                                          {869'400, 869'650, 100},
                                          {869'700, 870'000, 10}}};
constexpr std::size_t kFreeBand = 5;  // Below 5 mW ERP.

bool same(const MacAddress& a, const MacAddress& b) {
    return a.mode == b.mode && a.short_16 == b.short_16 && a.eui == b.eui;
}

}  // namespace

RegulatoryMonitor::RegulatoryMonitor(const RegulatoryConfig& config, trace::Sink& violations)
    : config_{config}, sink_{violations} {}

void RegulatoryMonitor::record(const trace::Record& item, std::span<const std::uint8_t> bytes) {
    if (item.kind != trace::Kind::frame_sent) return;
    const auto event = trace::read<trace::FrameSent>(item);
    ++transmissions_;
    examine({item.entity, item.time, item.time + Nanoseconds{event.airtime_ns}, event}, bytes);
}

void RegulatoryMonitor::examine(const Sent& sent, std::span<const std::uint8_t> frame) {
    const trace::FrameSent& event = sent.event;
    if (event.power_cdbm > limits::kPowerCdbm) {
        violate(sent, trace::Rule::power, event.power_cdbm, limits::kPowerCdbm);
    }
    if (!eu_33::usable(event.channel)) {
        violate(sent, trace::Rule::channel, event.channel, eu_33::kChannels - 1);
        return;  // The other rules are those of the plan's channels.
    }
    if (config_.mode == AccessMode::polite) {
        examine_polite(sent, frame);
    } else {
        examine_duty_cycle(sent);
    }
}

void RegulatoryMonitor::examine_polite(const Sent& sent, std::span<const std::uint8_t> frame) {
    if (sent.event.airtime_ns > limits::kTransmission.count()) {
        violate(sent, trace::Rule::transmission, sent.event.airtime_ns,
                limits::kTransmission.count());
    }
    const Nanoseconds hour =
        node(sent.entity).channels[sent.event.channel].hour.add(sent.start, sent.end);
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
    const int threshold = std::min(config_.sensitivity_cdbm + 1000, limits::kThresholdCdbm);
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
    const std::uint32_t frequency = eu_33::frequency_khz(sent.event.channel);
    for (std::size_t i = 0; i < kBandTable.size(); ++i) {
        const Band& band = kBandTable[i];
        if (frequency < band.from_khz || frequency >= band.to_khz) continue;
        if (i == kFreeBand && sent.event.power_cdbm <= limits::kFreePowerCdbm) return;
        const Nanoseconds limit = SlidingAirtime::kWindow * band.per_mille / 1000;
        const Nanoseconds hour = node(sent.entity).bands[i].add(sent.start, sent.end);
        if (hour > limit) violate(sent, trace::Rule::duty_cycle, hour.count(), limit.count());
        return;
    }
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
    return nodes_[entity];
}

}  // namespace bench::radio
