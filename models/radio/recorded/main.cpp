// Prints recorded delivery beside that of a textbook receiver at the recorded levels.

#include <exception>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "models/radio/recorded/replay.h"

namespace bench::radio {
namespace {

void print_grenoble(const std::vector<LinkSample>& samples) {
    fmt::print("Grenoble, 2.4 GHz: {} samples of 100 frames; noise {:.2f} dBm\n", samples.size(),
               m3_noise_dbm());
    fmt::print("channel  samples  recorded  predicted   strong: recorded  predicted\n");
    const auto strong = by_channel(samples, kStrongDbm);
    std::size_t i = 0;
    for (const Compared& line : by_channel(samples, -200)) {
        fmt::print("{:7} {:8} {:9.4f} {:10.4f} {:18.4f} {:10.4f}\n", line.of, line.samples,
                   line.recorded, line.predicted, strong.at(i).recorded, strong.at(i).predicted);
        ++i;
    }
    fmt::print("  level  samples  recorded  predicted\n");
    for (const Compared& line : by_level(samples, 5)) {
        fmt::print("{:7} {:8} {:9.4f} {:10.4f}\n", line.of, line.samples, line.recorded,
                   line.predicted);
    }
    const Errors all = errors(samples);
    fmt::print("predicted - recorded: mean {:+.4f}, mean magnitude {:.4f}\n\n", all.mean,
               all.absolute);
}

void print_sfx(const std::vector<SfxPacket>& packets) {
    fmt::print("868 MHz ultra narrow band: {} packets\n", packets.size());
    fmt::print("place gain  RSSI dBm  SNR dB  recorded  from RSSI  from SNR\n");
    for (const SfxGroup& group : sfx_groups(packets, dbpsk_bit_error_rate)) {
        fmt::print("{:5} {:4} {:9.1f} {:7.2f} {:9.2f} {:10.3f} {:9.3f}\n", group.location,
                   group.gain_db, group.mean_rssi_dbm, group.mean_snr_db, group.recorded,
                   group.from_rssi, group.from_snr);
    }
}

}  // namespace
}  // namespace bench::radio

int main(int count, char** arguments) {
    using namespace bench::radio;
    if (count != 3) {
        fmt::print(stderr,
                   "usage: meterbench_recorded_links grenoble.k7.gz jsi_868_....json\n"
                   "both are in scenarios/recordings\n");
        return 2;
    }
    try {
        const auto samples = read_k7(arguments[1]);
        print_grenoble(samples);
        print_sfx(read_sfx(arguments[2]));
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 1;
    }
    return 0;
}
