// What a node notices of a channel without receiving: carrier sense, energy, and what was done to
// the air.

#include <algorithm>

#include "models/radio/level.h"
#include "models/radio/medium.h"
#include "models/radio/transceiver.h"

namespace bench::radio {

double Medium::strongest_frame_mw(trace::Entity node, std::uint8_t channel, Time from, Time to) {
    double strongest = 0;
    for_each_near(channels_, channel, from, [&](const Transmission& frame, double part) {
        if (frame.start >= to || frame.end <= from) return;
        const std::optional<Neighbour> path = air_.between(node, frame.from);
        if (!path) return;
        const double power = frame.power_mw * air_.gain(path->link, frame.channel, frame.start);
        strongest = std::max(strongest, power * part);
    });
    return strongest;
}

double Medium::strongest_noise_mw(const Hearer& hearer, Time from, Time to) {
    double strongest = 0;
    for (const Jam& jam : jamming_.all()) {
        if (jam.hits(hearer.node, hearer.channel, from, to))
            strongest = std::max(strongest, jam.power_mw);
    }
    if (interferers_.none()) return strongest;
    noise_.clear();
    interferers_.collect(hearer, from, to, {}, *this, noise_);
    for (const Interference& noise : noise_) strongest = std::max(strongest, noise.power_mw);
    return strongest;
}

std::optional<int> Medium::sense(const Hearer& hearer, Time from, Time to, int threshold_cdbm) {
    const double frame = strongest_frame_mw(hearer.node, hearer.channel, from, to);
    const double noise = strongest_noise_mw(hearer, from, to);
    const double strongest = std::max(frame, noise);
    if (!(strongest > 0)) return std::nullopt;
    const int level = to_cdbm(strongest);
    if (level < threshold_cdbm) return std::nullopt;
    const bool busy_anyway = frame > 0 && to_cdbm(frame) >= threshold_cdbm;
    if (!busy_anyway) mattered(hearer.node, hearer.channel, *hearer.phy, from, to);
    return level;
}

int Medium::energy_cdbm(const Hearer& hearer, Time from, Time to) {
    const double floor =
        air_.receiver(hearer.node).noise_mw_per_hz * hearer.phy->noise_bandwidth_hz;
    const double signal = std::max(strongest_frame_mw(hearer.node, hearer.channel, from, to),
                                   strongest_noise_mw(hearer, from, to));
    return to_cdbm(floor + signal);
}

void Medium::mattered(trace::Entity node, std::uint8_t channel, const Phy& phy, Time from,
                      Time to) {
    jamming_.mattered(node, channel, from, to);
    if (!interferers_.none()) interferers_.mattered({node, channel, &phy}, from, to, *this);
}

interference::Hops::Dwell Medium::dwell(trace::Entity node, Time time) const {
    const Transceiver* const listener = transceivers_[node - 1U];
    if (listener == nullptr) return {time, time + std::chrono::milliseconds{1}, std::nullopt};
    const ListeningDwell dwell = listener->dwell(time);
    if (!dwell.channel) return {dwell.start, dwell.end, std::nullopt};
    return {dwell.start, dwell.end, static_cast<double>(air_.plan().frequency_khz(*dwell.channel))};
}

}  // namespace bench::radio
