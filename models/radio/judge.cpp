#include "models/radio/judge.h"

#include <algorithm>

#include "models/numeric/numeric.h"
#include "models/radio/phy.h"

namespace bench::radio {
namespace {

constexpr Nanoseconds kSfdAt = octets_time(kPreambleOctets);
constexpr Nanoseconds kPhrAt = octets_time(kPreambleOctets + kSfdOctets);
constexpr Nanoseconds kPayloadAt = octets_time(kPreambleOctets + kSfdOctets + kPhrOctets);
constexpr double kBitsPerNs = static_cast<double>(kBitRate) * 1e-9;
constexpr double kSfdBits = 16;

constexpr trace::LossCause kStageCause[3] = {trace::LossCause::sync, trace::LossCause::header,
                                             trace::LossCause::payload};

int stage_at(Nanoseconds into) {
    if (into >= kPayloadAt) return 2;
    return into >= kPhrAt ? 1 : 0;
}

// drawn < exp(log_survival), mostly without the exponential: exp(x) >= 1 + x.
bool survives(double drawn, double log_survival) {
    return drawn < 1.0 + log_survival || drawn < numeric::exp(std::max(log_survival, -690.0));
}

}  // namespace

Verdict Judge::synchronise(const Transmission& frame, const Hearing& hearing, OnChannel others) {
    const Receiver& receiver = air_.receiver(hearing.node);
    const Time now = frame.start;
    Verdict verdict;
    verdict.jammed = collect(frame, hearing, others, now, now + Nanoseconds{1});
    const double noise = noise_mw(hearing, now, now + Nanoseconds{1});
    verdict.sinr_db = numeric::to_db(hearing.power_mw / noise);
    const double log_survival =
        kSfdBits * curve_.log_survival(verdict.sinr_db - receiver.implementation_loss);
    const bool audible = hearing.power_mw > receiver.least_mw;
    if (!audible || !survives(luck(frame, hearing), log_survival)) {
        verdict.lost = trace::LossCause::sync;
    }
    return verdict;
}

Verdict Judge::judge(const Transmission& frame, const Hearing& hearing, OnChannel others) {
    Verdict verdict;
    verdict.jammed = collect(frame, hearing, others, frame.start, frame.end);
    cut_into_pieces(frame, hearing);
    const Stages stages = survive(frame, hearing);
    verdict.sinr_db = stages.least_sinr_db;
    const double drawn = luck(frame, hearing);
    double log_survival = 0;
    for (int stage = 0; stage < 3 && !verdict.lost; ++stage) {
        log_survival += stages.log_survival[stage];
        if (!survives(drawn, log_survival)) verdict.lost = kStageCause[stage];
    }
    return verdict;
}

bool Judge::collect(const Transmission& frame, const Hearing& hearing, OnChannel others, Time from,
                    Time to) {
    interferers_.clear();
    for (const auto& other : others) {
        if (other->number == frame.number || other->start >= to || other->end <= from) continue;
        const Neighbour* const path = air_.between(hearing.node, other->from);
        if (path == nullptr) continue;
        const double power = other->power_mw * air_.gain(path->link, other->channel, other->start);
        interferers_.push_back({other->start, other->end, power});
    }
    bool jammed = false;
    for (const Jam& jam : jamming_.all()) {
        if (!jam.hits(hearing.node, frame.channel, from, to)) continue;
        interferers_.push_back({jam.start, jam.end, jam.power_mw});
        jammed = true;
    }
    return jammed;
}

double Judge::noise_mw(const Hearing& hearing, Time from, Time to) const {
    double sum = air_.receiver(hearing.node).noise_mw;
    for (const Interferer& interferer : interferers_) {
        if (interferer.start < to && interferer.end > from) sum += interferer.power_mw;
    }
    return sum;
}

// Edges of the stages, of the interferers, and of the channel's own change where the frame is long.
void Judge::cut_into_pieces(const Transmission& frame, const Hearing& hearing) {
    edges_.clear();
    const auto cut = [&](Time edge) {
        if (edge > frame.start + kSfdAt && edge < frame.end) edges_.push_back(edge);
    };
    edges_.push_back(frame.start + kSfdAt);
    cut(frame.start + kPhrAt);
    cut(frame.start + kPayloadAt);
    for (const Interferer& interferer : interferers_) {
        cut(interferer.start);
        cut(interferer.end);
    }
    if (const auto grain = air_.coherence(hearing.link)) {
        for (Time edge = frame.start + *grain; edge < frame.end; edge += *grain) cut(edge);
    }
    edges_.push_back(frame.end);
    std::ranges::sort(edges_);
}

Judge::Stages Judge::survive(const Transmission& frame, const Hearing& hearing) {
    const double loss = air_.receiver(hearing.node).implementation_loss;
    const auto grain = air_.coherence(hearing.link);
    const bool changes = grain && frame.end - frame.start > *grain;
    Stages stages;
    double last_ratio = 0;  // Mostly there is one ratio for the whole frame.
    double sinr = 0;
    for (std::size_t i = 0; i + 1 < edges_.size(); ++i) {
        const Time from = edges_[i];
        const Time to = edges_[i + 1];
        if (to <= from) continue;
        const double signal = changes
                                  ? frame.power_mw * air_.gain(hearing.link, frame.channel, from)
                                  : hearing.power_mw;
        const double ratio = signal / noise_mw(hearing, from, to);
        if (ratio != last_ratio) sinr = numeric::to_db(ratio);
        last_ratio = ratio;
        const double bits = static_cast<double>((to - from).count()) * kBitsPerNs;
        stages.least_sinr_db = std::min(stages.least_sinr_db, sinr);
        stages.log_survival[stage_at(from - frame.start)] +=
            bits * curve_.log_survival(sinr - loss);
    }
    return stages;
}

double Judge::luck(const Transmission& frame, const Hearing& hearing) const {
    return air_.luck(hearing.link, frame.from, hearing.node, frame.start);
}

}  // namespace bench::radio
