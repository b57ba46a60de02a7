#include "models/radio/judge.h"

#include <algorithm>

#include "models/numeric/numeric.h"
#include "models/radio/phy.h"

namespace bench::radio {
namespace {

// Symbols: beyond this an interferer is noise of its level to a decoder, and no burst.
constexpr double kLongBurst = 64;

constexpr trace::LossCause kStageCause[3] = {trace::LossCause::sync, trace::LossCause::header,
                                             trace::LossCause::payload};

int stage_at(const PhyFacts& facts, Nanoseconds into) {
    if (into >= facts.payload_at) return 2;
    return into >= facts.phr_at ? 1 : 0;
}

// 3 dB below the sensitivity, which is PER 10 % of 250 octets: weaker than this a receiver does not
// even start.
double least_mw(const PhyFacts& facts, const Receiver& receiver) {
    return receiver.noise_mw_per_hz * facts.phy.noise_bandwidth_hz * facts.required_ratio *
           receiver.implementation_loss * 0.5;
}

// A receiver of SUN FSK correlates: it takes an SFD with up to three wrong bits of sixteen, since
// the coded and the uncoded one differ in eight. `log_exact`: of all bits right, so about minus the
// errors to be expected; their number is taken as Poisson. O-QPSK needs every symbol.
double log_found(const PhyFacts& facts, double log_exact) {
    if (facts.phy.detection == Detection::oqpsk_2450) return log_exact;
    const double errors = -log_exact;
    // The first term of the series; nearly always.
    if (errors < 0.01) return -errors * errors * errors * errors / 24.0;
    const double at_most_three = 1.0 + errors * (1.0 + errors / 2.0 * (1.0 + errors / 3.0));
    return log_exact + numeric::log(at_most_three);
}

// drawn < exp(log_survival), mostly without the exponential: exp(x) >= 1 + x.
bool survives(double drawn, double log_survival) {
    return drawn < 1.0 + log_survival || drawn < numeric::exp(std::max(log_survival, -690.0));
}

}  // namespace

Verdict Judge::synchronise(const Transmission& frame, const Hearing& hearing) {
    const PhyFacts& facts = *frame.facts;
    const Receiver& receiver = air_.receiver(hearing.node);
    const Time now = frame.start;
    Verdict verdict;
    verdict.jammed = collect(frame, hearing, now, now + Nanoseconds{1}, frame.number);
    const double noise = noise_mw(frame, hearing, now, now + Nanoseconds{1});
    verdict.sinr_db = numeric::to_db(hearing.power_mw / noise);
    const double log_survival = log_found(
        facts, facts.phy.sfd_bits *
                   facts.curve->log_survival(verdict.sinr_db - receiver.implementation_loss_db));
    const bool audible = hearing.power_mw > least_mw(facts, receiver);
    if (!audible || !survives(luck(frame, hearing), log_survival)) {
        verdict.lost = trace::LossCause::sync;
    }
    return verdict;
}

Verdict Judge::judge(const Transmission& frame, const Hearing& hearing) {
    Verdict verdict;
    verdict.jammed = collect(frame, hearing, frame.start, frame.end, UINT32_MAX);
    cut_into_pieces(frame, hearing);
    verdict.sinr_db = find_ratios(frame, hearing);
    if (bits_ != nullptr && BitLevel::covers(frame.facts->phy)) {
        verdict.lost = by_bits(frame, hearing);
        return verdict;
    }
    const Stages stages = survive(frame);
    const double drawn = luck(frame, hearing);
    double log_survival = 0;
    for (int stage = 0; stage < 3 && !verdict.lost; ++stage) {
        log_survival += stages.log_survival[stage];
        if (!survives(drawn, log_survival)) verdict.lost = kStageCause[stage];
    }
    return verdict;
}

bool Judge::collect(const Transmission& frame, const Hearing& hearing, Time from, Time to,
                    std::uint32_t as_of) {
    interferers_.clear();
    for_each_near(channels_, frame.channel, from, [&](const Transmission& other, double part) {
        if (other.number == frame.number || other.number > as_of || other.start >= to) return;
        const Time end = other.ended_before < as_of ? other.end : other.planned_end;
        if (end <= from) return;
        const std::optional<Neighbour> path = air_.between(hearing.node, other.from);
        if (!path) return;
        const double power = other.power_mw * air_.gain(path->link, other.channel, other.start);
        interferers_.push_back({other.start, end, power * part});
    });
    bool jammed = false;
    if (!sources_.none()) {
        const std::size_t before = interferers_.size();
        sources_.collect({hearing.node, frame.channel, &frame.facts->phy}, from, to,
                         {&frame.start, 1}, listeners_, interferers_);
        jammed = interferers_.size() > before;
    }
    for (const Jam& jam : jamming_.all()) {
        if (!jam.hits(hearing.node, frame.channel, from, to)) continue;
        interferers_.push_back({jam.start, jam.end, jam.power_mw});
        jammed = true;
    }
    return jammed;
}

double Judge::noise_mw(const Transmission& frame, const Hearing& hearing, Time from,
                       Time to) const {
    double sum = air_.receiver(hearing.node).noise_mw_per_hz * frame.facts->phy.noise_bandwidth_hz;
    for (const Interference& interferer : interferers_) {
        if (interferer.start < to && interferer.end > from) sum += interferer.power_mw;
    }
    return sum;
}

// Edges of the stages, of the interferers, and of the channel's own change where the frame is long.
void Judge::cut_into_pieces(const Transmission& frame, const Hearing& hearing) {
    const PhyFacts& facts = *frame.facts;
    edges_.clear();
    const auto cut = [&](Time edge) {
        if (edge > frame.start + facts.sfd_at && edge < frame.end) edges_.push_back(edge);
    };
    edges_.push_back(frame.start + facts.sfd_at);
    cut(frame.start + facts.phr_at);
    cut(frame.start + facts.payload_at);
    for (const Interference& interferer : interferers_) {
        cut(interferer.start);
        cut(interferer.end);
    }
    if (const auto grain = air_.coherence(hearing.link)) {
        for (Time edge = frame.start + *grain; edge < frame.end; edge += *grain) cut(edge);
    }
    edges_.push_back(frame.end);
    std::ranges::sort(edges_);
}

double Judge::log_survival(const PhyFacts& facts, const Ratio& piece) {
    if (!facts.phy.coded || piece.stage == 0) {
        return piece.symbols * facts.curve->log_survival(piece.sinr_db);
    }
    const bool burst = piece.sinr_db < piece.undisturbed_db - 1.0 && piece.symbols <= kLongBurst;
    if (!burst) return piece.symbols / 2 * facts.coded->log_survival_per_bit(piece.sinr_db);
    const double loss = facts.coded->burst_loss(piece.symbols, piece.sinr_db);
    return loss < 1.0 ? numeric::log(1.0 - loss) : -690.0;
}

double Judge::find_ratios(const Transmission& frame, const Hearing& hearing) {
    const PhyFacts& facts = *frame.facts;
    const Receiver& receiver = air_.receiver(hearing.node);
    const double loss = receiver.implementation_loss_db;
    const double noise = receiver.noise_mw_per_hz * facts.phy.noise_bandwidth_hz;
    const auto grain = air_.coherence(hearing.link);
    const bool changes = grain && frame.end - frame.start > *grain;
    ratios_.clear();
    double least_sinr_db = 1000;
    double last_ratio = 0;  // Mostly there is one ratio for the whole frame.
    double sinr = 0;
    for (std::size_t i = 0; i + 1 < edges_.size(); ++i) {
        const Time from = edges_[i];
        const Time to = edges_[i + 1];
        if (to <= from) continue;
        const double signal = changes
                                  ? frame.power_mw * air_.gain(hearing.link, frame.channel, from)
                                  : hearing.power_mw;
        const double ratio = signal / noise_mw(frame, hearing, from, to);
        if (ratio != last_ratio) sinr = numeric::to_db(ratio);
        last_ratio = ratio;
        least_sinr_db = std::min(least_sinr_db, sinr);
        const double undisturbed = facts.phy.coded ? numeric::to_db(signal / noise) - loss : 0;
        const double symbols = static_cast<double>((to - from).count()) * facts.bits_per_ns;
        ratios_.push_back({stage_at(facts, from - frame.start), symbols, sinr - loss, undisturbed});
    }
    return least_sinr_db;
}

Judge::Stages Judge::survive(const Transmission& frame) const {
    Stages stages;
    for (const Ratio& piece : ratios_) {
        stages.log_survival[piece.stage] += log_survival(*frame.facts, piece);
    }
    stages.log_survival[0] = log_found(*frame.facts, stages.log_survival[0]);
    return stages;
}

std::optional<trace::LossCause> Judge::by_bits(const Transmission& frame, const Hearing& hearing) {
    stretches_.clear();
    for (const Ratio& piece : ratios_) stretches_.push_back({piece.symbols, piece.sinr_db});
    return bits_->receive(frame.facts->phy, frame.frame, stretches_,
                          air_.noise_key(hearing.link, frame.from, hearing.node, frame.start));
}

double Judge::luck(const Transmission& frame, const Hearing& hearing) const {
    return air_.luck(hearing.link, frame.from, hearing.node, frame.start);
}

}  // namespace bench::radio
