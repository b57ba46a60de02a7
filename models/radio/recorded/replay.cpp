#include "models/radio/recorded/replay.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "models/numeric/numeric.h"
#include "models/radio/error_curve.h"

namespace bench::radio {
namespace {

constexpr double kM3SensitivityDbm = -101;
constexpr double kM3Delivered = 0.99;
constexpr double kM3Bits = 8 * 20;
constexpr double kThermalDbmPerHz = -173.975;
constexpr double kSfxWidthDb = 20;       // 100 Hz.
constexpr double kSfxNoiseFigureDb = 6;  // Of a base station; its data sheet is not public.

Compared mean(int of, const Compared& sums) {
    const double n = sums.samples;
    return {of, sums.samples, sums.recorded / n, sums.predicted / n};
}

template <typename Class>
std::vector<Compared> compare(std::span<const LinkSample> samples, double least_rssi_dbm,
                              Class class_of) {
    std::map<int, Compared> sums;
    for (const LinkSample& sample : samples) {
        if (sample.mean_rssi_dbm < least_rssi_dbm) continue;
        Compared& sum = sums[class_of(sample)];
        ++sum.samples;
        sum.recorded += sample.delivery;
        sum.predicted += predicted(sample);
    }
    std::vector<Compared> out;
    for (const auto& [of, sum] : sums) out.push_back(mean(of, sum));
    return out;
}

}  // namespace

double dbpsk_bit_error_rate(double snr_db) {
    return 0.5 * numeric::exp(-std::min(numeric::from_db(snr_db), 690.0));
}

double delivery(BitErrorRate rate, double snr_db, double bits) {
    const double wrong = rate(snr_db);
    return wrong < 1e-15 ? 1 : numeric::exp(bits * numeric::log(1 - wrong));
}

double required_snr_db(BitErrorRate rate, double delivered, double bits) {
    double low = -30;
    double high = 30;
    while (high - low > 1e-6) {
        const double middle = (low + high) / 2;
        (delivery(rate, middle, bits) < delivered ? low : high) = middle;
    }
    return high;
}

double m3_noise_dbm() {
    return kM3SensitivityDbm - required_snr_db(oqpsk_2450_error_rate, kM3Delivered, kM3Bits);
}

double predicted(const LinkSample& sample) {
    static const double noise = m3_noise_dbm();
    return delivery(oqpsk_2450_error_rate, sample.mean_rssi_dbm - noise, kGrenobleBits);
}

std::vector<Compared> by_channel(std::span<const LinkSample> samples, double least_rssi_dbm) {
    return compare(samples, least_rssi_dbm, [](const LinkSample& s) { return s.channel; });
}

std::vector<Compared> by_level(std::span<const LinkSample> samples, int class_width_db) {
    return compare(samples, -200, [&](const LinkSample& sample) {
        return class_width_db * static_cast<int>(std::floor(sample.mean_rssi_dbm / class_width_db));
    });
}

Errors errors(std::span<const LinkSample> samples) {
    Errors sum;
    for (const LinkSample& sample : samples) {
        const double error = predicted(sample) - sample.delivery;
        sum.mean += error;
        sum.absolute += std::abs(error);
    }
    const double n = static_cast<double>(std::max<std::size_t>(samples.size(), 1));
    return {sum.mean / n, sum.absolute / n};
}

std::vector<SfxGroup> sfx_groups(std::span<const SfxPacket> packets, BitErrorRate rate) {
    std::map<std::pair<int, int>, SfxGroup> groups;
    for (const SfxPacket& packet : packets) {
        SfxGroup& group = groups[{packet.location, packet.gain_db}];
        ++group.sent;
        if (!packet.received) continue;
        group.recorded += 1;
        group.mean_rssi_dbm += packet.received->rssi_dbm;
        group.mean_snr_db += packet.received->snr_db;
    }
    const double noise_dbm = kThermalDbmPerHz + kSfxWidthDb + kSfxNoiseFigureDb;
    std::vector<SfxGroup> out;
    for (auto& [at, group] : groups) {
        if (group.recorded < 1) continue;
        group.location = at.first;
        group.gain_db = at.second;
        group.mean_rssi_dbm /= group.recorded;
        group.mean_snr_db /= group.recorded;
        group.recorded /= group.sent;
        group.from_rssi = delivery(rate, group.mean_rssi_dbm - noise_dbm, kSfxBits);
        group.from_snr = delivery(rate, group.mean_snr_db, kSfxBits);
        out.push_back(group);
    }
    return out;
}

}  // namespace bench::radio
