// What comes in: solicits and advertisements for ourselves, data for above.

#include "firmware/radio/mac.h"

namespace meter::radio {
namespace {

// A meter is in the middle of its sweep when we hear it. It listens when it is through.
constexpr Duration kAnswerDelay = milliseconds(170);

}  // namespace

void Mac::pump() {
    while (more_frames_ && !held_) {
        if (!radio_.take(received_)) {
            more_frames_ = false;
            return;
        }
        accept();
    }
}

void Mac::accept() {
    if (received_.acknowledged) {
        const Phy phy = with_coding(plain_, (received_.modulation & kCodedBit) != 0);
        budget_.charge_ack(received_.channel, received_.end + phy.turnaround,
                           phy.airtime(ack_octets(config_.collector)));
        if (hops() && !budget_.may_acknowledge(received_.channel, received_.end)) {
            listener_.hasten(received_.end);
        }
    }
    const Result<ParsedFrame> parsed = parse_frame(received_.frame());
    if (!parsed) {
        ++counters_.malformed;
        return;
    }
    const ParsedFrame& frame = parsed.value();
    const FrameHead& head = frame.head;
    if (frame.is_ack || !frame.ufsi || head.source == config_.self) return;
    if (head.pan_id && *head.pan_id != config_.pan_id) return;
    const bool broadcast = head.destination == kBroadcast;
    if (head.type == FrameType::pan_advertisement_solicit && broadcast) accept_solicit(frame);
    if (head.destination != config_.self) return;
    if (head.type == FrameType::pan_advertisement) accept_advertisement(frame);
    if (head.type == FrameType::data) accept_data(frame);
}

void Mac::accept_solicit(const ParsedFrame& frame) {
    const Eui64& meter = frame.head.source;
    if (!config_.collector || !frame.schedule) return;
    if (frame.schedule->function != own_schedule().function) return;
    Neighbour& neighbour =
        neighbours_.measure(meter, received_.start, *frame.ufsi, frame.schedule->dwell_ms);
    neighbour.set_bad_channels({});
    neighbour.has_sequence = false;  // It may have been reset: its numbers begin anew.
    for (Answer& answer : answers_) {
        if (answer.meter == meter) return;
    }
    // When all places are taken the meter will ask again.
    static_cast<void>(answers_.push_back({meter, received_.end + kAnswerDelay}));
}

void Mac::accept_advertisement(const ParsedFrame& frame) {
    if (config_.collector || !frame.schedule) return;
    if (frame.schedule->function != own_schedule().function) return;
    const Eui64& collector = frame.head.source;
    if (joined_ && collector != parent_) return;
    const Neighbour& neighbour =
        neighbours_.measure(collector, received_.start, *frame.ufsi, frame.schedule->dwell_ms);
    if (agrees() && frame.head.channels) {
        agreed_.hear(*frame.head.channels, neighbour.schedule(), received_.start);
    } else {
        agreed_.forget();
    }
    if (!joined_) join(collector);
}

void Mac::join(const Eui64& collector) {
    parent_ = collector;
    joined_ = true;
    counters_.failures_in_row = 0;
    sweep_ = Sweep{};
    last_keep_alive_ = received_.end;
    told_ = {};
    if (control_.task != Task::solicit) return;
    control_.task = Task::none;
    if (on_air_ == &control_) static_cast<void>(radio_.abandon());
}

// What a frame tells beside its payload. With power control only acknowledgements go at a known
// power.
void Mac::note(const ParsedFrame& frame, Neighbour& neighbour) {
    if (!config_.power_control) {
        neighbour.link.heard(received_.rssi, plain_.sensitivity, received_.end);
    }
    const auto& channels = frame.head.channels;
    if (!adapts() || !channels || channels->kind != ChannelElement::Kind::opinion) return;
    neighbour.set_bad_channels(channels->mask & enabled_);
}

void Mac::accept_data(const ParsedFrame& frame) {
    const Eui64& source = frame.head.source;
    const Neighbour* known = neighbours_.find(source);
    const std::uint8_t dwell = known != nullptr ? known->dwell_ms : dwell_ms();
    Neighbour& neighbour = neighbours_.measure(source, received_.start, *frame.ufsi, dwell);
    note(frame, neighbour);
    // Whom we thought lost has found us.
    if (!joined_ && known != nullptr && source == parent_) join(source);
    if (neighbour.is_repeat(frame.head.sequence, received_.start)) {
        ++counters_.repeats;
        return;
    }
    if (frame.payload.empty()) return;  // A keep-alive: it has done its work.
    ++counters_.received;
    incoming_ = {source, frame.payload, received_.rssi};
    held_ = true;
}

}  // namespace meter::radio
