#pragma once

// What the textbook receiver of the packet level (error_curve.h) would have delivered at the levels
// that were recorded, beside what was delivered. Nothing here is fitted: the noise floor follows
// from a data sheet's sensitivity.

#include <span>
#include <vector>

#include "models/radio/recorded/recordings.h"

namespace bench::radio {

using BitErrorRate = double (*)(double snr_db);

// Differential binary PSK, 0.5 exp(-Es/N0): what Sigfox sends upwards.
[[nodiscard]] double dbpsk_bit_error_rate(double snr_db);

[[nodiscard]] double delivery(BitErrorRate rate, double snr_db, double bits);
// The least ratio that delivers this share, (0, 1); to 1e-6 dB.
[[nodiscard]] double required_snr_db(BitErrorRate rate, double delivered, double bits);

// The IoT-LAB M3 board has an AT86RF231: sensitivity -101 dBm, at 1 % loss of 20 octets (data
// sheet 8111; from memory). Hence the noise in its channel.
[[nodiscard]] double m3_noise_dbm();

// One line of a comparison. Deliveries are means over the samples.
struct Compared {
    int of = 0;  // Channel, or the lower edge of a class of levels in dBm.
    int samples = 0;
    double recorded = 0;
    double predicted = 0;
};
struct Errors {
    double mean = 0;      // Predicted less recorded.
    double absolute = 0;  // Mean of the magnitudes, sample by sample.
};

inline constexpr double kGrenobleBits = 8 * 106;  // 100 octets, synchronisation and length.
inline constexpr double kStrongDbm = -75;         // 26 dB over the floor: noise explains no loss.

[[nodiscard]] double predicted(const LinkSample& sample);
[[nodiscard]] std::vector<Compared> by_channel(std::span<const LinkSample> samples,
                                               double least_rssi_dbm);
[[nodiscard]] std::vector<Compared> by_level(std::span<const LinkSample> samples,
                                             int class_width_db);
[[nodiscard]] Errors errors(std::span<const LinkSample> samples);

// One place and power step of the 868 MHz recording.
struct SfxGroup {
    int location = 0;
    int gain_db = 0;
    int sent = 0;
    double recorded = 0;
    double mean_rssi_dbm = 0;  // Of those received, as is the ratio.
    double mean_snr_db = 0;
    double from_rssi = 0;  // Predicted, from the level and thermal noise in 100 Hz.
    double from_snr = 0;   // Predicted, from the ratio that the station reports.
};
// A payload of 2 octets takes 144 bits at 100 b/s, 1.44 s (Sigfox radio specification, memory).
inline constexpr double kSfxBits = 144;
[[nodiscard]] std::vector<SfxGroup> sfx_groups(std::span<const SfxPacket> packets,
                                               BitErrorRate rate);

}  // namespace bench::radio
